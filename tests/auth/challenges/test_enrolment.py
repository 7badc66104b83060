"""MFA_SETUP: an authenticator or an e-mail address, set up in the middle of the sign-in."""

from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from app.auth.steps import Kind
from app.errors import ApiError, UnexpectedReply
from tests.auth.challenges.scripts import facing, responds
from tests.helpers.playbook import TOKENS, challenge

NAME = "MFA_SETUP"
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
WRONG = "EnableSoftwareTokenMFAException"


def totp(can_setup='["SOFTWARE_TOKEN_MFA"]'):
    return facing(challenge(NAME, "s1", MFAS_CAN_SETUP=can_setup), metadata={"a": "b"})


def associated(play, session="s2"):
    play.calls("AssociateSoftwareToken", Session="s1").replies({"SecretCode": SECRET, "Session": session})


def test_the_session_goes_through_three_hands():
    play = totp()
    associated(play)
    asked = play.asks(NAME, "UserCode", "FriendlyDeviceName")
    assert asked.ask.params["SecretCode"] == SECRET
    assert asked.ask.params["uri"].startswith("otpauth://totp/us-east-1_Example1:plain?secret=" + SECRET)
    asked.answers(UserCode="123456", FriendlyDeviceName="phone")
    play.calls("VerifySoftwareToken", Session="s2", UserCode="123456", FriendlyDeviceName="phone").replies(
        {"Status": "SUCCESS", "Session": "s3"}
    )
    responds(play, NAME, "s3", {}, ClientMetadata={"a": "b"}).replies(TOKENS)
    play.returns_tokens()


def test_a_device_name_that_is_empty_is_left_out():
    play = totp()
    associated(play)
    play.asks(NAME).answers(UserCode="123456", FriendlyDeviceName="")
    play.calls("VerifySoftwareToken", Session="s2", UserCode="123456").replies({"Status": "SUCCESS", "Session": "s3"})
    responds(play, NAME, "s3", {}, ClientMetadata={"a": "b"})


@pytest.mark.parametrize("code", [WRONG, "CodeMismatchException"])
def test_a_wrong_code_is_asked_for_again_with_the_same_key(code):
    play = totp()
    associated(play)
    play.asks(NAME).answers(UserCode="0")
    play.calls("VerifySoftwareToken", Session="s2", UserCode="0").refuses(code, "Code mismatch")
    asked = play.asks(NAME, refusal=code)
    assert asked.ask.params["SecretCode"] == SECRET
    asked.answers(UserCode="1")
    play.calls("VerifySoftwareToken", Session="s2", UserCode="1").replies({"Status": "SUCCESS", "Session": "s3"})
    responds(play, NAME, "s3", {}, ClientMetadata={"a": "b"})


@pytest.mark.parametrize("status", ["ERROR", "", None, 7])
def test_a_status_that_is_no_success_is_a_wrong_code_and_its_session_is_the_newest(status):
    play = totp()
    associated(play)
    play.asks(NAME).answers(UserCode="0")
    play.calls("VerifySoftwareToken", Session="s2", UserCode="0").replies({"Status": status, "Session": "s2b"})
    play.asks(NAME, refusal=WRONG).answers(UserCode="1")
    play.calls("VerifySoftwareToken", Session="s2b", UserCode="1").replies({"Status": "SUCCESS"})
    responds(play, NAME, "s2b", {}, ClientMetadata={"a": "b"})


def test_a_refused_session_ends_the_sign_in():
    play = totp()
    play.calls("AssociateSoftwareToken", Session="s1").refuses(
        "NotAuthorizedException", "Invalid session for the user."
    )
    assert play.raises(ApiError).operation == "AssociateSoftwareToken"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"SecretCode": SECRET},
        {"Session": "s2"},
        {"SecretCode": "", "Session": "s2"},
        {"SecretCode": 7, "Session": "s"},
    ],
)
def test_an_association_without_key_or_session_is_unexpected(body):
    play = totp()
    play.calls("AssociateSoftwareToken", Session="s1").replies(body)
    error = play.raises(UnexpectedReply)
    assert (error.missing, error.operation) == ("SecretCode, Session", "AssociateSoftwareToken")


