"""The challenges that are one code: SMS_MFA, EMAIL_OTP, SOFTWARE_TOKEN_MFA."""

import pytest

from app.auth.steps import Kind
from app.errors import ApiError
from tests.auth.challenges.scripts import facing, responds
from tests.helpers.playbook import T0, TOKENS, WITH_SECRET, challenge
from tests.helpers.secret_hashes import hashed

CODES = [
    ("SMS_MFA", "SMS_MFA_CODE"),
    ("EMAIL_OTP", "EMAIL_OTP_CODE"),
    ("SOFTWARE_TOKEN_MFA", "SOFTWARE_TOKEN_MFA_CODE"),
]


@pytest.mark.parametrize(("name", "key"), CODES)
def test_the_code_goes_under_its_own_key_with_the_session(name, key):
    delivery = {"CODE_DELIVERY_DESTINATION": "+*******0199", "CODE_DELIVERY_DELIVERY_MEDIUM": "SMS"}
    play = facing(challenge(name, "s1", **delivery))
    asked = play.asks(name, key)
    assert asked.ask.params == delivery
    assert asked.ask.deadline_from == T0
    assert asked.ask.fields[0].kind is Kind.CODE
    asked.answers(**{key: "123456"})
    responds(play, name, "s1", {key: "123456"}).replies(TOKENS)
    play.returns_tokens()


@pytest.mark.parametrize(("name", "key"), CODES)
@pytest.mark.parametrize("code", ["CodeMismatchException", "ExpiredCodeException"])
def test_a_wrong_code_is_asked_for_again_with_the_same_session(name, key, code):
    play = facing(challenge(name, "s1"))
    play.asks(name).answers(**{key: "000000"})
    responds(play, name, "s1", {key: "000000"}).refuses(code, "Invalid code received for user")
    for attempt in ("111111", "222222"):
        asked = play.asks(name, key, refusal=code)
        assert asked.ask.refusal.message == "Invalid code received for user"
        assert asked.ask.deadline_from == T0
        asked.answers(**{key: attempt})
        responds(play, name, "s1", {key: attempt}).refuses(code, "Invalid code received for user")
    play.asks(name, refusal=code).answers(**{key: "123456"})
    responds(play, name, "s1", {key: "123456"}).replies(TOKENS)
    play.returns_tokens()


@pytest.mark.parametrize(("name", "key"), CODES)
@pytest.mark.parametrize(
    "message",
    [
        "Invalid session for the user, session is expired.",
        "Invalid session for the user, session can only be used once.",
        "Invalid session for the user.",
    ],
)
def test_a_session_that_ran_out_or_was_spent_ends_the_sign_in(name, key, message):
    play = facing(challenge(name, "s1"))
    play.asks(name).answers(**{key: "123456"})
    responds(play, name, "s1", {key: "123456"}).refuses("NotAuthorizedException", message)
    assert play.raises(ApiError).message == message


@pytest.mark.parametrize(("name", "key"), CODES)
def test_a_session_that_runs_out_while_a_code_is_asked_again_ends_the_sign_in(name, key):
    play = facing(challenge(name, "s1"))
    play.asks(name).answers(**{key: "1"})
    responds(play, name, "s1", {key: "1"}).refuses("CodeMismatchException")
    play.asks(name, refusal="CodeMismatchException").answers(**{key: "2"})
    responds(play, name, "s1", {key: "2"}).refuses("NotAuthorizedException", "session is expired")
    assert play.raises(ApiError).code == "NotAuthorizedException"


def test_without_a_session_none_is_sent_and_no_deadline_is_shown():
    play = facing(challenge("SMS_MFA"))
    asked = play.asks("SMS_MFA")
    assert asked.ask.deadline_from is None
    asked.answers(SMS_MFA_CODE="1")
    responds(play, "SMS_MFA", None, {"SMS_MFA_CODE": "1"}).replies(TOKENS)


@pytest.mark.parametrize("session", [7, "", None, ["s"], {"s": 1}])
def test_a_session_of_another_type_is_none(session):
    play = facing({"ChallengeName": "SMS_MFA", "Session": session})
    play.asks("SMS_MFA").answers(SMS_MFA_CODE="1")
    responds(play, "SMS_MFA", None, {"SMS_MFA_CODE": "1"}).replies(TOKENS)


def test_each_challenge_is_answered_with_the_newest_session():
    play = facing(challenge("SMS_MFA", "s1"))
    for number in range(1, 4):
        play.asks("SMS_MFA").answers(SMS_MFA_CODE="1")
        responds(play, "SMS_MFA", f"s{number}", {"SMS_MFA_CODE": "1"}).replies(challenge("SMS_MFA", f"s{number + 1}"))
    play.asks("SMS_MFA").answers(SMS_MFA_CODE="1")
    responds(play, "SMS_MFA", "s4", {"SMS_MFA_CODE": "1"}).replies(TOKENS)
    play.returns_tokens()


def test_an_answer_carries_the_hash_and_the_metadata():
    play = facing(challenge("EMAIL_OTP", "s1"), WITH_SECRET, {"a": "b"})
    play.asks("EMAIL_OTP").answers(EMAIL_OTP_CODE="1")
    responses = {"EMAIL_OTP_CODE": "1", "SECRET_HASH": hashed("plain")}
    responds(play, "EMAIL_OTP", "s1", responses, ClientMetadata={"a": "b"}).replies(TOKENS)


def test_an_empty_code_is_sent_for_cognito_to_refuse():
    play = facing(challenge("SMS_MFA", "s1"))
    play.asks("SMS_MFA").answers()
    responds(play, "SMS_MFA", "s1", {"SMS_MFA_CODE": ""}).refuses("InvalidParameterException")
    assert play.raises(ApiError).code == "InvalidParameterException"
