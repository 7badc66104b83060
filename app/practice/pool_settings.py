"""The members of a user pool with Cognito's defaults, and the combinations that Cognito refuses."""

import copy
from typing import Any

from app.practice import messages
from app.practice.errors import Refusal
from app.practice.passwords import DEFAULT_POLICY
from app.practice.state import Pool

MEMBERS = (
    "Policies",
    "DeletionProtection",
    "LambdaConfig",
    "AutoVerifiedAttributes",
    "AliasAttributes",
    "UsernameAttributes",
    "SmsVerificationMessage",
    "EmailVerificationMessage",
    "EmailVerificationSubject",
    "VerificationMessageTemplate",
    "SmsAuthenticationMessage",
    "UserAttributeUpdateSettings",
    "DeviceConfiguration",
    "EmailConfiguration",
    "SmsConfiguration",
    "UserPoolTags",
    "AdminCreateUserConfig",
    "UserPoolAddOns",
    "UsernameConfiguration",
    "AccountRecoverySetting",
    "UserPoolTier",
    "KeyConfiguration",
    "IssuerConfiguration",
    "AcrConfiguration",
    "DcrConfiguration",
)
DEFAULTS: dict[str, Any] = {
    "DeletionProtection": "INACTIVE",
    "LambdaConfig": {},
    "VerificationMessageTemplate": {"DefaultEmailOption": "CONFIRM_WITH_CODE"},
    "EmailConfiguration": {"EmailSendingAccount": "COGNITO_DEFAULT"},
    "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": False, "UnusedAccountValidityDays": 7},
    "UserPoolTags": {},
    "UserPoolTier": "ESSENTIALS",
}
# What a PasswordPolicy that is given, but not in full, has for the rest.
POLICY_REST = {
    "MinimumLength": 8,
    "RequireUppercase": False,
    "RequireLowercase": False,
    "RequireNumbers": False,
    "RequireSymbols": False,
    "TemporaryPasswordValidityDays": 7,
}
MFA_FACTORS = ("SmsMfa", "SoftwareTokenMfa", "EmailMfa")
PASSWORDLESS = {"EMAIL_OTP", "SMS_OTP", "WEB_AUTHN"}
LENGTHS = {"MinLength": "0", "MaxLength": "2048"}
STANDARD_TYPES = {"email_verified": "Boolean", "phone_number_verified": "Boolean", "updated_at": "Number"}
STANDARD_NAMES = (
    "profile", "address", "birthdate", "gender", "preferred_username", "updated_at", "website", "picture", "identities",
    "sub", "phone_number", "phone_number_verified", "zoneinfo", "locale", "email", "email_verified", "given_name",
    "family_name", "middle_name", "name", "nickname",
)


def new(request: dict[str, Any]) -> dict[str, Any]:
    """The settings of a pool that CreateUserPool asks for."""
    if request.get("AliasAttributes") and request.get("UsernameAttributes"):
        raise Refusal("InvalidParameterException", messages.ALIAS_AND_USERNAME_ATTRIBUTES)
    return given(request) | {"SchemaAttributes": schema(request.get("Schema", []))}


def given(request: dict[str, Any], policies_before: dict[str, Any] | None = None) -> dict[str, Any]:
    """The members of UserPoolType in a request, with the defaults of those that are not given.

    Policies alone stay as they were before, each for itself (measured for UpdateUserPool).
    """
    settings = copy.deepcopy(DEFAULTS) | {name: request[name] for name in MEMBERS if name in request}
    policies = (policies_before or {}) | settings.get("Policies", {})
    password = policies.get("PasswordPolicy")
    settings["Policies"] = {
        "PasswordPolicy": dict(DEFAULT_POLICY) if password is None else POLICY_REST | password,
        "SignInPolicy": policies.get("SignInPolicy", {"AllowedFirstAuthFactors": ["PASSWORD"]}),
    }
    _check_triggers(settings["LambdaConfig"])
    return settings


def _check_triggers(config: dict[str, Any]) -> None:
    """The old and the new way to name the pre token trigger have to agree (Cognito's documentation)."""
    newer = config.get("PreTokenGenerationConfig", {}).get("LambdaArn")
    if newer and config.get("PreTokenGeneration", newer) != newer:
        raise Refusal("InvalidParameterException", messages.PRE_TOKEN_ARNS_DIFFER)