def test_an_authenticator_cannot_be_set_up_without_a_session():
    play = facing(challenge(NAME, "", MFAS_CAN_SETUP='["SOFTWARE_TOKEN_MFA"]'))
    assert play.raises(UnexpectedReply).missing == "Session"


def test_an_email_address_is_the_answer_and_its_code_comes_next():
    play = facing(challenge(NAME, "s1", MFAS_CAN_SETUP='["EMAIL_OTP"]'))
    play.asks(NAME, "EMAIL").answers(EMAIL="e@example.com")
    responds(play, NAME, "s1", {"EMAIL": "e@example.com"}).replies(challenge("EMAIL_OTP", "s2"))
    play.asks("EMAIL_OTP").answers(EMAIL_OTP_CODE="1")
    responds(play, "EMAIL_OTP", "s2", {"EMAIL_OTP_CODE": "1"}).replies(TOKENS)
    play.returns_tokens()


def test_an_address_that_is_none_is_asked_for_again():
    play = facing(challenge(NAME, "s1", MFAS_CAN_SETUP='["EMAIL_OTP"]'))
    play.asks(NAME).answers(EMAIL="no address")
    responds(play, NAME, "s1", {"EMAIL": "no address"}).refuses("InvalidParameterException", "Invalid email address")
    play.asks(NAME, "EMAIL", refusal="InvalidParameterException").answers(EMAIL="e@example.com")
    responds(play, NAME, "s1", {"EMAIL": "e@example.com"})


@pytest.mark.parametrize("chosen", ["EMAIL_OTP", "SOFTWARE_TOKEN_MFA"])
def test_where_both_can_be_set_up_the_person_chooses(chosen):
    play = facing(challenge(NAME, "s1", MFAS_CAN_SETUP='["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]'))
    asked = play.asks(NAME, "factor")
    field = asked.ask.fields[0]
    assert (field.kind, field.choices) == (Kind.CHOICE, ("SOFTWARE_TOKEN_MFA", "EMAIL_OTP"))
    asked.answers(factor=chosen)
    if chosen == "EMAIL_OTP":
        play.asks(NAME, "EMAIL")
    else:
        play.calls("AssociateSoftwareToken", Session="s1")


def test_a_choice_that_was_not_offered_is_unexpected():
    play = totp('["SOFTWARE_TOKEN_MFA","EMAIL_OTP"]')
    play.asks(NAME, "factor").answers(factor="SMS_MFA")
    assert play.raises(UnexpectedReply).missing == "MFAS_CAN_SETUP"


@pytest.mark.parametrize("offered", ["", "[]", '["SMS_MFA"]', "nonsense", '{"SOFTWARE_TOKEN_MFA":1}', "[7]"])
def test_nothing_that_can_be_set_up_here_is_unexpected(offered):
    play = facing(challenge(NAME, "s1", MFAS_CAN_SETUP=offered))
    assert play.raises(UnexpectedReply).missing == "MFAS_CAN_SETUP"


@pytest.mark.parametrize("secret", ["asdf", "not base32 &?=", "ключ", "1" * 500])
def test_any_key_of_any_server_can_be_shown(secret):
    play = totp()
    play.calls("AssociateSoftwareToken", Session="s1").replies({"SecretCode": secret, "Session": "s2"})
    params = play.asks(NAME).ask.params
    assert params["SecretCode"] == secret
    assert parse_qs(urlsplit(params["uri"]).query)["secret"] == [secret]


def test_the_uri_is_that_of_pyotp():
    play = totp()
    associated(play)
    theirs = pyotp.TOTP(SECRET).provisioning_uri(name="plain", issuer_name="us-east-1_Example1")
    assert play.asks(NAME).ask.params["uri"] == theirs
