"""USER_AUTH over HTTP with boto3: from the sign-up to the tokens, and what a user has configured."""

import time

import pytest

from app.practice import totp
from tests.helpers.practice_pool import PASSWORD
from tests.practice.fresh import EVERY_FLOW, pairs, refused

FACTORS = {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP", "SMS_OTP"]}}
EMAIL = pairs({"email": "someone@example.com"})
INVALID = ("NotAuthorizedException", "Invalid session for the user.")


@pytest.fixture
def choice(fresh):
    """A pool that takes passwords and codes first, with a client that allows the choice."""
    fresh.pool(Policies=FACTORS)
    fresh.client_id = fresh.client(ExplicitAuthFlows=[*EVERY_FLOW, "ALLOW_USER_AUTH"])
    return fresh


def begin(fresh, session=None, name="someone", **parameters):
    members = {"Session": session} if session else {}
    return fresh.api.initiate_auth(AuthFlow="USER_AUTH", ClientId=fresh.client_id,
                                   AuthParameters={"USERNAME": name, **parameters}, **members)


def answer(fresh, challenge, name="someone", **responses):
    return fresh.api.respond_to_auth_challenge(
        ClientId=fresh.client_id, ChallengeName=challenge["ChallengeName"], Session=challenge["Session"],
        ChallengeResponses={"USERNAME": name, **responses},
    )


def sign_up(fresh, name="someone", **given):
    return fresh.api.sign_up(ClientId=fresh.client_id, Username=name, UserAttributes=EMAIL, **given)


def confirm(fresh, session, name="someone", code=""):
    return fresh.api.confirm_sign_up(ClientId=fresh.client_id, Username=name, Session=session,
                                     ConfirmationCode=code or fresh.code(name))


def test_a_code_is_chosen_and_signs_the_user_in(choice):
    choice.user()
    challenge = begin(choice)
    assert challenge["AvailableChallenges"] == ["PASSWORD_SRP", "PASSWORD", "EMAIL_OTP"]
    sent = answer(choice, challenge, ANSWER="EMAIL_OTP")
    assert sent["ChallengeParameters"] == {
        "CODE_DELIVERY_DELIVERY_MEDIUM": "EMAIL", "CODE_DELIVERY_DESTINATION": "s***@e***",
    }
    token = answer(choice, sent, EMAIL_OTP_CODE=choice.code())["AuthenticationResult"]["AccessToken"]
    assert choice.api.get_user(AccessToken=token)["Username"] == "someone"


def test_a_user_whom_an_administrator_made_without_a_password_is_offered_the_code_alone(choice):
    choice.api.admin_create_user(UserPoolId=choice.pool_id, Username="someone", MessageAction="SUPPRESS",
                                 UserAttributes=[*EMAIL, *pairs({"email_verified": "true"})])
    assert choice.status() == "CONFIRMED"
    challenge = begin(choice, PREFERRED_CHALLENGE="EMAIL_OTP")
    assert (challenge["ChallengeName"], challenge["AvailableChallenges"]) == ("EMAIL_OTP", ["EMAIL_OTP"])


def test_a_confirmed_sign_up_leads_straight_to_tokens_once(choice):
    first = sign_up(choice)["Session"]
    second = confirm(choice, first)["Session"]
    reply = begin(choice, second)
    assert "RefreshToken" in reply["AuthenticationResult"]
    assert "ChallengeName" not in reply
    with refused("NotAuthorizedException", "Invalid session for the user, session can only be used once."):
        begin(choice, second)
    with refused(*INVALID):
        begin(choice, first[:-4] + "AAAA")


def test_a_session_of_a_sign_up_is_good_for_the_first_sign_in_of_its_own_user_only(choice):
    session = confirm(choice, sign_up(choice, Password=PASSWORD)["Session"])["Session"]
    choice.user("other")
    with refused(*INVALID):
        begin(choice, session, "other")
    choice.sign_in()
    with refused(*INVALID):
        begin(choice, session)


def test_a_session_that_was_not_confirmed_signs_nobody_in(choice):
    session = sign_up(choice)["Session"]
    choice.api.admin_confirm_sign_up(UserPoolId=choice.pool_id, Username="someone")
    with refused(*INVALID):
        begin(choice, session)


def test_a_confirmation_with_another_users_session_is_refused_and_with_none_leads_to_tokens_too(choice):
    sign_up(choice)
    session = choice.api.sign_up(ClientId=choice.client_id, Username="other",
                                 UserAttributes=pairs({"email": "other@example.com"}))["Session"]
    with refused(*INVALID):
        confirm(choice, session)
    assert choice.status() == "UNCONFIRMED"
    done = choice.api.confirm_sign_up(ClientId=choice.client_id, Username="someone", ConfirmationCode=choice.code())
    assert "AuthenticationResult" in begin(choice, done["Session"])


def test_a_session_that_ran_out_does_not_keep_a_user_from_being_confirmed(choice, practice):
    session = sign_up(choice)["Session"]
    with practice.clock_ahead(200):
        confirm(choice, session)
    assert choice.status() == "CONFIRMED"


def test_a_client_without_the_choice_gets_no_session(fresh):
    fresh.pool()
    assert "Session" not in sign_up(fresh, Password=PASSWORD)
    done = fresh.api.confirm_sign_up(ClientId=fresh.client_id, Username="someone", ConfirmationCode=fresh.code())
    assert "Session" not in done


def test_the_factors_that_a_user_has_are_told(choice):
    choice.user(phone_number="+15550100001")
    token = choice.sign_in()["AccessToken"]
    assert choice.api.get_user_auth_factors(AccessToken=token)["ConfiguredUserAuthFactors"] == [
        "PASSWORD", "EMAIL_OTP", "SMS_OTP",
    ]
    choice.api.set_user_pool_mfa_config(UserPoolId=choice.pool_id, MfaConfiguration="OPTIONAL",
                                        SoftwareTokenMfaConfiguration={"Enabled": True})
    secret = choice.api.associate_software_token(AccessToken=token)["SecretCode"]
    code = totp.code_at(secret, totp.step_at(time.time()))
    choice.api.verify_software_token(AccessToken=token, UserCode=code)
    settings = {"Enabled": True, "PreferredMfa": True}
    choice.api.set_user_mfa_preference(AccessToken=token, SoftwareTokenMfaSettings=settings)
    seen = choice.api.admin_get_user_auth_factors(UserPoolId=choice.pool_id, Username="someone")
    del seen["ResponseMetadata"]
    assert seen == {
        "Username": "someone", "ConfiguredUserAuthFactors": ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "SOFTWARE_TOKEN"],
        "PreferredMfaSetting": "SOFTWARE_TOKEN_MFA", "UserMFASettingList": ["SOFTWARE_TOKEN_MFA"],
    }


def test_an_address_that_the_pool_does_not_use_is_no_factor(fresh):
    fresh.pool()
    fresh.user(phone_number="+15550100001")
    token = fresh.sign_in()["AccessToken"]
    assert fresh.api.get_user_auth_factors(AccessToken=token)["ConfiguredUserAuthFactors"] == ["PASSWORD"]


def test_the_factors_of_nobody_are_refused(choice):
    with refused("UserNotFoundException", "User does not exist."):
        choice.api.admin_get_user_auth_factors(UserPoolId=choice.pool_id, Username="nobody")
    with refused("NotAuthorizedException", "Invalid Access Token"):
        choice.api.get_user_auth_factors(AccessToken="nonsense")
