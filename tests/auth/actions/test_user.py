"""Playbooks of what users do with their own account: get_user, change_password, mfa_preference, enrol_totp."""

import pytest

from app.auth.actions import ACTIONS
from app.errors import ApiError, UnexpectedReply
from app.secret import Secret
from tests.helpers.playbook import CONTEXT, POOL, Playbook

TOKEN = "a.a.a"
USER = {"Username": "jane", "UserAttributes": [{"Name": "email", "Value": "jane@example.com"}]}
NOBODYS = {"Username": "", "UserAttributes": [], "UserMFASettingList": [], "PreferredMfaSetting": ""}


def begin(action, **more):
    play = Playbook(ACTIONS[action].run(CONTEXT))
    play.asks("CREDENTIALS", "access_token").answers(access_token=Secret(TOKEN), **more)
    return play


def reads(play, **more):
    play.calls("GetUser", AccessToken=TOKEN).replies({**USER, **more})


def test_a_user_is_read_with_attributes_that_are_secret():
    play = begin("get_user")
    reads(play, UserMFASettingList=["SMS_MFA"], PreferredMfaSetting="SMS_MFA")
    assert play.returns() == {
        "Username": "jane", "UserAttributes": [{"Name": "email", "Value": Secret("jane@example.com")}],
        "UserMFASettingList": ["SMS_MFA"], "PreferredMfaSetting": "SMS_MFA",
    }  # fmt: skip


@pytest.mark.parametrize(
    "body", [{}, {"Username": 3, "UserAttributes": "x", "UserMFASettingList": {}}, {"UserAttributes": [None, 3]}]
)
def test_a_reply_that_is_none_of_cognitos_is_a_user_without_anything(body):
    play = begin("get_user")
    play.calls("GetUser", AccessToken=TOKEN).replies(body)
    assert play.returns() == NOBODYS


def changes(play, previous="Practice1!", refusal=""):
    play.asks("CHANGE_PASSWORD", "PreviousPassword", "ProposedPassword", refusal=refusal).answers(
        PreviousPassword=Secret(previous), ProposedPassword=Secret("Practice2!")
    )
    along = {"PreviousPassword": previous} if previous else {}
    request = play.calls("ChangePassword", AccessToken=TOKEN, ProposedPassword="Practice2!", **along)
    assert isinstance(request.call.params["ProposedPassword"], Secret)
    return request


def test_a_password_is_changed():
    play = begin("change_password")
    changes(play).replies({})
    assert play.returns() == {"changed": True}


def test_a_user_without_a_password_names_no_previous_one():
    play = begin("change_password")
    changes(play, previous="").replies({})
    assert play.returns() == {"changed": True}


MENDABLE = [
    ("InvalidPasswordException", ""),
    ("InvalidParameterException", ""),
    ("PasswordHistoryPolicyViolationException", ""),
    ("NotAuthorizedException", "Incorrect username or password."),
]


@pytest.mark.parametrize(("code", "message"), MENDABLE)
def test_passwords_that_are_not_taken_are_asked_for_again(code, message):
    play = begin("change_password")
    changes(play).refuses(code, message)
    changes(play, previous="Practice0!", refusal=code).replies({})
    assert play.returns() == {"changed": True}


@pytest.mark.parametrize(
    ("code", "message"),
    [("NotAuthorizedException", "Access Token has been revoked"), ("LimitExceededException", "")],
)
def test_any_other_refusal_ends_a_change(code, message):
    play = begin("change_password")
    changes(play).refuses(code, message)
    assert play.raises(ApiError).code == code


def prefers(play, *states, refusal=""):
    names = ("SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP")
    question = play.asks("MFA_PREFERENCE", *names, refusal=refusal)
    question.answers(**dict(zip(names, states, strict=True)))
    return question.ask


def test_the_card_begins_with_what_is_on_now():
    play = begin("mfa_preference")
    reads(play, UserMFASettingList=["SMS_MFA", "EMAIL_OTP"], PreferredMfaSetting="EMAIL_OTP")
    ask = prefers(play, "on", "off", "preferred")
    assert [field.value for field in ask.fields] == ["on", "off", "preferred"]


def test_what_did_not_change_needs_no_call():
    play = begin("mfa_preference")
    reads(play, UserMFASettingList=["SMS_MFA"])
    prefers(play, "on", "off", "off")
    assert play.returns()["UserMFASettingList"] == ["SMS_MFA"]


