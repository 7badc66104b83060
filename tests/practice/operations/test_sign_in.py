"""How sign-ins begin: every flow, what refuses it, and in which order."""

import jwt
import pytest

from app.practice import messages
from app.practice.errors import Refusal
from tests.practice.world import CLIENT, EVERY_FLOW, PASSWORD, POOL, SrpClient, refused

WRONG = ("NotAuthorizedException", "Incorrect username or password.")


@pytest.mark.parametrize("flow", ["USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"])
def test_a_password_brings_tokens(world, flow):
    world.user()
    reply = world.begin(flow, USERNAME="plain", PASSWORD=PASSWORD)
    assert reply["ChallengeParameters"] == {}
    assert "Session" not in reply
    assert set(reply["AuthenticationResult"]) == {"AccessToken", "ExpiresIn", "IdToken", "RefreshToken", "TokenType"}
    claims = jwt.decode(reply["AuthenticationResult"]["AccessToken"], options={"verify_signature": False})
    assert claims["username"] == "plain"


def test_srp_asks_for_the_proof_without_a_session(world):
    user = world.user()
    reply = world.begin("USER_SRP_AUTH", USERNAME="plain", SRP_A=SrpClient().srp_a)
    assert reply["ChallengeName"] == "PASSWORD_VERIFIER"
    assert "Session" not in reply
    assert reply["ChallengeParameters"]["SALT"] == user.salt
    assert reply["ChallengeParameters"]["USER_ID_FOR_SRP"] == reply["ChallengeParameters"]["USERNAME"] == "plain"


def test_srp_works_through_the_admin_operations_too(world):
    world.user()
    client = SrpClient()
    begun = world.call("AdminInitiateAuth", UserPoolId=POOL, ClientId=CLIENT, AuthFlow="USER_SRP_AUTH",
                       AuthParameters={"USERNAME": "plain", "SRP_A": client.srp_a})
    reply = world.call("AdminRespondToAuthChallenge", UserPoolId=POOL, ClientId=CLIENT,
                       ChallengeName="PASSWORD_VERIFIER",
                       ChallengeResponses={"USERNAME": "plain", **client.proof(begun)})
    assert "AccessToken" in reply["AuthenticationResult"]


@pytest.mark.parametrize(("flow", "message"), [
    ("USER_PASSWORD_AUTH", "USER_PASSWORD_AUTH flow not enabled for this client"),
    ("ADMIN_USER_PASSWORD_AUTH", "Auth flow not enabled for this client"),
    ("ADMIN_NO_SRP_AUTH", "Auth flow not enabled for this client"),
    ("USER_SRP_AUTH", "USER_SRP_AUTH is not enabled for the client."),
    ("CUSTOM_AUTH", "CUSTOM_AUTH is not enabled for the client."),
    ("USER_AUTH", "USER_AUTH flow not enabled for this client"),
    ("REFRESH_TOKEN_AUTH", "Refresh Token flow not enabled for this client"),
    ("REFRESH_TOKEN", "Refresh Token flow not enabled for this client"),
])
def test_a_flow_that_the_client_does_not_allow_is_refused(world, flow, message):
    family = {"ADMIN_NO_SRP_AUTH": "ADMIN_USER_PASSWORD_AUTH", "REFRESH_TOKEN": "REFRESH_TOKEN_AUTH"}.get(flow, flow)
    world.client.settings["ExplicitAuthFlows"] = [value for value in EVERY_FLOW if value != f"ALLOW_{family}"]
    with refused("InvalidParameterException", message):
        world.begin(flow)


def test_a_custom_only_client_says_so(world):
    world.client.settings["ExplicitAuthFlows"] = ["CUSTOM_AUTH_FLOW_ONLY"]
    with refused("InvalidParameterException", "Only custom auth (lambda driven) is enabled for this client."):
        world.sign_in()


@pytest.mark.parametrize(("operation", "flow"), [
    ("InitiateAuth", "ADMIN_USER_PASSWORD_AUTH"), ("InitiateAuth", "ADMIN_NO_SRP_AUTH"),
    ("AdminInitiateAuth", "USER_PASSWORD_AUTH"),
])
def test_a_flow_of_the_other_operation_is_refused(world, operation, flow):
    pool = {"UserPoolId": POOL} if operation == "AdminInitiateAuth" else {}
    with refused("InvalidParameterException", "Initiate Auth method not supported."):
        world.call(operation, ClientId=CLIENT, AuthFlow=flow, AuthParameters={}, **pool)


