"""PASSWORD_VERIFIER and NEW_PASSWORD_REQUIRED: what is checked, in which order, and what may be tried again."""

import base64
import json

import jwt
import pytest

from tests.practice.world import CLIENT, PASSWORD, SrpClient, refused

WRONG = ("NotAuthorizedException", "Incorrect username or password.")
NEW = "Changed2?"


@pytest.fixture
def srp(world):
    """A begun SRP sign-in: the challenge and a right proof."""
    world.user()
    client = SrpClient()
    begun = world.begin("USER_SRP_AUTH", USERNAME="plain", SRP_A=client.srp_a)
    return begun, client.proof(begun), client


def test_a_right_proof_brings_tokens(world, srp):
    begun, proof, _ = srp
    assert "IdToken" in world.answer(begun, **proof)["AuthenticationResult"]


def test_a_secret_block_may_be_used_again(world, srp):
    begun, proof, _ = srp
    world.answer(begun, **proof)
    assert "IdToken" in world.answer(begun, **proof)["AuthenticationResult"]


def test_a_secret_block_is_good_for_a_minute_only(world, srp):
    begun, proof, _ = srp
    world.later(59)
    assert "IdToken" in world.answer(begun, **proof)["AuthenticationResult"]
    world.later(1)
    with refused(*WRONG):
        world.answer(begun, **proof)


def test_the_forms_are_checked_before_the_proof_and_in_order(world, srp):
    begun, proof, _ = srp
    with refused("InvalidParameterException", "Missing required parameter challenge responses."):
        world.call("RespondToAuthChallenge", ClientId=CLIENT, ChallengeName="PASSWORD_VERIFIER")
    given = {}
    for name in ("USERNAME", "TIMESTAMP", "PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK"):
        with refused("InvalidParameterException", f"Missing required parameter {name}"):
            world.call("RespondToAuthChallenge", ClientId=CLIENT, ChallengeName="PASSWORD_VERIFIER",
                       ChallengeResponses={"X": "y", **given})
        given[name] = "x"
    with refused("InvalidParameterException", "TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english."):
        world.answer(begun, **proof | {"TIMESTAMP": "now"})
    message = "Invalid PASSWORD_CLAIM_SIGNATURE format. Must be a Base64 string."
    with refused("InvalidParameterException", message):
        world.answer(begun, **proof | {"PASSWORD_CLAIM_SIGNATURE": "?"})


@pytest.mark.parametrize("change", [
    {"PASSWORD_CLAIM_SECRET_BLOCK": "?"},
    {"PASSWORD_CLAIM_SECRET_BLOCK": base64.b64encode(b"x" * 1200).decode()},
    {"PASSWORD_CLAIM_SIGNATURE": base64.b64encode(b"x" * 32).decode()},
    {"USERNAME": "other"},
    {"TIMESTAMP": "Mon Sep 21 14:13:21 UTC 2026"},
])
def test_anything_else_that_is_wrong_is_a_wrong_password(world, srp, change):
    begun, proof, _ = srp
    world.user("other")
    responses = {"USERNAME": "plain", **proof, **change}
    with refused(*WRONG):
        world.answer(begun, responses.pop("USERNAME"), **responses)


def test_a_leading_zero_in_the_day_is_a_wrong_password(world, srp):
    begun, _, client = srp
    world.state.clock = lambda: 1_788_520_400.0  # the fourth of September 2026
    assert "AuthenticationResult" in world.answer(begun, **client.proof(begun, "Fri Sep 4 11:13:20 UTC 2026"))
    with refused(*WRONG):
        world.answer(begun, **client.proof(begun, "Fri Sep 04 11:13:20 UTC 2026"))


@pytest.mark.parametrize(("timestamp", "taken"), [
    ("Mon Sep 21 14:17:00 UTC 2026", True), ("Mon Sep 21 14:09:00 GMT 2026", True),
    ("Mon Sep 21 14:19:00 UTC 2026", False), ("Mon Sep 21 14:07:00 UTC 2026", False),
])
def test_a_clock_far_from_ours_is_a_wrong_password(world, srp, timestamp, taken):
    begun, _, client = srp
    if taken:
        assert "AuthenticationResult" in world.answer(begun, **client.proof(begun, timestamp))
    else:
        with refused(*WRONG):
            world.answer(begun, **client.proof(begun, timestamp))


def test_moving_the_practice_clock_does_not_make_the_clients_clock_wrong(world):
    world.user()
    world.later(30 * 24 * 3600)
    client = SrpClient()
    begun = world.begin("USER_SRP_AUTH", USERNAME="plain", SRP_A=client.srp_a)
    assert "AuthenticationResult" in world.answer(begun, **client.proof(begun))


