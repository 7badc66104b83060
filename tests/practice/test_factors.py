"""Which second factor a sign-in is asked for: Cognito's decision list."""

import json

import pytest

from app.practice import factors
from app.practice.state import Totp
from tests.practice.world import SECRET

PHONE = {"phone_number": "+15550100001", "phone_number_verified": "true"}
EMAIL = {"email": "plain@example.com", "email_verified": "true"}
TOTP = Totp(secret=SECRET, confirmed=True)
RECOVERY = {"RecoveryMechanisms": [{"Name": "verified_phone_number", "Priority": 2},
                                   {"Name": "verified_email", "Priority": 1}]}


def asked(world):
    reply = world.sign_in()
    return reply.get("ChallengeName", "tokens")


def test_no_factor_is_asked_for_where_mfa_is_off(world):
    world.with_mfa("OFF").user(attributes=PHONE, mfa_enabled={"SMS_MFA"}, mfa_preferred="SMS_MFA")
    assert asked(world) == "tokens"


@pytest.mark.parametrize(("attributes", "enabled", "challenge"), [
    (PHONE, {"SMS_MFA"}, "SMS_MFA"), (EMAIL, {"EMAIL_OTP"}, "EMAIL_OTP"),
    ({}, {"SOFTWARE_TOKEN_MFA"}, "SOFTWARE_TOKEN_MFA"),
    (PHONE | EMAIL, set(), "tokens"), ({}, {"SMS_MFA"}, "tokens"),
    (PHONE | EMAIL, {"SMS_MFA", "EMAIL_OTP"}, "SELECT_MFA_TYPE"),
])
def test_optional_mfa_asks_for_what_the_user_switched_on(world, attributes, enabled, challenge):
    world.with_mfa("OPTIONAL").user(attributes=attributes, mfa_enabled=enabled, totp=TOTP)
    assert asked(world) == challenge


@pytest.mark.parametrize(("attributes", "totp", "challenge"), [
    ({}, None, "MFA_SETUP"), (PHONE, None, "SMS_MFA"), (EMAIL, None, "EMAIL_OTP"), ({}, TOTP, "SOFTWARE_TOKEN_MFA"),
    (PHONE, TOTP, "SELECT_MFA_TYPE"), (PHONE | EMAIL, None, "SELECT_MFA_TYPE"),
])
def test_required_mfa_asks_for_what_the_user_has(world, attributes, totp, challenge):
    world.with_mfa("ON").user(attributes=attributes, totp=totp)
    assert asked(world) == challenge


@pytest.mark.parametrize("mode", ["ON", "OPTIONAL"])
def test_the_preferred_factor_is_asked_for_without_a_choice(world, mode):
    world.with_mfa(mode).user(attributes=PHONE | EMAIL, mfa_enabled={"SMS_MFA", "EMAIL_OTP"}, mfa_preferred="EMAIL_OTP")
    assert asked(world) == "EMAIL_OTP"


def test_a_preferred_factor_that_the_pool_has_off_does_not_count(world):
    world.with_mfa("OPTIONAL").user(attributes=PHONE | EMAIL, mfa_enabled={"SMS_MFA", "EMAIL_OTP"},
                                    mfa_preferred="EMAIL_OTP")
    del world.pool.mfa["EmailMfaConfiguration"]
    assert asked(world) == "SMS_MFA"


def test_the_address_of_the_password_reset_is_no_factor(world):
    world.pool.settings["AccountRecoverySetting"] = RECOVERY
    user = world.with_mfa("ON").user(attributes=PHONE | EMAIL)
    assert factors.recovery_attribute(world.pool, user) == "email"
    assert asked(world) == "SMS_MFA"
    user.attributes["email_verified"] = "false"
    assert factors.recovery_attribute(world.pool, user) == "phone_number"
    assert asked(world) == "EMAIL_OTP"


def test_recovery_by_an_administrator_leaves_both_addresses(world):
    world.pool.settings["AccountRecoverySetting"] = {"RecoveryMechanisms": [{"Name": "admin_only", "Priority": 1}]}
    world.with_mfa("ON").user(attributes=PHONE | EMAIL)
    assert asked(world) == "SELECT_MFA_TYPE"


def test_the_challenges_carry_what_clients_read(world):
    world.with_mfa("ON").user(attributes=PHONE | EMAIL, totp=Totp(secret=SECRET, confirmed=True, friendly_name="phone"))
    choices = json.loads(world.sign_in()["ChallengeParameters"]["MFAS_CAN_CHOOSE"])
    assert choices == ["SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"]
    shown = {}
    for factor in ("SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"):
        shown[factor] = world.answer(world.sign_in(), ANSWER=factor)["ChallengeParameters"]
    assert shown == {
        "SMS_MFA": {"CODE_DELIVERY_DELIVERY_MEDIUM": "SMS", "CODE_DELIVERY_DESTINATION": "+*******0001",
                    "USER_ID_FOR_SRP": "plain"},
        "EMAIL_OTP": {"CODE_DELIVERY_DELIVERY_MEDIUM": "EMAIL", "CODE_DELIVERY_DESTINATION": "p***@e***",
                      "USER_ID_FOR_SRP": "plain"},
        "SOFTWARE_TOKEN_MFA": {"FRIENDLY_DEVICE_NAME": "phone", "USER_ID_FOR_SRP": "plain"},
    }


def test_mfa_setup_lists_the_factors_of_the_pool(world):
    world.with_mfa("ON").user()
    parameters = world.sign_in()["ChallengeParameters"]
    assert parameters == {"MFAS_CAN_SETUP": '["SMS_MFA","SOFTWARE_TOKEN_MFA","EMAIL_OTP"]', "USER_ID_FOR_SRP": "plain"}


def test_a_new_password_comes_before_the_factor(world):
    world.with_mfa("ON").user(attributes=PHONE, status="FORCE_CHANGE_PASSWORD")
    challenge = world.sign_in()
    assert challenge["ChallengeName"] == "NEW_PASSWORD_REQUIRED"
    assert world.answer(challenge, NEW_PASSWORD="Changed2?")["ChallengeName"] == "SMS_MFA"