def test_a_client_of_another_pool_is_refused(world):
    with refused("ResourceNotFoundException", "User pool us-east-1_Other does not exist."):
        world.call("AdminInitiateAuth", UserPoolId="us-east-1_Other", ClientId=CLIENT, AuthFlow="USER_SRP_AUTH")


@pytest.mark.parametrize("flow", ["REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"])
def test_rotation_refuses_the_old_refresh_before_anything_else(world, flow):
    world.client.settings["RefreshTokenRotation"] = {"Feature": "ENABLED"}
    with refused("UnsupportedOperationException", "This API does not support refresh token rotation"):
        world.begin(flow)


@pytest.mark.parametrize(("flow", "given", "missing"), [
    ("USER_PASSWORD_AUTH", {}, "USERNAME"),
    ("USER_PASSWORD_AUTH", {"USERNAME": ""}, "USERNAME"),
    ("USER_PASSWORD_AUTH", {"USERNAME": "plain", "PASSWORD": ""}, "PASSWORD"),
    ("ADMIN_USER_PASSWORD_AUTH", {"USERNAME": "plain"}, "PASSWORD"),
    ("USER_SRP_AUTH", {"USERNAME": "plain"}, "SRP_A"),
    ("CUSTOM_AUTH", {}, "USERNAME"),
    ("REFRESH_TOKEN_AUTH", {}, "REFRESH_TOKEN"),
])
def test_a_missing_parameter_is_named(world, flow, given, missing):
    with refused("InvalidParameterException", f"Missing required parameter {missing}"):
        world.begin(flow, **given)


def test_an_srp_value_that_is_not_hex_is_refused(world):
    message = ("1 validation error detected: Value 'xyz' at 'sRPA' failed to satisfy constraint: "
               "Member must satisfy regular expression pattern: ^[0-9a-fA-F]+$")
    with refused("InvalidParameterException", message):
        world.begin("USER_SRP_AUTH", USERNAME="plain", SRP_A="xyz")


@pytest.mark.parametrize("srp_a", ["0", "f" * 100_000, f"{2 * int(SrpClient()._srp.big_n):x}"])
def test_an_srp_value_that_is_absurd_is_refused(world, srp_a):
    with refused("InvalidParameterException", messages.BAD_PUBLIC_VALUE):
        world.begin("USER_SRP_AUTH", USERNAME="plain", SRP_A=srp_a)


def test_a_wrong_password_and_an_unknown_user_look_alike_where_existence_is_hidden(world):
    world.user()
    world.hide_existence()
    for name, password in [("plain", "Wrong1!"), ("nobody", PASSWORD), ("x" * 129, PASSWORD), ("plain", "x" * 257)]:
        with refused(*WRONG):
            world.sign_in(name, password)


def test_an_unknown_user_is_named_where_it_is_not(world):
    for begin in (lambda: world.sign_in("nobody"),
                  lambda: world.begin("ADMIN_USER_PASSWORD_AUTH", USERNAME="nobody", PASSWORD="x"),
                  lambda: world.begin("USER_SRP_AUTH", USERNAME="nobody", SRP_A="2")):
        with refused("UserNotFoundException", "User does not exist."):
            begin()


def test_an_unknown_user_gets_the_same_simulated_handshake_each_time(world):
    world.hide_existence()
    client = SrpClient("nobody")
    begun = [world.begin("USER_SRP_AUTH", USERNAME="nobody", SRP_A=client.srp_a) for _ in range(2)]
    first, second = (each["ChallengeParameters"] for each in begun)
    assert (first["SALT"], first["USER_ID_FOR_SRP"]) == (second["SALT"], second["USER_ID_FOR_SRP"])
    assert [len(part) for part in first["USER_ID_FOR_SRP"].split("-")] == [8, 4, 4, 4, 12]
    with refused(*WRONG):
        world.answer(begun[1], first["USER_ID_FOR_SRP"], **client.proof(begun[1]))


def test_a_user_without_a_password_cannot_sign_in_with_one(world):
    world.user("otp-only", password="")
    client = SrpClient("otp-only", "")
    begun = world.begin("USER_SRP_AUTH", USERNAME="otp-only", SRP_A=client.srp_a)
    with refused(*WRONG):
        world.answer(begun, "otp-only", **client.proof(begun))
    with refused(*WRONG):
        world.sign_in("otp-only", "1")


