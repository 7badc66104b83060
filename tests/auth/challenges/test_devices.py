"""DEVICE_SRP_AUTH and DEVICE_PASSWORD_VERIFIER: a device that is kept proves itself, without a question."""

import pytest

from app.auth.flows import custom, user_auth, user_password, user_srp
from app.auth.steps import NO_DEVICE
from app.errors import ApiError, DeviceError, UnexpectedReply
from tests.auth.challenges.scripts import facing
from tests.helpers.playbook import CONTEXT, TOKENS, WITH_SECRET, Anything, Playbook, challenge
from tests.helpers.secret_hashes import hashed
from tests.helpers.srp_server import SrpServer

KEY, GROUP = "us-east-1_a1b2c3d4-5678-90ab-cdef-0123456789ab", "-v7w9UcY6"
FACTS = {"device_key": KEY, "device_group_key": GROUP, "device_name": "Desk", "status": "remembered", "typed": "plain"}
FLOWS = [
    (user_password.sign_in, "user_password", "USER_PASSWORD_AUTH", {"PASSWORD": "Practice1!"}),
    (user_srp.sign_in, "user_srp", "USER_SRP_AUTH", {"SRP_A": Anything()}),
    (custom.sign_in, "custom", "CUSTOM_AUTH", {}),
    (custom.sign_in_with_srp, "custom_srp", "CUSTOM_AUTH", {"CHALLENGE_NAME": "SRP_A", "SRP_A": Anything()}),
    (user_auth.sign_in, "user_auth", "USER_AUTH", {}),
]


def device_server(password="secret of the device", group=GROUP, key=KEY):
    """The server's side of a device's handshake: its group stands where the user pool's name stands in a user's."""
    return SrpServer(password=password, user=key, pool=f"x_{group}")


def verifier(server, srp_a, session="", **changed):
    body = server.challenge(srp_a, session)
    parameters = {"DEVICE_KEY": KEY, **body["ChallengeParameters"], "USERNAME": "plain", **changed}
    del parameters["USER_ID_FOR_SRP"]
    given = {name: value for name, value in parameters.items() if value is not None}
    return {**body, "ChallengeName": "DEVICE_PASSWORD_VERIFIER", "ChallengeParameters": given}


def begin(flow=user_password.sign_in, auth_flow="USER_PASSWORD_AUTH", parameters=None, context=CONTEXT):
    """Up to the first call of a sign-in as the device that is kept."""
    play = Playbook(flow(context))
    play.asks("CREDENTIALS").answers(username="plain", password="Practice1!", device=KEY)
    play.recalls(f"device {KEY}", "secret of the device", **FACTS)
    sent = {"PASSWORD": "Practice1!"} if parameters is None else parameters
    digest = {"SECRET_HASH": hashed("plain")} if context is WITH_SECRET else {}
    named = {"USERNAME": "plain", "DEVICE_KEY": KEY, **sent, **digest}
    return play, play.calls("InitiateAuth", AuthFlow=auth_flow, AuthParameters=named)


def answers(play, name, responses, session=None, context=CONTEXT):
    digest = {"SECRET_HASH": hashed("plain")} if context is WITH_SECRET else {}
    sent = {"USERNAME": "plain", "DEVICE_KEY": KEY, **responses, **digest}
    optional = {"Session": session} if session else {}
    return play.calls("RespondToAuthChallenge", ChallengeName=name, ChallengeResponses=sent, **optional)


@pytest.mark.parametrize(("flow", "name", "auth_flow", "parameters"), FLOWS)
def test_each_flow_sends_the_key_of_the_device_and_keeps_its_refresh_token_with_it(flow, name, auth_flow, parameters):
    play, request = begin(flow, auth_flow, parameters)
    request.replies(TOKENS)
    play.keeps("r", "plain", name, device_key=KEY)
    play.returns_tokens()


@pytest.mark.parametrize("session", ["", "s1"])
@pytest.mark.parametrize("context", [CONTEXT, WITH_SECRET])
def test_the_device_proves_itself_with_an_srp_a_of_its_own_and_the_session_where_there_is_one(context, session):
    server, srp_a = device_server(), Anything()
    play, request = begin(context=context)
    request.replies(challenge("DEVICE_SRP_AUTH", session, USERNAME="plain"))
    answers(play, "DEVICE_SRP_AUTH", {"SRP_A": srp_a}, session, context).replies(verifier(server, srp_a.found, session))
    proof = server.expected(play.now) | {"USERNAME": "plain"}
    answers(play, "DEVICE_PASSWORD_VERIFIER", proof, session, context).replies(TOKENS)
    play.keeps("r", "plain", "user_password", device_key=KEY)
    play.returns_tokens()