def test_only_what_changed_is_sent_and_the_user_is_read_again():
    play = begin("mfa_preference")
    reads(play, UserMFASettingList=["SMS_MFA", "EMAIL_OTP"], PreferredMfaSetting="SMS_MFA")
    prefers(play, "on", "preferred", "on")
    play.calls(
        "SetUserMFAPreference", AccessToken=TOKEN,
        SMSMfaSettings={"Enabled": True, "PreferredMfa": False},
        SoftwareTokenMfaSettings={"Enabled": True, "PreferredMfa": True},
    ).replies({})  # fmt: skip
    reads(play, UserMFASettingList=["SOFTWARE_TOKEN_MFA"], PreferredMfaSetting="SOFTWARE_TOKEN_MFA")
    assert play.returns()["PreferredMfaSetting"] == "SOFTWARE_TOKEN_MFA"


def test_a_factor_can_be_switched_off():
    play = begin("mfa_preference")
    reads(play, UserMFASettingList=["EMAIL_OTP"])
    prefers(play, "off", "off", "off")
    off = {"Enabled": False, "PreferredMfa": False}
    play.calls("SetUserMFAPreference", AccessToken=TOKEN, EmailMfaSettings=off).replies({})
    reads(play)
    assert play.returns()["UserMFASettingList"] == []


def test_two_preferred_factors_are_cognitos_to_refuse():
    play = begin("mfa_preference")
    reads(play, UserMFASettingList=["SMS_MFA"], PreferredMfaSetting="SMS_MFA")
    prefers(play, "preferred", "off", "preferred")
    preferred = {"Enabled": True, "PreferredMfa": True}
    request = play.calls(
        "SetUserMFAPreference", AccessToken=TOKEN, SMSMfaSettings=preferred, EmailMfaSettings=preferred
    )
    request.refuses("InvalidParameterException")
    prefers(play, "preferred", "off", "off", refusal="InvalidParameterException")
    assert play.returns()["PreferredMfaSetting"] == "SMS_MFA"


@pytest.mark.parametrize("code", ["InvalidParameterException", "SoftwareTokenMFANotFoundException"])
def test_a_factor_that_is_not_set_up_is_asked_about_again(code):
    play = begin("mfa_preference")
    reads(play)
    prefers(play, "off", "on", "off")
    on = {"Enabled": True, "PreferredMfa": False}
    play.calls("SetUserMFAPreference", AccessToken=TOKEN, SoftwareTokenMfaSettings=on).refuses(code)
    prefers(play, "off", "off", "off", refusal=code)
    assert play.returns()["UserMFASettingList"] == []


def associates(**more):
    play = begin("enrol_totp", **more)
    play.calls("AssociateSoftwareToken", AccessToken=TOKEN).replies({"SecretCode": "JBSWY3DPEHPK3PXP"})
    return play


def verifies(play, code="123456", refusal="", name=""):
    play.asks("VERIFY_SOFTWARE_TOKEN", "UserCode", "FriendlyDeviceName", refusal=refusal).answers(
        UserCode=Secret(code), FriendlyDeviceName=name
    )
    along = {"FriendlyDeviceName": name} if name else {}
    return play.calls("VerifySoftwareToken", AccessToken=TOKEN, UserCode=code, **along)


def test_an_authenticator_is_set_up_with_the_key_that_the_card_shows():
    play = associates(username="jane")
    question = play.asks("VERIFY_SOFTWARE_TOKEN")
    assert question.ask.params == {
        "SecretCode": "JBSWY3DPEHPK3PXP",
        "uri": f"otpauth://totp/{POOL}:jane?secret=JBSWY3DPEHPK3PXP&issuer={POOL}",
    }
    question.answers(UserCode=Secret("123456"), FriendlyDeviceName="phone")
    request = play.calls("VerifySoftwareToken", AccessToken=TOKEN, UserCode="123456", FriendlyDeviceName="phone")
    request.replies({"Status": "SUCCESS"})
    assert play.returns() == {"Status": "SUCCESS"}


@pytest.mark.parametrize("code", ["EnableSoftwareTokenMFAException", "CodeMismatchException"])
def test_a_wrong_first_code_is_asked_for_again(code):
    play = associates()
    verifies(play, "000000").refuses(code)
    verifies(play, refusal=code).replies({"Status": "SUCCESS"})
    assert play.returns() == {"Status": "SUCCESS"}


def test_a_status_that_is_no_success_counts_as_a_wrong_code():
    play = associates()
    verifies(play).replies({"Status": "ERROR"})
    verifies(play, refusal="EnableSoftwareTokenMFAException").replies({"Status": "SUCCESS"})
    assert play.returns() == {"Status": "SUCCESS"}


def test_an_authenticator_without_a_key_is_unexpected():
    play = begin("enrol_totp")
    play.calls("AssociateSoftwareToken", AccessToken=TOKEN).replies({})
    assert play.raises(UnexpectedReply).missing == "SecretCode"


def test_a_user_pool_without_authenticators_refuses():
    play = begin("enrol_totp")
    play.calls("AssociateSoftwareToken", AccessToken=TOKEN).refuses("SoftwareTokenMFANotFoundException")
    assert play.raises(ApiError).code == "SoftwareTokenMFANotFoundException"
