"""Enrolling an authenticator or an e-mail address, and preferring factors."""

import pytest

from app.practice import messages, totp
from app.practice.errors import Refusal
from tests.practice.world import CLIENT, POOL, refused

INVALID = ("NotAuthorizedException", "Invalid session for the user.")
PHONE = {"phone_number": "+15550100001"}


def code_of(world, secret, away=0):
    return totp.code_at(secret, totp.step_at(world.state.now()) + away)


def access_token(world):
    return world.sign_in()["AuthenticationResult"]["AccessToken"]


@pytest.fixture
def setup(world):
    """A sign-in that waits at MFA_SETUP."""
    world.with_mfa("ON").user()
    return world.sign_in()


def test_an_authenticator_is_enrolled_in_the_middle_of_the_sign_in(world, setup):
    associated = world.call("AssociateSoftwareToken", Session=setup["Session"])
    verified = world.call("VerifySoftwareToken", Session=associated["Session"], FriendlyDeviceName="phone",
                          UserCode=code_of(world, associated["SecretCode"]))
    assert verified["Status"] == "SUCCESS"
    reply = world.answer(setup | {"Session": verified["Session"]})
    assert "AuthenticationResult" in reply
    challenge = world.sign_in()
    assert challenge["ChallengeParameters"]["FRIENDLY_DEVICE_NAME"] == "phone"
    code = code_of(world, associated["SecretCode"], 1)
    assert "AuthenticationResult" in world.answer(challenge, SOFTWARE_TOKEN_MFA_CODE=code)


def test_the_factor_stays_where_the_client_stops_after_verifying(world, setup):
    associated = world.call("AssociateSoftwareToken", Session=setup["Session"])
    world.call("VerifySoftwareToken", Session=associated["Session"],
               UserCode=code_of(world, associated["SecretCode"]))
    assert world.sign_in()["ChallengeName"] == "SOFTWARE_TOKEN_MFA"


def test_each_call_of_the_chain_takes_only_the_session_before_it(world, setup):
    with refused(*INVALID):
        world.call("VerifySoftwareToken", Session=setup["Session"], UserCode="123456")
    associated = world.call("AssociateSoftwareToken", Session=setup["Session"])
    message = "Invalid session for the user, session can only be used once."
    with refused("NotAuthorizedException", message):
        world.call("AssociateSoftwareToken", Session=setup["Session"])
    with refused(*INVALID):
        world.call("AssociateSoftwareToken", Session=associated["Session"])
    with refused(*INVALID):
        world.answer(setup | {"Session": associated["Session"]})


def test_a_wrong_code_at_enrolment_may_be_tried_again(world, setup):
    associated = world.call("AssociateSoftwareToken", Session=setup["Session"])
    right = code_of(world, associated["SecretCode"])
    wrong = "000000" if right != "000000" else "000001"
    with refused("EnableSoftwareTokenMFAException", "Code mismatch and fail enable Software Token MFA"):
        world.call("VerifySoftwareToken", Session=associated["Session"], UserCode=wrong)
    assert world.call("VerifySoftwareToken", Session=associated["Session"], UserCode=right)["Status"] == "SUCCESS"


def test_mfa_setup_without_anything_set_up_uses_the_session_up(world, setup):
    for _ in range(2):
        with refused(*INVALID):
            world.answer(setup)


@pytest.mark.parametrize("member", ["EMAIL", "email"])
def test_an_email_address_is_set_up_by_its_code(world, setup, member):
    challenge = world.answer(setup, **{member: "new@example.com"})
    assert challenge["ChallengeName"] == "EMAIL_OTP"
    assert challenge["ChallengeParameters"]["CODE_DELIVERY_DESTINATION"] == "n***@e***"
    assert world.state.inbox[-1].destination == "new@example.com"
    assert "email" not in world.pool.users["plain"].attributes
    assert "AuthenticationResult" in world.answer(challenge, EMAIL_OTP_CODE=world.code())
    assert world.pool.users["plain"].attributes == {"email": "new@example.com", "email_verified": "true"}
    assert world.sign_in()["ChallengeName"] == "EMAIL_OTP"


def test_a_malformed_address_may_be_corrected(world, setup):
    with refused("InvalidParameterException", messages.BAD_EMAIL):
        world.answer(setup, EMAIL="nonsense")
    assert world.answer(setup, EMAIL="new@example.com")["ChallengeName"] == "EMAIL_OTP"


def test_a_signed_in_user_enrols_an_authenticator_and_switches_it_on(world):
    world.with_mfa("OPTIONAL").user()
    token = access_token(world)
    associated = world.call("AssociateSoftwareToken", AccessToken=token)
    assert set(associated) == {"SecretCode"}
    verified = world.call("VerifySoftwareToken", AccessToken=token, UserCode=code_of(world, associated["SecretCode"]))
    assert verified == {"Status": "SUCCESS"}
    assert "AuthenticationResult" in world.sign_in()
    settings = {"Enabled": True, "PreferredMfa": True}
    assert world.call("SetUserMFAPreference", AccessToken=token, SoftwareTokenMfaSettings=settings) == {}
    assert world.sign_in()["ChallengeName"] == "SOFTWARE_TOKEN_MFA"
    off = {"Enabled": False, "PreferredMfa": False}
    world.call("SetUserMFAPreference", AccessToken=token, SoftwareTokenMfaSettings=off)
    assert "AuthenticationResult" in world.sign_in()


