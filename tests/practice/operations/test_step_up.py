"""TARGET_ACR_VALUES: the level that is reached, the claims that tell of it, and what an access token is worth."""

import json

import jwt
import pytest

from app.practice import assurance, messages, totp
from app.practice.state import Pool
from tests.helpers.soft_authenticator import SoftAuthenticator
from tests.practice.a_device import prove, register, track
from tests.practice.fresh import refused as http_refused
from tests.practice.world import CLIENT, PASSWORD, SECRET, SrpClient, refused

LOA = "urn:cognito:loa:"
EMAIL = {"email": "totp@example.com"}
EVERYTHING = ["PASSWORD", "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"]
OUT_OF_REACH = ("InvalidParameterException", messages.ACR_OUT_OF_REACH)


@pytest.fixture
def levels(world):
    """A pool with optional MFA: `plain` has a password and an e-mail address, `totp` an authenticator not in use."""
    world.pool.settings["Policies"] = {"SignInPolicy": {"AllowedFirstAuthFactors": EVERYTHING}}
    world.with_mfa("OPTIONAL")
    world.user(attributes={"email": "plain@example.com"})
    world.totp_user(attributes=dict(EMAIL)).mfa_enabled.clear()
    return world


def begin(world, targets, name="plain", **parameters):
    return world.begin("USER_AUTH", USERNAME=name, TARGET_ACR_VALUES=targets, **parameters)


def with_password(world, targets, name="plain", **parameters):
    return begin(world, targets, name, PREFERRED_CHALLENGE="PASSWORD", PASSWORD=PASSWORD, **parameters)


def code(world, away=0):
    return totp.code_at(SECRET, totp.step_at(world.state.now()) + away)


def claims(reply):
    """acr and amr of both tokens, which have to agree."""
    both = [jwt.decode(reply["AuthenticationResult"][token], options={"verify_signature": False})
            for token in ("AccessToken", "IdToken")]
    found = [(each.get("acr"), each.get("amr")) for each in both]
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize(("methods", "level"), [
    ((), 0), (("pwd",), 1), (("sms",), 2), (("email_otp",), 2), (("swk",), 3), (("hwk",), 3), (("pwd", "sms"), 3),
    (("pwd", "email_otp"), 3), (("pwd", "otp"), 4), (("otp",), 0), (("swk", "pwd", "otp"), 4),
])
def test_each_combination_of_proofs_has_its_level(methods, level):
    assert assurance.level_of(methods) == level


def test_without_a_level_there_are_no_claims(levels):
    assert claims(levels.begin("USER_AUTH", USERNAME="plain", PREFERRED_CHALLENGE="PASSWORD",
                               PASSWORD=PASSWORD)) == (None, None)
    assert claims(levels.sign_in()) == (None, None)


def test_a_password_alone_is_the_first_level(levels):
    assert begin(levels, LOA + "1")["AvailableChallenges"] == ["PASSWORD_SRP", "PASSWORD"]
    assert claims(with_password(levels, LOA + "1")) == (LOA + "1", ["pwd"])


def test_srp_is_a_password_too(levels):
    client = SrpClient()
    verifier = begin(levels, LOA + "1", PREFERRED_CHALLENGE="PASSWORD_SRP", SRP_A=client.srp_a)
    assert claims(levels.answer(verifier, **client.proof(verifier))) == (LOA + "1", ["pwd"])


def test_a_code_alone_is_the_second_level_and_no_password_is_offered(levels):
    challenge = begin(levels, LOA + "2", PREFERRED_CHALLENGE="PASSWORD", PASSWORD=PASSWORD)
    assert (challenge["ChallengeName"], challenge["AvailableChallenges"]) == ("SELECT_CHALLENGE", ["EMAIL_OTP"])
    sent = levels.answer(challenge, ANSWER="EMAIL_OTP")
    assert claims(levels.answer(sent, EMAIL_OTP_CODE=levels.code())) == (LOA + "2", ["email_otp"])


def test_a_password_and_a_sent_code_are_the_third_level(levels):
    challenge = with_password(levels, LOA + "3")
    assert challenge["ChallengeName"] == "EMAIL_OTP"
    reply = levels.answer(challenge, EMAIL_OTP_CODE=levels.code())
    assert claims(reply) == (LOA + "3", ["pwd", "email_otp", "mfa"])


def test_a_password_and_an_authenticator_are_the_fourth_level_though_it_is_not_switched_on(levels):
    challenge = with_password(levels, LOA + "4", "totp")
    assert challenge["ChallengeName"] == "SOFTWARE_TOKEN_MFA"
    reply = levels.answer(challenge, "totp", SOFTWARE_TOKEN_MFA_CODE=code(levels))
    assert claims(reply) == (LOA + "4", ["pwd", "otp", "mfa"])


