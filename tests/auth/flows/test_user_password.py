"""Playbooks of USER_PASSWORD_AUTH: the flow user_password, and what all sign-ins share in their calls."""

import pytest

from app.auth.flows import user_password
from app.errors import ApiError, TransportError, UnexpectedReply
from tests.helpers.playbook import CONTEXT, RESULT, TOKENS, WITH_SECRET, Playbook, challenge
from tests.helpers.sample_runs import jwt
from tests.helpers.secret_hashes import hashed


def begin(context=CONTEXT, username="plain", **answers):
    play = Playbook(user_password.sign_in(context))
    asked = play.asks("CREDENTIALS", "username", "password", "device", "client_metadata")
    asked.answers(username=username, password="Practice1!", **answers)
    return play


def initiates(play, username="plain", **more):
    parameters = {"USERNAME": username, "PASSWORD": "Practice1!", **more.pop("parameters", {})}
    return play.calls("InitiateAuth", AuthFlow="USER_PASSWORD_AUTH", AuthParameters=parameters, **more)


def test_the_password_brings_tokens_and_the_refresh_token_is_kept():
    play = begin()
    initiates(play).replies(TOKENS)
    play.keeps("r", "plain", "user_password")
    tokens = play.returns_tokens()
    assert tokens.access_token.reveal() == "a.a.a"
    assert tokens.expires_in == 3600


def test_the_refresh_token_is_kept_under_the_name_in_the_access_token():
    play = begin(username="Plain@example.com")
    access = jwt({"username": "34c84488", "sub": "other"}).reveal()
    initiates(play, "Plain@example.com").replies({"AuthenticationResult": {**RESULT, "AccessToken": access}})
    play.keeps("r", "34c84488", "user_password")
    play.returns_tokens()


@pytest.mark.parametrize("name", [7, {"a": 1}, "", None])
def test_a_nonsense_name_in_the_access_token_leaves_the_one_that_was_sent(name):
    play = begin()
    initiates(play).replies({"AuthenticationResult": {**RESULT, "AccessToken": jwt({"username": name}).reveal()}})
    play.keeps("r", "plain", "user_password")
    play.returns_tokens()


def test_tokens_without_a_refresh_token_end_the_sign_in_without_keeping():
    play = begin()
    initiates(play).replies({"AuthenticationResult": {"AccessToken": "a"}})
    assert play.returns_tokens().refresh_token is None


def test_the_typed_name_goes_first_and_then_the_returned_one_each_with_its_own_hash():
    play = begin(WITH_SECRET, username="sms@example.com")
    initiates(play, "sms@example.com", parameters={"SECRET_HASH": hashed("sms@example.com")}).replies(
        challenge("SMS_MFA", "session-1", USER_ID_FOR_SRP="34c84488")
    )
    play.asks("SMS_MFA").answers(SMS_MFA_CODE="123456")
    responses = {"USERNAME": "34c84488", "SMS_MFA_CODE": "123456", "SECRET_HASH": hashed("34c84488")}
    play.calls(
        "RespondToAuthChallenge", ChallengeName="SMS_MFA", Session="session-1", ChallengeResponses=responses
    ).replies(TOKENS)
    play.keeps("r", "34c84488", "user_password")
    play.returns_tokens()


def test_a_name_that_came_once_is_used_for_all_that_follows():
    play = begin(WITH_SECRET)
    initiates(play, parameters={"SECRET_HASH": hashed("plain")}).replies(
        challenge("SELECT_MFA_TYPE", "s1", USER_ID_FOR_SRP="sub-1", MFAS_CAN_CHOOSE='["EMAIL_OTP","SMS_MFA"]')
    )
    play.asks("SELECT_MFA_TYPE").answers(ANSWER="EMAIL_OTP")
    chosen = {"USERNAME": "sub-1", "ANSWER": "EMAIL_OTP", "SECRET_HASH": hashed("sub-1")}
    play.calls(
        "RespondToAuthChallenge", ChallengeName="SELECT_MFA_TYPE", Session="s1", ChallengeResponses=chosen
    ).replies(challenge("EMAIL_OTP", "s2", CODE_DELIVERY_DESTINATION="p***@e***"))
    play.asks("EMAIL_OTP").answers(EMAIL_OTP_CODE="12345678")
    code = {"USERNAME": "sub-1", "EMAIL_OTP_CODE": "12345678", "SECRET_HASH": hashed("sub-1")}
    play.calls("RespondToAuthChallenge", ChallengeName="EMAIL_OTP", Session="s2", ChallengeResponses=code).replies(
        TOKENS
    )
    play.keeps("r", "sub-1", "user_password")
    play.returns_tokens()