def test_it_comes_after_the_password_was_proved_too_and_the_two_handshakes_stay_apart():
    user, server = SrpServer(password="Practice1!", user="plain"), device_server()
    first, second = Anything(), Anything()
    play, request = begin(user_srp.sign_in, "USER_SRP_AUTH", {"SRP_A": first})
    request.replies(user.challenge(first.found))
    answers(play, "PASSWORD_VERIFIER", user.expected(play.now)).replies(challenge("DEVICE_SRP_AUTH"))
    answers(play, "DEVICE_SRP_AUTH", {"SRP_A": second}).replies(verifier(server, second.found))
    answers(play, "DEVICE_PASSWORD_VERIFIER", server.expected(play.now) | {"USERNAME": "plain"}).replies(TOKENS)
    assert [step.values["purpose"] for step in play.shown] == ["PASSWORD_VERIFIER", "DEVICE_PASSWORD_VERIFIER"]
    assert (play.shown[1].values["pool_name"], play.shown[1].values["identity"]) == (GROUP, GROUP + KEY)


def test_a_device_that_is_not_remembered_gets_the_code_and_the_key_goes_with_its_answer():
    play, request = begin()
    request.replies(challenge("SMS_MFA", "s1"))
    play.asks("SMS_MFA").answers(SMS_MFA_CODE="1")
    answers(play, "SMS_MFA", {"SMS_MFA_CODE": "1"}, "s1").replies(TOKENS)
    play.keeps("r", "plain", "user_password", device_key=KEY)


def test_a_wrong_proof_ends_the_sign_in():
    server, srp_a = device_server(), Anything()
    play, request = begin()
    request.replies(challenge("DEVICE_SRP_AUTH"))
    answers(play, "DEVICE_SRP_AUTH", {"SRP_A": srp_a}).replies(verifier(server, srp_a.found))
    refused = answers(play, "DEVICE_PASSWORD_VERIFIER", server.expected(play.now) | {"USERNAME": "plain"})
    refused.refuses("NotAuthorizedException", "Incorrect username or password.")
    play.raises(ApiError)


@pytest.mark.parametrize("mine", [{"username": "plain"}, {"username": "real-name"}])  # the second typed an alias
def test_a_forgotten_device_ends_the_sign_in_and_the_vault_learns_of_it(mine):
    play, request = begin()
    request.refuses("ResourceNotFoundException", "Device does not exist.")
    play.recalls(f"device {KEY}", "secret of the device", **mine, **FACTS)
    forgotten = {**FACTS, "status": "forgotten"}
    play.keeps_secret(f"device {KEY}", "secret of the device", mine["username"], forgotten)
    assert play.raises(ApiError).message == "Device does not exist."


def test_another_users_device_stays_as_it_is():
    play, request = begin()
    request.refuses("ResourceNotFoundException", "Device does not exist.")
    play.recalls(f"device {KEY}", "secret of the device", username="other", **FACTS | {"typed": "o@example.com"})
    assert play.raises(ApiError).message == "Device does not exist."


def test_an_unknown_app_client_says_nothing_of_the_device():
    play, request = begin()
    request.refuses("ResourceNotFoundException", "User pool client x does not exist.")
    assert play.raises(ApiError).message.startswith("User pool client")


@pytest.mark.parametrize("reason", ["missing", "locked"])
def test_a_device_whose_secret_is_not_here_ends_the_sign_in_before_anything_is_sent(reason):
    play = Playbook(user_srp.sign_in(CONTEXT))
    play.asks("CREDENTIALS").answers(username="plain", password="Practice1!", device=KEY)
    play.recalls(f"device {KEY}", reason=reason)
    error = play.raises(DeviceError)
    assert (error.key, error.trouble) == (KEY, reason)


def test_a_device_that_is_kept_without_its_group_cannot_prove_itself_and_is_told():
    play = Playbook(user_srp.sign_in(CONTEXT))
    play.asks("CREDENTIALS").answers(username="plain", password="Practice1!", device=KEY)
    play.recalls(f"device {KEY}", "secret of the device", device_key=KEY)
    assert play.raises(DeviceError).trouble == "broken_entry"


@pytest.mark.parametrize("choice", ["", "new", NO_DEVICE])
def test_no_key_goes_out_where_no_device_was_chosen(choice):
    play = Playbook(user_password.sign_in(CONTEXT))
    play.asks("CREDENTIALS").answers(username="plain", password="Practice1!", device=choice)
    sent = {"USERNAME": "plain", "PASSWORD": "Practice1!"}
    play.calls("InitiateAuth", AuthFlow="USER_PASSWORD_AUTH", AuthParameters=sent).replies(TOKENS)
    play.keeps("r", "plain", "user_password")
    play.returns_tokens()


@pytest.mark.parametrize("name", ["DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER"])
def test_a_device_challenge_to_a_sign_in_without_a_device_is_unexpected(name):
    assert facing(challenge(name, "s1")).raises(UnexpectedReply).missing == "DEVICE_KEY"


@pytest.mark.parametrize("missing", ["SALT", "SRP_B", "SECRET_BLOCK"])
def test_a_verifier_without_a_parameter_is_unexpected(missing):
    server, srp_a = device_server(), Anything()
    play, request = begin()
    request.replies(challenge("DEVICE_SRP_AUTH"))
    body = verifier(server, "1", **{missing: None})
    answers(play, "DEVICE_SRP_AUTH", {"SRP_A": srp_a}).replies(body)
    error = play.raises(UnexpectedReply)
    assert (error.missing, error.operation) == (missing, "DEVICE_PASSWORD_VERIFIER")
