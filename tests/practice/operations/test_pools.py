"""Operations on user pools, over HTTP with boto3."""

import pytest

from tests.practice.fresh import pairs, refused

SENDER = {"SnsCallerArn": "arn:aws:iam::000000000000:role/sms"}
PASSWORDLESS = {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}}
PASSKEYS = {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN"]}}
AUTHENTICATOR = {"SoftwareTokenMfaConfiguration": {"Enabled": True}}
BOTH_FACTORS = {"FactorConfiguration": "MULTI_FACTOR_WITH_USER_VERIFICATION"}


def described(fresh):
    return fresh.api.describe_user_pool(UserPoolId=fresh.pool_id)["UserPool"]


def test_a_new_pool_has_cognitos_defaults(fresh):
    pool = described(fresh.pool())
    assert pool["Id"].startswith("us-east-1_")
    assert pool["Policies"]["PasswordPolicy"] == {
        "MinimumLength": 8, "RequireUppercase": True, "RequireLowercase": True, "RequireNumbers": True,
        "RequireSymbols": True, "TemporaryPasswordValidityDays": 7,
    }
    assert pool["Policies"]["SignInPolicy"] == {"AllowedFirstAuthFactors": ["PASSWORD"]}
    assert (pool["MfaConfiguration"], pool["UserPoolTier"], pool["DeletionProtection"]) == (
        "OFF", "ESSENTIALS", "INACTIVE",
    )
    assert {"sub", "email", "phone_number_verified"} <= {each["Name"] for each in pool["SchemaAttributes"]}


def test_an_update_resets_what_it_does_not_name(fresh):
    fresh.pool(AliasAttributes=["email"], DeviceConfiguration={"ChallengeRequiredOnNewDevice": True})
    fresh.api.update_user_pool(UserPoolId=fresh.pool_id, AdminCreateUserConfig={"AllowAdminCreateUserOnly": True})
    pool = described(fresh)
    assert "DeviceConfiguration" not in pool
    assert "AutoVerifiedAttributes" not in pool
    assert pool["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True
    assert pool["AliasAttributes"] == ["email"]
    assert pool["Name"] == "fresh"


def test_an_update_keeps_the_policies_that_it_does_not_name(fresh):
    fresh.pool(Policies=PASSWORDLESS)
    fresh.api.update_user_pool(UserPoolId=fresh.pool_id, AutoVerifiedAttributes=["email"])
    fresh.api.update_user_pool(UserPoolId=fresh.pool_id, Policies={"PasswordPolicy": {"MinimumLength": 12}})
    policies = described(fresh)["Policies"]
    assert policies["SignInPolicy"] == PASSWORDLESS["SignInPolicy"]
    assert policies["PasswordPolicy"]["MinimumLength"] == 12


def test_an_update_that_does_not_name_mfa_leaves_it_on(fresh):
    fresh.pool()
    fresh.api.set_user_pool_mfa_config(UserPoolId=fresh.pool_id, MfaConfiguration="ON", **AUTHENTICATOR)
    fresh.api.update_user_pool(UserPoolId=fresh.pool_id, AutoVerifiedAttributes=["email"])
    assert described(fresh)["MfaConfiguration"] == "ON"
    with refused("InvalidParameterException"):
        fresh.api.update_user_pool(UserPoolId=fresh.pool_id, Policies=PASSWORDLESS)
    fresh.api.update_user_pool(UserPoolId=fresh.pool_id, MfaConfiguration="OFF")
    assert described(fresh)["MfaConfiguration"] == "OFF"


def test_pools_are_listed_by_pages(fresh):
    fresh.pool()
    names, token = [], None
    while True:
        page = fresh.api.list_user_pools(MaxResults=2, **({"NextToken": token} if token else {}))
        assert len(page["UserPools"]) <= 2
        names += [each["Name"] for each in page["UserPools"]]
        token = page.get("NextToken")
        if not token:
            break
    seeded = {"practice", "practice-mfa-required", "practice-devices", "practice-lite", "practice-devices-opt-in"}
    assert seeded | {"fresh"} <= set(names)
    with refused("InvalidParameterException"):
        fresh.api.list_user_pools(MaxResults=2, NextToken="x")


def test_a_deleted_pool_is_gone_unless_it_is_protected(fresh):
    fresh.pool(DeletionProtection="ACTIVE")
    with refused("InvalidParameterException"):
        fresh.api.delete_user_pool(UserPoolId=fresh.pool_id)
    fresh.api.update_user_pool(UserPoolId=fresh.pool_id, DeletionProtection="INACTIVE")
    fresh.api.delete_user_pool(UserPoolId=fresh.pool_id)
    with refused("ResourceNotFoundException", f"User pool {fresh.pool_id} does not exist."):
        described(fresh)


def test_mfa_needs_a_factor(fresh):
    fresh.pool()
    message = "Invalid MFA Configuration given. SMS MFA, Email MFA, or Software Token MFA must be enabled."
    for mode, passkeys in (("ON", {}), ("OPTIONAL", {"WebAuthnConfiguration": BOTH_FACTORS})):
        with refused("InvalidParameterException", message):
            fresh.api.set_user_pool_mfa_config(UserPoolId=fresh.pool_id, MfaConfiguration=mode, **passkeys)
    given = {"SoftwareTokenMfaConfiguration": {"Enabled": True}, "MfaConfiguration": "ON"}
    fresh.api.set_user_pool_mfa_config(UserPoolId=fresh.pool_id, **given)
    shown = fresh.api.get_user_pool_mfa_config(UserPoolId=fresh.pool_id)
    assert {name: shown[name] for name in given} == given
    assert described(fresh)["MfaConfiguration"] == "ON"


def test_a_pool_with_mfa_from_the_start_needs_a_sender_of_text_messages(fresh):
    message = "SMS configuration and Auto verification for phone_number are required when MFA is required/optional"
    with refused("InvalidParameterException", message):
        fresh.pool(MfaConfiguration="ON")
    fresh.pool(MfaConfiguration="ON", SmsConfiguration=SENDER)
    shown = fresh.api.get_user_pool_mfa_config(UserPoolId=fresh.pool_id)
    assert shown["SmsMfaConfiguration"]["SmsConfiguration"] == SENDER


def test_the_lite_tier_lacks_passwordless_sign_in_and_e_mail_codes(fresh):
    message = "The following features need to be disabled for the LITE pricing tier configured: Passwordless Sign-In"
    with refused("FeatureUnavailableInTierException", message):
        fresh.pool(UserPoolTier="LITE", Policies=PASSWORDLESS)
    fresh.pool(UserPoolTier="LITE")
    with refused("FeatureUnavailableInTierException"):
        fresh.api.set_user_pool_mfa_config(
            UserPoolId=fresh.pool_id, EmailMfaConfiguration={"Subject": "s", "Message": "{####}"}, MfaConfiguration="ON"
        )
    with refused("FeatureUnavailableInTierException"):
        fresh.client(ExplicitAuthFlows=["ALLOW_USER_AUTH"])


@pytest.mark.parametrize("factor", [
    {"SoftwareTokenMfaConfiguration": {"Enabled": False}},
    {"EmailMfaConfiguration": {"Subject": "s", "Message": "{####}"}},
])
def test_no_factor_can_stand_beside_mfa_that_is_off(fresh, factor):
    fresh.pool()
    message = "Invalid MFA configuration given, can't turn off MFA and configure an MFA together."
    for mode in ({"MfaConfiguration": "OFF"}, {}):
        with refused("InvalidParameterException", message):
            fresh.api.set_user_pool_mfa_config(UserPoolId=fresh.pool_id, **mode, **factor)
    passkeys = {"RelyingPartyId": "localhost", **BOTH_FACTORS}
    fresh.api.set_user_pool_mfa_config(UserPoolId=fresh.pool_id, MfaConfiguration="OFF", WebAuthnConfiguration=passkeys)


@pytest.mark.parametrize("factor", ["EMAIL_OTP", "SMS_OTP"])
def test_required_mfa_and_codes_as_first_factors_exclude_each_other(fresh, factor):
    message = "Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor if MFA is enabled"
    policy = {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", factor]}}
    fresh.pool(Policies=policy)
    fresh.api.set_user_pool_mfa_config(UserPoolId=fresh.pool_id, MfaConfiguration="OPTIONAL", **AUTHENTICATOR)
    with refused("InvalidParameterException", message):
        fresh.api.set_user_pool_mfa_config(UserPoolId=fresh.pool_id, MfaConfiguration="ON", **AUTHENTICATOR)
    only_passwords = {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD"]}}
    fresh.api.update_user_pool(UserPoolId=fresh.pool_id, MfaConfiguration="OPTIONAL", Policies=only_passwords)
    fresh.api.set_user_pool_mfa_config(UserPoolId=fresh.pool_id, MfaConfiguration="ON", **AUTHENTICATOR)
    with refused("InvalidParameterException", message):
        fresh.api.update_user_pool(UserPoolId=fresh.pool_id, MfaConfiguration="ON", Policies=policy)


def test_required_mfa_takes_passkeys_only_as_both_factors(fresh):
    fresh.pool(Policies=PASSKEYS)
    mfa = {"UserPoolId": fresh.pool_id, "MfaConfiguration": "ON", **AUTHENTICATOR}
    message = (
        "Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required and WebAuthn is an allowed "
        "first auth factor"
    )
    for passkeys in ({}, {"WebAuthnConfiguration": {"UserVerification": "required"}}):
        with refused("InvalidParameterException", message):
            fresh.api.set_user_pool_mfa_config(**mfa, **passkeys)
    fresh.api.set_user_pool_mfa_config(**mfa, WebAuthnConfiguration=BOTH_FACTORS)
    fresh.api.update_user_pool(UserPoolId=fresh.pool_id, MfaConfiguration="ON", Policies=PASSKEYS)


def test_a_pool_with_required_mfa_gets_passkeys_only_once_they_are_both_factors(fresh):
    fresh.pool()
    fresh.api.set_user_pool_mfa_config(UserPoolId=fresh.pool_id, MfaConfiguration="ON", **AUTHENTICATOR)
    message = "WEB_AUTHN cannot be used as an auth factor when MFA is enabled if not configured for MFA."
    with refused("InvalidParameterException", message):
        fresh.api.update_user_pool(UserPoolId=fresh.pool_id, MfaConfiguration="ON", Policies=PASSKEYS)


@pytest.mark.parametrize("factors", [["PASSWORD", "SOFTWARE_TOKEN"], ["WEB_AUTHN"]])
def test_an_authenticator_is_no_first_factor_and_a_passkey_not_the_only_one(fresh, factors):
    policy = {"SignInPolicy": {"AllowedFirstAuthFactors": factors}}
    with refused("InvalidParameterException"):
        fresh.pool(Policies=policy)
    fresh.pool()
    with refused("InvalidParameterException"):
        fresh.api.update_user_pool(UserPoolId=fresh.pool_id, Policies=policy)


def test_custom_attributes_get_their_prefix_and_keep_their_rules(fresh):
    fresh.pool(Schema=[{"Name": "tier", "AttributeDataType": "String", "Mutable": True,
                        "StringAttributeConstraints": {"MinLength": "2", "MaxLength": "4"}}])
    fresh.api.add_custom_attributes(
        UserPoolId=fresh.pool_id,
        CustomAttributes=[{"Name": "age", "AttributeDataType": "Number", "Mutable": True,
                           "NumberAttributeConstraints": {"MinValue": "0", "MaxValue": "150"}}],
    )
    fresh.user(**{"custom:tier": "gold", "custom:age": "42"})
    assert fresh.attributes()["custom:age"] == "42"
    for wrong in ({"custom:tier": "g"}, {"custom:tier": "golden"}, {"custom:age": "old"}, {"custom:age": "151"}):
        with refused("InvalidParameterException"):
            fresh.api.admin_update_user_attributes(
                UserPoolId=fresh.pool_id, Username="someone", UserAttributes=pairs(wrong)
            )


@pytest.mark.parametrize(
    "settings",
    [
        {"AliasAttributes": ["email"], "UsernameAttributes": ["email"]},
        {"Schema": [{"Name": "tier", "Required": True}]},
        {"Schema": [{"AttributeDataType": "String"}]},
    ],
)
def test_settings_that_contradict_each_other_are_refused(fresh, settings):
    with refused("InvalidParameterException"):
        fresh.pool(**settings)