def test_client_metadata_goes_with_the_first_call_and_with_every_answer():
    metadata = {"channel": "qa", "ключ": "значение"}
    play = begin(client_metadata=metadata)
    initiates(play, ClientMetadata=metadata).replies(challenge("EMAIL_OTP", "s1"))
    play.asks("EMAIL_OTP").answers(EMAIL_OTP_CODE="1")
    play.calls(
        "RespondToAuthChallenge",
        ChallengeName="EMAIL_OTP",
        Session="s1",
        ChallengeResponses={"USERNAME": "plain", "EMAIL_OTP_CODE": "1"},
        ClientMetadata=metadata,
    ).replies(TOKENS)
    play.keeps("r", "plain", "user_password")
    play.returns_tokens()


@pytest.mark.parametrize("metadata", [{}, "rubbish", None])
def test_no_metadata_is_left_out(metadata):
    play = begin(client_metadata=metadata)
    initiates(play).replies(TOKENS)


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("NotAuthorizedException", "Incorrect username or password."),
        ("InvalidParameterException", "USER_PASSWORD_AUTH flow not enabled for this client"),
        ("UserNotConfirmedException", "User is not confirmed."),
        ("PasswordResetRequiredException", "Password reset required for the user"),
        ("UserLambdaValidationException", "PreAuthentication failed with error no."),
    ],
)
def test_a_refusal_of_the_first_call_ends_the_sign_in(code, message):
    play = begin()
    initiates(play).refuses(code, message)
    refusal = play.raises(ApiError)
    assert (refusal.code, refusal.message, refusal.operation) == (code, message, "InitiateAuth")


def test_no_answer_ends_the_sign_in():
    from app.errors import Fault

    play = begin()
    initiates(play)
    play.refuse(TransportError(Fault.CLOSED))
    assert play.raises(TransportError).fault is Fault.CLOSED


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"ChallengeParameters": {}},
        {"AuthenticationResult": {}},
        {"AuthenticationResult": None},
        {"AuthenticationResult": [1]},
        {"ChallengeName": None},
        {"ChallengeName": 7, "Session": "s"},
        {"ChallengeName": "", "AuthenticationResult": "tokens"},
        {"__type": "NotAuthorizedException", "message": "with 200"},
    ],
)
def test_a_reply_with_neither_challenge_nor_tokens_is_unexpected(body):
    play = begin()
    initiates(play).replies(body)
    error = play.raises(UnexpectedReply)
    assert error.missing == "ChallengeName, AuthenticationResult"
    assert error.operation == "InitiateAuth"


@pytest.mark.parametrize("result", [{"IdToken": "i"}, {"AccessToken": ""}, {"AccessToken": 7}, {"AccessToken": None}])
def test_a_result_without_an_access_token_is_unexpected(result):
    play = begin()
    initiates(play).replies({"AuthenticationResult": result})
    assert play.raises(UnexpectedReply).missing == "AccessToken"


@pytest.mark.parametrize("name", [7, None, {"a": "b"}, ""])
def test_a_returned_name_of_another_type_is_no_name(name):
    play = begin()
    initiates(play).replies({"ChallengeName": "SMS_MFA", "ChallengeParameters": {"USER_ID_FOR_SRP": name}})
    play.asks("SMS_MFA").answers(SMS_MFA_CODE="1")
    responses = {"USERNAME": "plain", "SMS_MFA_CODE": "1"}
    play.calls("RespondToAuthChallenge", ChallengeName="SMS_MFA", ChallengeResponses=responses)


def test_empty_and_absurd_credentials_are_sent_as_they_are():
    play = Playbook(user_password.sign_in(CONTEXT))
    play.asks("CREDENTIALS").answers(username="", password="")
    play.calls("InitiateAuth", AuthFlow="USER_PASSWORD_AUTH", AuthParameters={"USERNAME": "", "PASSWORD": ""})


def test_half_a_surrogate_pair_in_a_name_stops_neither_hash_nor_call():
    play = begin(WITH_SECRET, username="a\ud800b")
    whole = "a\ufffdb"
    initiates(play, whole, parameters={"SECRET_HASH": hashed(whole)}).replies(TOKENS)