def test_an_old_authenticator_stays_until_the_new_one_is_verified(world):
    user = world.with_mfa("OPTIONAL").user()
    token = access_token(world)
    world.totp_user("plain")
    user = world.pool.users["plain"]
    token = world.answer(world.sign_in(), SOFTWARE_TOKEN_MFA_CODE=code_of(world, user.totp.secret))
    token = token["AuthenticationResult"]["AccessToken"]
    before = user.totp.secret
    world.call("AssociateSoftwareToken", AccessToken=token)
    assert user.totp.secret == before


def test_an_authenticator_needs_a_pool_that_has_them(world):
    world.user()
    with refused("SoftwareTokenMFANotFoundException", "Software Token MFA has not been enabled by the userPool"):
        world.call("AssociateSoftwareToken", AccessToken=access_token(world))


def test_verifying_before_associating_is_refused(world):
    world.with_mfa("OPTIONAL").user()
    with refused("SoftwareTokenMFANotFoundException", "Software Token MFA does not exist for the user."):
        world.call("VerifySoftwareToken", AccessToken=access_token(world), UserCode="123456")


def test_neither_token_nor_session_is_refused(world):
    with refused("InvalidParameterException", "Missing required parameter Session"):
        world.call("AssociateSoftwareToken")


@pytest.mark.parametrize(("member", "factor"), [
    ("SoftwareTokenMfaSettings", "SOFTWARE_TOKEN_MFA"), ("SMSMfaSettings", "SMS_MFA"),
    ("EmailMfaSettings", "EMAIL_OTP"),
])
def test_a_factor_that_is_not_set_up_cannot_be_switched_on(world, member, factor):
    world.with_mfa("OPTIONAL").user()
    with refused("InvalidParameterException", f"User does not have delivery config set to turn on {factor}"):
        world.call("SetUserMFAPreference", AccessToken=access_token(world), **{member: {"Enabled": True}})


def test_a_user_without_a_password_cannot_turn_a_second_factor_on_and_lock_the_door(world):
    world.with_mfa("OPTIONAL").user("otp-only", password="", attributes={"phone_number": "+15550100001"})
    request = {"UserPoolId": POOL, "Username": "otp-only"}
    with refused("InvalidParameterException", "A user without a password cannot turn on MFA."):
        world.call("AdminSetUserMFAPreference", **request, SMSMfaSettings={"Enabled": True})
    world.call("AdminSetUserMFAPreference", **request, SMSMfaSettings={"Enabled": False})
    assert world.pool.users["otp-only"].mfa_enabled == set()


def test_preferences_are_taken_whole_or_not_at_all(world):
    user = world.with_mfa("OPTIONAL").user(attributes=PHONE)
    both = {"SMSMfaSettings": {"Enabled": True, "PreferredMfa": True}, "EmailMfaSettings": {"Enabled": True}}
    with pytest.raises(Refusal):
        world.call("AdminSetUserMFAPreference", UserPoolId=POOL, Username="plain", **both)
    assert (user.mfa_enabled, user.mfa_preferred) == (set(), "")


def test_only_one_enabled_factor_can_be_preferred(world):
    world.with_mfa("OPTIONAL").user(attributes=PHONE | {"email": "plain@example.com"})
    preferred = {"Enabled": True, "PreferredMfa": True}
    with refused("InvalidParameterException", messages.PREFERRED_TWICE):
        world.call("AdminSetUserMFAPreference", UserPoolId=POOL, Username="plain", SMSMfaSettings=preferred,
                   EmailMfaSettings=preferred)
    with refused("InvalidParameterException", messages.PREFERRED_BUT_OFF):
        world.call("AdminSetUserMFAPreference", UserPoolId=POOL, Username="plain",
                   SMSMfaSettings={"Enabled": False, "PreferredMfa": True})


def test_an_administrator_sets_the_preference_too(world):
    world.with_mfa("OPTIONAL").user(attributes=PHONE)
    settings = {"Enabled": True, "PreferredMfa": True}
    world.call("AdminSetUserMFAPreference", UserPoolId=POOL, Username="plain", SMSMfaSettings=settings)
    challenge = world.sign_in()
    assert challenge["ChallengeName"] == "SMS_MFA"
    reply = world.call("AdminRespondToAuthChallenge", UserPoolId=POOL, ClientId=CLIENT, ChallengeName="SMS_MFA",
                       Session=challenge["Session"],
                       ChallengeResponses={"USERNAME": "plain", "SMS_MFA_CODE": world.code()})
    assert "AuthenticationResult" in reply