def schema(given_attributes: list[dict[str, Any]], base: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    """SchemaAttributes: the standard ones (or `base`) with those given changed or added."""
    known = {each["Name"]: each for each in (copy.deepcopy(base) if base else map(_standard, STANDARD_NAMES))}
    for attribute in given_attributes:
        if "Name" not in attribute:
            raise Refusal("InvalidParameterException", messages.missing_parameter("Name"))
        name = attribute["Name"]
        if name not in known:
            prefix = "dev:custom:" if attribute.get("DeveloperOnlyAttribute") else "custom:"
            name = prefix + name.removeprefix(prefix)
            if name in known:
                raise Refusal("InvalidParameterException", messages.attribute_exists(name))
            if attribute.get("Required"):
                raise Refusal("InvalidParameterException", messages.CUSTOM_REQUIRED)
            known[name] = _custom(name)
        known[name] |= {key: value for key, value in attribute.items() if key != "Name"}
    return list(known.values())


def _standard(name: str) -> dict[str, Any]:
    kind = STANDARD_TYPES.get(name, "String")
    attribute: dict[str, Any] = {
        "Name": name,
        "AttributeDataType": kind,
        "DeveloperOnlyAttribute": False,
        "Mutable": name != "sub",
        "Required": name == "sub",
    }
    if kind == "Number":
        return attribute | {"NumberAttributeConstraints": {"MinValue": "0"}}
    return attribute if kind == "Boolean" else attribute | {"StringAttributeConstraints": dict(LENGTHS)}


def _custom(name: str) -> dict[str, Any]:
    return {
        "Name": name,
        "AttributeDataType": "String",
        "DeveloperOnlyAttribute": False,
        "Mutable": False,
        "Required": False,
    }


def first_mfa(request: dict[str, Any]) -> dict[str, Any]:
    """The MFA configuration that CreateUserPool makes: text messages, where it can send them."""
    level = request.get("MfaConfiguration", "OFF")
    if level != "OFF" and "SmsConfiguration" not in request:
        raise Refusal("InvalidParameterException", messages.SMS_CONFIGURATION_REQUIRED)
    return _sms_mfa(request) | {"MfaConfiguration": level}


def updated_mfa(pool: Pool, request: dict[str, Any]) -> dict[str, Any]:
    """The MFA configuration after UpdateUserPool: a level that is not given stays (measured), and so do its factors."""
    before = pool.mfa.get("MfaConfiguration", "OFF")
    mfa = pool.mfa | _sms_mfa(request) | {"MfaConfiguration": request.get("MfaConfiguration", before)}
    check_mfa(pool, mfa)
    return mfa


def _sms_mfa(request: dict[str, Any]) -> dict[str, Any]:
    if "SmsConfiguration" not in request:
        return {}
    return {"SmsMfaConfiguration": {"SmsConfiguration": request["SmsConfiguration"]}}


def check_mfa(pool: Pool, mfa: dict[str, Any]) -> None:
    """Refuse MFA without a factor, which a passkey is not, and on the Lite tier MFA by e-mail or passkey."""
    has_factor = totp_on(mfa) or any(f"{factor}Configuration" in mfa for factor in ("SmsMfa", "EmailMfa"))
    if mfa.get("MfaConfiguration", "OFF") != "OFF" and not has_factor:
        raise Refusal("InvalidParameterException", messages.MFA_WITHOUT_FACTOR)
    if pool.settings.get("UserPoolTier") == "LITE":
        _check_lite_mfa(mfa)


def check_new_mfa(pool: Pool, mfa: dict[str, Any]) -> None:
    """What SetUserPoolMfaConfig refuses besides: a factor beside OFF, and MFA for all beside first factors that are
    no match for it (measured: a block that switches nothing on counts, and a missing one is SINGLE_FACTOR)."""
    if mfa["MfaConfiguration"] == "OFF" and any(f"{factor}Configuration" in mfa for factor in MFA_FACTORS):
        raise Refusal("InvalidParameterException", messages.MFA_OFF_WITH_FACTOR)
    check_first_factors(Pool(pool_id=pool.pool_id, name=pool.name, settings=pool.settings, mfa=mfa),
                        messages.PASSKEY_SINGLE_FACTOR)


def check_first_factors(pool: Pool, single_factor: str) -> None:
    """Refuse codes, and passkeys that count once, as first factors where MFA is required (measured).

    `single_factor` is the message for the latter: the operations have each their own.
    """
    if pool.mfa.get("MfaConfiguration") != "ON":
        return
    allowed = first_factors(pool)
    if allowed & {"EMAIL_OTP", "SMS_OTP"}:
        raise Refusal("InvalidParameterException", messages.OTP_WITH_REQUIRED_MFA)
    if "WEB_AUTHN" in allowed and not multi_factor_passkeys(pool.mfa):
        raise Refusal("InvalidParameterException", single_factor)


def check_sign_in_policy(pool: Pool) -> None:
    """Refuse first factors that cannot be one, or not alone (Cognito's API model and developer guide)."""
    allowed = first_factors(pool)
    if "SOFTWARE_TOKEN" in allowed:
        raise Refusal("InvalidParameterException", messages.SOFTWARE_TOKEN_FIRST)
    if allowed == {"WEB_AUTHN"}:
        raise Refusal("InvalidParameterException", messages.PASSKEY_ONLY_FIRST)


def multi_factor_passkeys(mfa: dict[str, Any]) -> bool:
    """Whether a passkey that verified its user may stand for both factors (FactorConfiguration)."""
    configured = mfa.get("WebAuthnConfiguration", {}).get("FactorConfiguration")
    return bool(configured == "MULTI_FACTOR_WITH_USER_VERIFICATION")


def _check_lite_mfa(mfa: dict[str, Any]) -> None:
    if "EmailMfaConfiguration" in mfa:
        raise Refusal("FeatureUnavailableInTierException", messages.LITE_EMAIL_MFA)
    if multi_factor_passkeys(mfa):
        raise Refusal("FeatureUnavailableInTierException", messages.LITE_PASSKEY_MFA)


def totp_on(mfa: dict[str, Any]) -> bool:
    """Whether authenticators are a factor of the pool."""
    return bool(mfa.get("SoftwareTokenMfaConfiguration", {}).get("Enabled"))


def check_tier(pool: Pool) -> None:
    """Refuse what the pool's tier does not have."""
    if pool.settings.get("UserPoolTier") != "LITE":
        return
    if PASSWORDLESS & first_factors(pool):
        raise Refusal("FeatureUnavailableInTierException", messages.LITE_PASSWORDLESS)
    _check_lite_mfa(pool.mfa)


def first_factors(pool: Pool) -> set[str]:
    """AllowedFirstAuthFactors of the pool's sign-in policy."""
    sign_in = pool.settings.get("Policies", {}).get("SignInPolicy", {})
    return set(sign_in.get("AllowedFirstAuthFactors", ["PASSWORD"]))
