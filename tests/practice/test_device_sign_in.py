"""Sign-ins with a device: which one is new, which one proves itself, and what a wrong proof meets."""

import base64
import re

import jwt
import pytest

from app.practice import totp
from tests.practice.a_device import Device, prove, register, track
from tests.practice.world import CLIENT, POOL, SECRET, SrpClient, refused

WRONG = ("NotAuthorizedException", "Incorrect username or password.")
GONE = ("ResourceNotFoundException", "Device does not exist.")


@pytest.fixture
def world(world):
    """A pool that tracks devices and remembers each at once, with a user who has an authenticator."""
    track(world).with_mfa("OPTIONAL").totp_user("plain")
    return world


def claims(result, token="AccessToken"):
    return jwt.decode(result[token], options={"verify_signature": False})


def code(world):
    return {"SOFTWARE_TOKEN_MFA_CODE": totp.code_at(SECRET, totp.step_at(world.state.now()))}




@pytest.fixture
def result(world):
    """The AuthenticationResult of a first sign-in, with its code."""
    reply = world.answer(world.sign_in(), **code(world))["AuthenticationResult"]
    world.pool.users["plain"].totp.last_step = -1
    return reply


@pytest.fixture
def device(world, result):
    return register(world, result)


def test_a_sign_in_that_names_no_device_brings_the_keys_of_a_new_one(world, result):
    metadata = result["NewDeviceMetadata"]
    assert re.fullmatch(r"us-east-1_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", metadata["DeviceKey"])
    assert re.fullmatch(r"-[0-9A-Za-z]{8}", metadata["DeviceGroupKey"])
    assert claims(result)["device_key"] == metadata["DeviceKey"]
    assert "device_key" not in claims(result, "IdToken")
    assert list(result) == sorted(result)


def test_a_pool_without_tracking_and_the_admin_flow_bring_none(world):
    world.pool.mfa = {}
    for reply in (world.begin("ADMIN_USER_PASSWORD_AUTH", USERNAME="plain", PASSWORD="Practice1!"),):
        assert "NewDeviceMetadata" not in reply["AuthenticationResult"]
        assert "device_key" not in claims(reply["AuthenticationResult"])
    del world.pool.settings["DeviceConfiguration"]
    assert "NewDeviceMetadata" not in world.sign_in(DEVICE_KEY="us-east-1_gone")["AuthenticationResult"]


def test_srp_through_the_admin_operation_knows_no_devices_either(world):
    world.pool.mfa = {}
    client = SrpClient()
    begun = world.call("AdminInitiateAuth", UserPoolId=POOL, ClientId=CLIENT, AuthFlow="USER_SRP_AUTH",
                       AuthParameters={"USERNAME": "plain", "SRP_A": client.srp_a, "DEVICE_KEY": "us-east-1_gone"})
    reply = world.answer(begun, **client.proof(begun))
    assert "NewDeviceMetadata" not in reply["AuthenticationResult"]


def test_a_remembered_device_proves_itself_in_place_of_the_code(world, device):
    challenge = world.sign_in(DEVICE_KEY=device.key)
    assert challenge["ChallengeName"] == "DEVICE_SRP_AUTH"
    reply = prove(world, device, challenge)["AuthenticationResult"]
    assert "NewDeviceMetadata" not in reply
    assert claims(reply)["device_key"] == device.key


def test_the_secret_is_asked_for_in_the_words_of_the_user_s_challenge(world, device):
    asked = world.answer(world.sign_in(DEVICE_KEY=device.key), DEVICE_KEY=device.key, SRP_A=device.srp_a)
    assert set(asked["ChallengeParameters"]) == {"SALT", "SECRET_BLOCK", "SRP_B", "USERNAME", "DEVICE_KEY"}
    assert not asked["ChallengeParameters"]["SALT"].startswith("0")


def test_it_proves_itself_where_there_is_no_second_factor_too(world, device):
    world.pool.mfa = {}
    assert "AuthenticationResult" in prove(world, device, world.sign_in(DEVICE_KEY=device.key))