def test_the_hash_is_over_the_name_in_the_answer(world):
    world.user(attributes={"email": "plain@example.com", "email_verified": "true"})
    world.pool.settings["AliasAttributes"] = ["email"]
    world.client.secret = "s" * 50
    client = SrpClient("plain@example.com")
    begun = world.begin("USER_SRP_AUTH", USERNAME="plain@example.com", SRP_A=client.srp_a,
                        SECRET_HASH=world.secret_hash("plain@example.com"))
    proof = client.proof(begun)
    with refused("NotAuthorizedException", f"Unable to verify secret hash for client {CLIENT}"):
        world.answer(begun, "plain", **proof, SECRET_HASH=world.secret_hash("plain@example.com"))
    for name in ("plain", "plain@example.com"):
        assert "AuthenticationResult" in world.answer(begun, name, **proof, SECRET_HASH=world.secret_hash(name))


def test_a_user_disabled_in_between_is_refused(world, srp):
    begun, proof, _ = srp
    world.pool.users["plain"].enabled = False
    with refused("NotAuthorizedException", "User is disabled."):
        world.answer(begun, **proof)


@pytest.fixture
def temporary(world):
    """A user with a temporary password, signed in up to NEW_PASSWORD_REQUIRED."""
    world.user(status="FORCE_CHANGE_PASSWORD", temporary_password_set_at=world.state.now(),
               attributes={"email": "plain@example.com", "email_verified": "true"})
    return world.sign_in()


def test_new_password_required_tells_the_attributes(temporary):
    parameters = temporary["ChallengeParameters"]
    assert temporary["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
    assert parameters["USER_ID_FOR_SRP"] == "plain"
    assert parameters["requiredAttributes"] == "[]"
    assert json.loads(parameters["userAttributes"]) == {"email": "plain@example.com", "email_verified": "true"}


def test_a_new_password_brings_tokens_and_is_the_password_from_then_on(world, temporary):
    assert "AuthenticationResult" in world.answer(temporary, NEW_PASSWORD=NEW)
    assert world.pool.users["plain"].status == "CONFIRMED"
    with refused(*WRONG):
        world.sign_in()
    assert "AuthenticationResult" in world.sign_in(password=NEW)


def test_the_new_password_may_be_the_old_one(world, temporary):
    assert "AuthenticationResult" in world.answer(temporary, NEW_PASSWORD=PASSWORD)


def test_a_weak_password_may_be_replaced_in_the_same_session(world, temporary):
    with refused("InvalidPasswordException", "Password does not conform to policy: Password not long enough"):
        world.answer(temporary, NEW_PASSWORD="weak")
    assert "AuthenticationResult" in world.answer(temporary, NEW_PASSWORD=NEW)


def test_leftover_proofs_in_the_answer_are_ignored(world, temporary):
    reply = world.answer(temporary, NEW_PASSWORD=NEW, TIMESTAMP="x", PASSWORD_CLAIM_SIGNATURE="y")
    assert "AuthenticationResult" in reply


def test_a_missing_new_password_is_named(world, temporary):
    with refused("InvalidParameterException", "Missing required parameter NEW_PASSWORD"):
        world.answer(temporary, X="y")


def test_required_attributes_are_asked_for_and_taken(world):
    world.pool.settings["SchemaAttributes"] = [
        {"Name": "given_name", "AttributeDataType": "String", "Required": True, "Mutable": True},
        {"Name": "email", "AttributeDataType": "String", "Required": True, "Mutable": True},
    ]
    user = world.user(status="FORCE_CHANGE_PASSWORD", attributes={"email": "plain@example.com"})
    challenge = world.sign_in()
    assert challenge["ChallengeParameters"]["requiredAttributes"] == '["userAttributes.given_name"]'
    with refused("InvalidParameterException", "Invalid attributes given, given_name is missing"):
        world.answer(challenge, NEW_PASSWORD=NEW)
    name = {"userAttributes.given_name": "Plain"}
    with refused("NotAuthorizedException", "Cannot modify an already provided email"):
        world.answer(challenge, NEW_PASSWORD=NEW, **name, **{"userAttributes.email": "other@example.com"})
    assert "AuthenticationResult" in world.answer(challenge, NEW_PASSWORD=NEW, **name)
    assert user.attributes["given_name"] == "Plain"


def test_two_answers_to_one_session_cannot_both_change_the_password(world, temporary):
    other = world.sign_in()
    world.answer(temporary, NEW_PASSWORD=NEW)
    with refused("NotAuthorizedException", "Invalid session for the user."):
        world.answer(other, NEW_PASSWORD=NEW)


def test_the_token_trigger_hears_of_the_new_password(world_with_samples):
    world = world_with_samples.with_triggers(PreTokenGeneration="pre_token_generation")
    world.user(status="FORCE_CHANGE_PASSWORD")
    reply = world.answer(world.sign_in(), NEW_PASSWORD=NEW)
    claims = jwt.decode(reply["AuthenticationResult"]["IdToken"], options={"verify_signature": False})
    assert claims["practice_trigger"] == "TokenGeneration_NewPasswordChallenge"