@pytest.mark.parametrize(("attachment", "method"), [("platform", "swk"), ("cross-platform", "hwk")])
def test_a_passkey_alone_is_the_third_level(levels, attachment, method):
    levels.pool.mfa["WebAuthnConfiguration"] = {"RelyingPartyId": "localhost"}
    access = levels.sign_in()["AuthenticationResult"]["AccessToken"]
    authenticator = SoftAuthenticator()
    options = levels.call("StartWebAuthnRegistration", AccessToken=access)["CredentialCreationOptions"]
    credential = authenticator.create(options) | {"authenticatorAttachment": attachment}
    levels.call("CompleteWebAuthnRegistration", AccessToken=access, Credential=credential)
    challenge = begin(levels, LOA + "3", PREFERRED_CHALLENGE="WEB_AUTHN")
    assert challenge["AvailableChallenges"] == ["PASSWORD_SRP", "PASSWORD", "WEB_AUTHN"]
    asked = json.loads(challenge["ChallengeParameters"]["CREDENTIAL_REQUEST_OPTIONS"])
    reply = levels.answer(challenge, CREDENTIAL=json.dumps(authenticator.get(asked)))
    assert claims(reply) == (LOA + "3", [method])


def test_a_remembered_device_does_not_stand_for_a_factor_of_the_level(levels):
    track(levels)
    device = register(levels, levels.sign_in("totp")["AuthenticationResult"])
    given = {"PREFERRED_CHALLENGE": "PASSWORD", "PASSWORD": PASSWORD, "DEVICE_KEY": device.key}
    assert levels.begin("USER_AUTH", USERNAME="totp", **given)["ChallengeName"] == "DEVICE_SRP_AUTH"
    challenge = begin(levels, LOA + "4", "totp", **given)
    assert challenge["ChallengeName"] == "SOFTWARE_TOKEN_MFA"
    proven = levels.answer(challenge, "totp", SOFTWARE_TOKEN_MFA_CODE=code(levels), DEVICE_KEY=device.key)
    assert claims(prove(levels, device, proven, "totp")) == (LOA + "4", ["pwd", "otp", "mfa"])


def test_the_first_level_within_reach_is_taken_and_unknown_names_are_passed_over(levels):
    assert claims(with_password(levels, f"magic {LOA}4 {LOA}1 {LOA}2")) == (LOA + "1", ["pwd"])


def test_a_level_without_its_factors_is_refused(levels):
    with refused(*OUT_OF_REACH):
        begin(levels, LOA + "4")
    levels.user("nothing")
    with refused(*OUT_OF_REACH):
        begin(levels, f"{LOA}3 {LOA}2", "nothing")


def test_an_authenticator_that_went_in_between_is_not_made_up_for(levels):
    challenge = begin(levels, LOA + "4", "totp")
    levels.pool.users["totp"].totp = None
    with refused(*OUT_OF_REACH):
        levels.answer(challenge, "totp", ANSWER="PASSWORD", PASSWORD=PASSWORD)


def test_required_mfa_is_asked_for_whatever_the_level(levels):
    levels.with_mfa("ON")
    challenge = with_password(levels, LOA + "1", "totp")
    assert challenge["ChallengeName"] == "SELECT_MFA_TYPE"
    second = levels.answer(challenge, "totp", ANSWER="SOFTWARE_TOKEN_MFA")
    reply = levels.answer(second, "totp", SOFTWARE_TOKEN_MFA_CODE=code(levels))
    assert claims(reply) == (LOA + "4", ["pwd", "otp", "mfa"])


def test_names_that_no_level_has_are_refused(levels):
    with refused("InvalidParameterException", messages.ACR_UNKNOWN):
        begin(levels, f"magic {LOA}5")


def test_a_pool_may_name_its_levels(levels):
    levels.pool.settings["AcrConfiguration"] = {"Level1": {"AcrValue": "urn:own:1"}}
    assert claims(with_password(levels, "urn:own:1")) == ("urn:own:1", ["pwd"])
    with refused("InvalidParameterException", messages.ACR_UNKNOWN):
        begin(levels, LOA + "1")