def test_the_key_may_come_first_with_the_password_s_proof(world, device):
    client = SrpClient()
    begun = world.begin("USER_SRP_AUTH", USERNAME="plain", SRP_A=client.srp_a)
    challenge = world.answer(begun, **client.proof(begun), DEVICE_KEY=device.key)
    assert "AuthenticationResult" in prove(world, device, challenge)


def test_the_key_may_come_with_the_begin_of_srp_alone(world, device):
    client = SrpClient()
    begun = world.begin("USER_SRP_AUTH", USERNAME="plain", SRP_A=client.srp_a, DEVICE_KEY=device.key)
    assert "AuthenticationResult" in prove(world, device, world.answer(begun, **client.proof(begun)))


def test_the_key_may_come_with_the_code_and_the_proof_then_comes_after_it(world, device):
    challenge = world.answer(world.sign_in(), **code(world), DEVICE_KEY=device.key)
    assert "AuthenticationResult" in prove(world, device, challenge)


def test_where_the_device_does_not_replace_the_code_both_are_asked_for(world, device):
    track(world, instead_of_mfa=False)
    asked = world.sign_in(DEVICE_KEY=device.key)
    assert asked["ChallengeName"] == "SOFTWARE_TOKEN_MFA"
    assert "AuthenticationResult" in prove(world, device, world.answer(asked, **code(world)))


def test_choosing_a_password_in_user_auth_meets_the_device_as_well(world, device):
    world.client.settings["ExplicitAuthFlows"] = ["ALLOW_USER_AUTH"]
    challenge = world.begin("USER_AUTH", USERNAME="plain", PREFERRED_CHALLENGE="PASSWORD", PASSWORD="Practice1!",
                            DEVICE_KEY=device.key)
    assert "AuthenticationResult" in prove(world, device, challenge)
    choice = world.begin("USER_AUTH", USERNAME="plain")
    challenge = world.answer(choice, ANSWER="PASSWORD", PASSWORD="Practice1!", DEVICE_KEY=device.key)
    assert "AuthenticationResult" in prove(world, device, challenge)
    with refused(*GONE):
        world.begin("USER_AUTH", USERNAME="plain", DEVICE_KEY="us-east-1_0")


def test_a_custom_sign_in_meets_the_device_once_tokens_would_be_issued(world_with_samples, world, device):
    world.with_triggers(DefineAuthChallenge="define_auth_challenge", CreateAuthChallenge="create_auth_challenge",
                        VerifyAuthChallengeResponse="verify_auth_challenge")
    reply = world.begin("CUSTOM_AUTH", USERNAME="plain", DEVICE_KEY=device.key)
    for answer in ("clock", "footsteps"):
        assert reply["ChallengeName"] == "CUSTOM_CHALLENGE"
        reply = world.answer(reply, ANSWER=answer, DEVICE_KEY=device.key)
    assert "AuthenticationResult" in prove(world, device, reply)
    rounds = [each.event["request"]["session"] for each in world.state.trigger_calls if each.trigger[:6] == "Define"]
    assert device.key not in str([each.event for each in world.state.trigger_calls])
    assert [entry["challengeName"] for entry in rounds[-1]] == ["CUSTOM_CHALLENGE"] * 2
    with refused(*GONE):
        world.begin("CUSTOM_AUTH", USERNAME="plain", DEVICE_KEY="us-east-1_0")


def test_a_device_that_is_not_remembered_only_marks_the_sign_in(world, result):
    track(world, opt_in=True)
    device = register(world, result)
    asked = world.sign_in(DEVICE_KEY=device.key)
    assert asked["ChallengeName"] == "SOFTWARE_TOKEN_MFA"
    reply = world.answer(asked, **code(world))["AuthenticationResult"]
    assert "NewDeviceMetadata" not in reply
    assert claims(reply)["device_key"] == device.key


def test_another_known_device_cannot_prove_in_the_place_of_the_remembered_one(world, device):
    other = register(world, world.answer(world.sign_in(), **code(world))["AuthenticationResult"])
    world.pool.users["plain"].devices[other.key].remembered = False
    challenge = world.sign_in(DEVICE_KEY=device.key)
    with refused(*WRONG):
        world.answer(challenge, DEVICE_KEY=other.key, SRP_A=other.srp_a)
    asked = world.answer(challenge, DEVICE_KEY=device.key, SRP_A=device.srp_a)
    with refused(*WRONG):
        world.answer(asked, **other.proof(asked))