@pytest.mark.parametrize("password", [PASSWORD, "Wrong1!"])
def test_disabled_and_unconfirmed_users_are_refused_whatever_the_password(world, password):
    world.user("disabled", enabled=False, status="UNCONFIRMED")
    world.user("unconfirmed", status="UNCONFIRMED")
    with refused("NotAuthorizedException", "User is disabled."):
        world.sign_in("disabled", password)
    with refused("UserNotConfirmedException", "User is not confirmed."):
        world.sign_in("unconfirmed", password)
    with refused("UserNotConfirmedException", "User is not confirmed."):
        world.begin("USER_SRP_AUTH", USERNAME="unconfirmed", SRP_A="2")


def test_a_reset_is_asked_for_only_after_the_right_password(world):
    world.user(status="RESET_REQUIRED")
    with refused(*WRONG):
        world.sign_in(password="Wrong1!")
    with refused("PasswordResetRequiredException", "Password reset required for the user"):
        world.sign_in()


def test_an_old_temporary_password_has_expired(world):
    world.user(status="FORCE_CHANGE_PASSWORD", temporary_password_set_at=world.state.now())
    assert world.sign_in()["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
    world.later(7 * 24 * 3600)
    message = "Temporary password has expired and must be reset by an administrator."
    with refused("NotAuthorizedException", message):
        world.sign_in()


def test_five_wrong_passwords_lock_even_the_right_one_for_a_while(world):
    world.user()
    for _ in range(5):
        with refused(*WRONG):
            world.sign_in(password="Wrong1!")
    for _ in range(3):
        with refused("NotAuthorizedException", "Password attempts exceeded"):
            world.sign_in()
    world.later(1)
    assert "AuthenticationResult" in world.sign_in()


def test_srp_counts_wrong_passwords_too(world):
    world.user()
    client = SrpClient(password="Wrong1!")
    for _ in range(5):
        begun = world.begin("USER_SRP_AUTH", USERNAME="plain", SRP_A=client.srp_a)
        with refused(*WRONG):
            world.answer(begun, **client.proof(begun))
    with refused("NotAuthorizedException", "Password attempts exceeded"):
        world.sign_in()


def test_a_client_with_a_secret_wants_the_hash_over_the_typed_name(world):
    world.user(attributes={"email": "plain@example.com", "email_verified": "true"})
    world.pool.settings["AliasAttributes"] = ["email"]
    world.client.secret = "s" * 50
    for name in ("plain", "plain@example.com"):
        assert "AuthenticationResult" in world.sign_in(name, SECRET_HASH=world.secret_hash(name))
    with refused("NotAuthorizedException", f"Unable to verify secret hash for client {CLIENT}"):
        world.sign_in("plain@example.com", SECRET_HASH=world.secret_hash("plain"))
    message = f"Client {CLIENT} is configured with secret but SECRET_HASH was not received"
    with refused("NotAuthorizedException", message):
        world.sign_in()


def test_a_public_client_must_not_send_a_hash(world):
    message = f"App client {CLIENT} is not configured for secret but secret hash was received"
    with refused("InvalidParameterException", message):
        world.sign_in(SECRET_HASH="x")


@pytest.mark.parametrize("odd", ["\ud800", "\x00", "\U0001f511" * 32, "٣" * 6])
def test_any_text_is_refused_without_a_crash(world, odd):
    world.user()
    world.hide_existence().client.secret = "s" * 50
    hash_wrong = ("NotAuthorizedException", f"Unable to verify secret hash for client {CLIENT}")
    with refused(*hash_wrong):
        world.sign_in(odd, odd, SECRET_HASH=odd)
    name = odd if odd != "\ud800" else "nobody"
    with refused(*WRONG):
        world.sign_in(name, odd, SECRET_HASH=world.secret_hash(name))


def test_custom_auth_without_its_triggers_is_refused(world):
    message = "Custom auth lambda trigger is not configured for the user pool."
    with refused("InvalidParameterException", message):
        world.begin("CUSTOM_AUTH", USERNAME="plain")


def test_an_unknown_flow_is_a_validation_error(world):
    with pytest.raises(Refusal, match=r"Value 'MAGIC' at 'authFlow' failed to satisfy constraint"):
        world.begin("MAGIC")