def test_a_refresh_keeps_the_level(levels):
    first = with_password(levels, LOA + "1")["AuthenticationResult"]
    refreshed = levels.begin("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=first["RefreshToken"])
    assert claims(refreshed) == (LOA + "1", ["pwd"])


def token(world, name="totp"):
    return with_password(world, LOA + "1", name)["AuthenticationResult"]["AccessToken"]


def test_an_access_token_counts_for_the_password(levels):
    challenge = begin(levels, LOA + "4", "totp", ACCESS_TOKEN=token(levels), MAX_AGE="60")
    assert challenge["ChallengeName"] == "SOFTWARE_TOKEN_MFA"
    reply = levels.answer(challenge, "totp", SOFTWARE_TOKEN_MFA_CODE=code(levels))
    assert claims(reply) == (LOA + "4", ["pwd", "otp", "mfa"])


def test_an_access_token_of_an_older_sign_in_counts_for_nothing(levels):
    given = token(levels)
    levels.later(61)
    challenge = begin(levels, LOA + "4", "totp", ACCESS_TOKEN=given, MAX_AGE="60")
    assert (challenge["ChallengeName"], challenge["AvailableChallenges"]) == (
        "SELECT_CHALLENGE", ["PASSWORD_SRP", "PASSWORD"],
    )


def test_an_access_token_without_the_claims_counts_for_nothing(levels):
    given = levels.sign_in("totp")["AuthenticationResult"]["AccessToken"]
    assert begin(levels, LOA + "4", "totp", ACCESS_TOKEN=given)["ChallengeName"] == "SELECT_CHALLENGE"


def test_an_access_token_that_meets_the_level_is_no_way_to_a_new_one(levels):
    with refused("InvalidParameterException", messages.ACR_REACHED):
        begin(levels, LOA + "1", "totp", ACCESS_TOKEN=token(levels))


def test_an_access_token_has_to_be_the_users_own_and_to_come_with_a_level(levels):
    with refused("NotAuthorizedException", messages.ACR_OTHER_USER):
        begin(levels, LOA + "4", "totp", ACCESS_TOKEN=token(levels, "plain"))
    with refused("InvalidParameterException", "Missing required parameter TARGET_ACR_VALUES"):
        levels.begin("USER_AUTH", USERNAME="totp", ACCESS_TOKEN=token(levels))
    with refused("NotAuthorizedException", "Invalid Access Token"):
        begin(levels, LOA + "4", "totp", ACCESS_TOKEN="nonsense")


def test_an_access_token_of_another_pool_is_refused(levels):
    given = token(levels)
    levels.state.pools["us-east-1_Other"] = Pool(pool_id="us-east-1_Other", name="other", users=levels.pool.users,
                                                 clients={"another": levels.pool.clients[CLIENT]},
                                                 mfa=levels.pool.mfa, settings=levels.pool.settings)
    with refused("NotAuthorizedException", messages.ACR_OTHER_USER):
        levels.call("AdminInitiateAuth", UserPoolId="us-east-1_Other", ClientId="another", AuthFlow="USER_AUTH",
                    AuthParameters={"USERNAME": "totp", "TARGET_ACR_VALUES": LOA + "4", "ACCESS_TOKEN": given})


@pytest.mark.parametrize("age", ["soon", "-1", "1.5", "٣", "9" * 20])
def test_an_age_that_is_no_number_of_seconds_is_refused(levels, age):
    with refused("InvalidParameterException", messages.BAD_MAX_AGE):
        begin(levels, LOA + "1", MAX_AGE=age)


def test_nobody_reaches_every_level_in_appearance(levels):
    levels.hide_existence()
    assert begin(levels, LOA + "4", "nobody")["AvailableChallenges"] == ["PASSWORD_SRP", "PASSWORD"]
    assert begin(levels, LOA + "2", "nobody")["AvailableChallenges"] == ["EMAIL_OTP", "SMS_OTP"]


def test_the_lite_tier_has_no_levels(levels):
    levels.pool.settings["UserPoolTier"] = "LITE"
    with refused("FeatureUnavailableInTierException", messages.USER_AUTH_ON_LITE):
        begin(levels, LOA + "1")


OWN = {"Level2": {"AcrValue": "urn:own:2"}}


def test_a_pool_is_described_with_all_its_levels(fresh):
    fresh.pool(AcrConfiguration=OWN)
    shown = fresh.api.describe_user_pool(UserPoolId=fresh.pool_id)["UserPool"]["AcrConfiguration"]
    assert {level: each["AcrValue"] for level, each in shown.items()} == {
        "Level1": LOA + "1", "Level2": "urn:own:2", "Level3": LOA + "3", "Level4": LOA + "4",
    }


def test_names_of_levels_are_refused_where_two_are_alike_or_the_tier_has_none(fresh):
    with http_refused("InvalidParameterException", messages.ACR_NOT_UNIQUE):
        fresh.pool(AcrConfiguration={"Level2": {"AcrValue": LOA + "3"}})
    with http_refused("FeatureUnavailableInTierException", messages.LITE_ACR):
        fresh.pool(AcrConfiguration=OWN, UserPoolTier="LITE")
    fresh.pool(UserPoolTier="LITE")
    with http_refused("FeatureUnavailableInTierException", messages.LITE_ACR):
        fresh.api.update_user_pool(UserPoolId=fresh.pool_id, AcrConfiguration=OWN, UserPoolTier="LITE")