def test_after_a_code_under_an_alias_there_are_tokens_but_the_device_cannot_be_confirmed(world):
    world.pool.settings["AliasAttributes"] = ["email"]
    user, alias = world.pool.users["plain"], "plain@example.com"
    user.attributes = {"email": alias, "email_verified": "true"}
    result = world.answer(world.sign_in(alias), alias, **code(world))["AuthenticationResult"]
    with refused("InvalidParameterException", "Invalid device key given."):
        register(world, result)
    user.totp.last_step = -1
    register(world, world.answer(world.sign_in(alias), **code(world))["AuthenticationResult"])


@pytest.mark.parametrize("key", ["us-east-1_00000000-0000-0000-0000-000000000000", "nonsense", "minted"])
def test_an_unknown_or_unconfirmed_device_does_not_exist(world, result, key):
    key = result["NewDeviceMetadata"]["DeviceKey"] if key == "minted" else key
    with refused(*GONE):
        world.sign_in(DEVICE_KEY=key)


def test_a_wrong_password_is_told_before_an_unknown_device(world):
    with refused(*WRONG):
        world.sign_in(password="Wrong1!x", DEVICE_KEY="us-east-1_0")


def test_another_users_device_does_not_exist(world, device):
    world.user("other")
    with refused(*GONE):
        world.sign_in("other", DEVICE_KEY=device.key)


def test_a_forgotten_device_does_not_exist(world, device, result):
    challenge = world.sign_in(DEVICE_KEY=device.key)
    world.call("ForgetDevice", AccessToken=result["AccessToken"], DeviceKey=device.key)
    with refused(*GONE):
        world.sign_in(DEVICE_KEY=device.key)
    with refused(*GONE):
        world.answer(challenge, DEVICE_KEY=device.key, SRP_A=device.srp_a)


@pytest.mark.parametrize("flow", ["USER_SRP_AUTH", "USER_AUTH"])
def test_the_same_proof_of_the_password_may_be_repeated_without_the_unknown_key(world, flow):
    world.client.settings["ExplicitAuthFlows"] = ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH"]
    client = SrpClient()
    more = {"PREFERRED_CHALLENGE": "PASSWORD_SRP"} if flow == "USER_AUTH" else {"DEVICE_KEY": "us-east-1_0"}
    begun = world.begin(flow, USERNAME="plain", SRP_A=client.srp_a, **more)
    with refused(*GONE):
        world.answer(begun, **client.proof(begun), DEVICE_KEY="us-east-1_0")
    assert world.answer(begun, **client.proof(begun))["ChallengeName"] == "SOFTWARE_TOKEN_MFA"


def test_a_custom_sign_in_with_srp_may_be_proven_again_without_the_unknown_key(world_with_samples, world):
    world.with_triggers(DefineAuthChallenge="define_auth_challenge", CreateAuthChallenge="create_auth_challenge",
                        VerifyAuthChallengeResponse="verify_auth_challenge")
    client = SrpClient()
    begun = world.begin("CUSTOM_AUTH", USERNAME="plain", CHALLENGE_NAME="SRP_A", SRP_A=client.srp_a,
                        DEVICE_KEY="us-east-1_0")
    with refused(*GONE):
        world.answer(begun, **client.proof(begun), DEVICE_KEY="us-east-1_0")
    assert world.answer(begun, **client.proof(begun))["ChallengeName"] == "SOFTWARE_TOKEN_MFA"


def test_an_unknown_key_that_comes_with_the_code_leaves_the_code_unspent(world):
    asked = world.sign_in()
    with refused(*GONE):
        world.answer(asked, **code(world), DEVICE_KEY="us-east-1_0")
    assert "AuthenticationResult" in world.answer(asked, **code(world))


def test_a_device_that_is_forgotten_while_the_trigger_runs_gets_no_tokens(world, device):
    class Forgetting:
        def run(self, function, event):
            world.pool.users["plain"].devices.pop(device.key)
            return event

    world.state.lambdas = Forgetting()
    challenge = world.sign_in(DEVICE_KEY=device.key)
    world.with_triggers(PreTokenGeneration="whatever")
    with refused(*GONE):
        prove(world, device, challenge)


def test_the_key_is_wanted_again_in_both_answers(world, device):
    missing = ("InvalidParameterException", "Missing required parameter DEVICE_KEY")
    challenge = world.sign_in(DEVICE_KEY=device.key)
    with refused(*missing):
        world.answer(challenge, SRP_A=device.srp_a)
    with refused("InvalidParameterException", "Missing required parameter SRP_A"):
        world.answer(challenge, DEVICE_KEY=device.key)
    asked = world.answer(challenge, DEVICE_KEY=device.key, SRP_A=device.srp_a)
    proof = device.proof(asked)
    del proof["DEVICE_KEY"]
    with refused(*missing):
        world.answer(asked, **proof)


@pytest.fixture
def asked(world, device):
    """A DEVICE_PASSWORD_VERIFIER challenge."""
    return world.answer(world.sign_in(DEVICE_KEY=device.key), DEVICE_KEY=device.key, SRP_A=device.srp_a)


def test_a_wrong_proof_ends_the_sign_in(world, device, asked):
    with refused(*WRONG):
        world.answer(asked, **device.proof(asked, password="another"))
    with refused("NotAuthorizedException", "Invalid session for the user."):
        world.answer(asked, **device.proof(asked))


@pytest.mark.parametrize("change", [
    {"PASSWORD_CLAIM_SECRET_BLOCK": base64.b64encode(b"x" * 1200).decode()}, {"PASSWORD_CLAIM_SECRET_BLOCK": "?"},
    {"PASSWORD_CLAIM_SIGNATURE": base64.b64encode(b"x" * 32).decode()}, {"TIMESTAMP": "Mon Sep 21 14:13:21 UTC 2026"},
])
def test_a_proof_that_was_tampered_with_is_a_wrong_one(world, device, asked, change):
    with refused(*WRONG):
        world.answer(asked, **device.proof(asked) | change)


def test_a_proof_at_a_time_far_from_ours_is_a_wrong_one(world, device, asked):
    with refused(*WRONG):
        world.answer(asked, **device.proof(asked, timestamp="Mon Sep 21 14:19:00 UTC 2026"))


def test_a_proof_cannot_be_replayed(world, device, asked):
    proof = device.proof(asked)
    assert "AuthenticationResult" in world.answer(asked, **proof)
    spent = ("NotAuthorizedException", "Invalid session for the user, session can only be used once.")
    with refused(*spent):
        world.answer(asked, **proof)
    with refused(*spent):
        world.answer(asked | {"Session": None}, **proof)


def test_a_proof_of_the_device_is_no_proof_of_the_password_nor_the_other_way_round(world, device, asked):
    with refused(*WRONG):
        world.answer({"ChallengeName": "PASSWORD_VERIFIER"}, **device.proof(asked))
    client = SrpClient()
    begun = world.begin("USER_SRP_AUTH", USERNAME="plain", SRP_A=client.srp_a, DEVICE_KEY=device.key)
    with refused(*WRONG):
        world.answer(asked, **client.proof(begun), DEVICE_KEY=device.key)


def test_a_tampered_or_foreign_session_is_refused(world, device, asked):
    invalid = ("NotAuthorizedException", "Invalid session for the user.")
    with refused(*invalid):
        world.answer(asked | {"Session": asked["Session"][:-4] + "AAAA"}, **device.proof(asked))
    challenge = world.sign_in(DEVICE_KEY=device.key)
    with refused(*invalid):
        world.answer(challenge | {"Session": challenge["Session"][:-4] + "AAAA"}, DEVICE_KEY=device.key,
                     SRP_A=device.srp_a)
    with refused(*invalid):
        world.answer(challenge | {"Session": world.sign_in()["Session"]}, DEVICE_KEY=device.key, SRP_A=device.srp_a)


def test_both_answers_find_their_session_where_the_client_sends_none(world, device):
    challenge = world.sign_in(DEVICE_KEY=device.key)
    del challenge["Session"]
    asked = world.answer(challenge, DEVICE_KEY=device.key, SRP_A=device.srp_a)
    del asked["Session"]
    assert "AuthenticationResult" in world.answer(asked, **device.proof(asked))


def test_the_used_session_of_the_step_before_is_as_good_as_none(world, device):
    track(world, instead_of_mfa=False)
    asked = world.sign_in(DEVICE_KEY=device.key)
    challenge = world.answer(asked, **code(world))
    reply = world.answer(challenge | {"Session": asked["Session"]}, DEVICE_KEY=device.key, SRP_A=device.srp_a)
    assert reply["ChallengeName"] == "DEVICE_PASSWORD_VERIFIER"


def test_without_a_sign_in_that_waits_for_it_the_device_is_not_asked(world, device):
    nothing = {"ChallengeName": "DEVICE_SRP_AUTH"}
    with refused("InvalidParameterException", "Missing required parameter Session"):
        world.answer(nothing, DEVICE_KEY=device.key, SRP_A=device.srp_a)
    with refused(*GONE):
        world.answer(nothing, DEVICE_KEY="us-east-1_0", SRP_A=device.srp_a)
    with refused("InvalidParameterException", "Missing required parameter Session"):
        world.answer(nothing, "nobody", DEVICE_KEY=device.key, SRP_A=device.srp_a)


def test_the_hash_of_a_client_with_a_secret_is_checked_in_both(world, device):
    world.client.secret = "s" * 50
    hashed = {"SECRET_HASH": world.secret_hash("plain")}
    missing = ("NotAuthorizedException", f"Client {CLIENT} is configured with secret but SECRET_HASH was not received")
    challenge = world.sign_in(DEVICE_KEY=device.key, **hashed)
    with refused(*missing):
        world.answer(challenge, DEVICE_KEY=device.key, SRP_A=device.srp_a)
    asked = world.answer(challenge, DEVICE_KEY=device.key, SRP_A=device.srp_a, **hashed)
    with refused(*missing):
        world.answer(asked, **device.proof(asked))
    assert "AuthenticationResult" in world.answer(asked, **device.proof(asked), **hashed)


def test_a_user_disabled_in_between_is_refused(world, device, asked):
    world.pool.users["plain"].enabled = False
    with refused("NotAuthorizedException", "User is disabled."):
        world.answer(asked, **device.proof(asked))


def test_many_devices_prove_themselves_whatever_their_numbers(world):
    # Salts and verifiers with leading zeros or a top bit come up now and then; a wrong padding shows here.
    world.pool.mfa = {}
    for _ in range(20):
        device = register(world, world.sign_in()["AuthenticationResult"])
        assert "AuthenticationResult" in prove(world, device, world.sign_in(DEVICE_KEY=device.key))


def test_a_wrong_verifier_shows_at_the_next_sign_in_only(world, result):
    device = Device(result["NewDeviceMetadata"])
    device.verifier["PasswordVerifier"] = base64.b64encode(b"\x01\x02\x03").decode()
    world.call("ConfirmDevice", **device.members(result["AccessToken"]))
    challenge = world.sign_in(DEVICE_KEY=device.key)
    with refused(*WRONG):
        prove(world, device, challenge)


def test_the_triggers_learn_of_new_devices_and_of_a_device_s_proof(world_with_samples, world):
    world.pool.mfa = {}
    world.with_triggers(PreTokenGeneration="pre_token_generation", PostAuthentication="pre_token_generation")
    device = register(world, world.sign_in()["AuthenticationResult"])
    prove(world, device, world.sign_in(DEVICE_KEY=device.key))
    new = [each.event["request"]["newDeviceUsed"] for each in world.state.trigger_calls if each.trigger[:4] == "Post"]
    assert new == [True, False]
    sources = [each.source for each in world.state.trigger_calls if each.trigger == "PreTokenGeneration"]
    assert sources == ["TokenGeneration_Authentication", "TokenGeneration_AuthenticateDevice"]
