"""The settings of a user pool that Amplify's files tell, by the names that Cognito's own API gives them."""

from collections.abc import Mapping
from typing import Any

MFA = {"OFF": "OFF", "NONE": "OFF", "OPTIONAL": "OPTIONAL", "ON": "ON", "REQUIRED": "ON"}
MFA_METHODS = ("SMS", "TOTP", "EMAIL")
NAMES = ("email", "phone_number")
CHARACTERS = {
    "RequireLowercase": ("REQUIRES_LOWERCASE", "require_lowercase"),
    "RequireUppercase": ("REQUIRES_UPPERCASE", "require_uppercase"),
    "RequireNumbers": ("REQUIRES_NUMBERS", "require_numbers"),
    "RequireSymbols": ("REQUIRES_SYMBOLS", "require_symbols"),
}
LENGTHS = range(6, 100)  # MinimumLength in the service model
FACTORS = {"email_otp_enabled": "EMAIL_OTP", "sms_otp_enabled": "SMS_OTP"}


def gen1_facts(auth: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """Read `Auth.Default` of the mobile file, or the `aws_cognito_*` members of the web file (with that prefix)."""
    names = ("usernameAttributes", "verificationMechanisms", "mfaConfiguration", "mfaTypes",
             "passwordProtectionSettings") if not prefix else (
             "username_attributes", "verification_mechanisms", "mfa_configuration", "mfa_types",
             "password_protection_settings")  # fmt: skip
    attributes, verified, mfa, methods, password = (auth.get(prefix + name) for name in names)
    policy = mapping(password)
    characters = policy.get("passwordPolicyCharacters")
    return _facts(
        attributes, verified, mfa, methods, policy.get("passwordPolicyMinLength"),
        {name: old in characters for name, (old, _) in CHARACTERS.items()} if isinstance(characters, list) else {},
    )  # fmt: skip


def gen2_facts(auth: Mapping[str, Any]) -> dict[str, Any]:
    """Read the `auth` of amplify_outputs.json."""
    policy = mapping(auth.get("password_policy"))
    required = {name: policy[new] for name, (_, new) in CHARACTERS.items() if isinstance(policy.get(new), bool)}
    found = _facts(
        auth.get("username_attributes"), auth.get("user_verification_types"), auth.get("mfa_configuration"),
        auth.get("mfa_methods"), policy.get("min_length"), required,
    )  # fmt: skip
    return found | _passwordless(mapping(auth.get("passwordless")))


def mapping(value: object) -> Mapping[str, Any]:
    """Return a JSON object, an empty one for all else."""
    return value if isinstance(value, Mapping) else {}


def _facts(
    attributes: object, verified: object, mfa: object, methods: object, length: object, required: Mapping[str, bool]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in (("UsernameAttributes", attributes), ("AutoVerifiedAttributes", verified)):
        if isinstance(value, list):
            found[name] = [each for each in NAMES if each in _words(value)]
    if isinstance(mfa, str) and mfa.upper() in MFA:
        found["MfaConfiguration"] = MFA[mfa.upper()]
    if isinstance(methods, list):
        found["MfaMethods"] = [each for each in MFA_METHODS if each.lower() in _words(methods)]
    policy: dict[str, Any] = dict(required)
    number = next((each for each in LENGTHS if length in (each, str(each))), None)  # older files have it as text
    if number is not None:
        policy["MinimumLength"] = number
    return found | ({"PasswordPolicy": policy} if policy else {})


def _passwordless(told: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    factors = [factor for name, factor in FACTORS.items() if told.get(name) is True]
    passkeys = told.get("web_authn")
    if isinstance(passkeys, Mapping):
        factors.append("WEB_AUTHN")
        told_of = {
            "RelyingPartyId": passkeys.get("relying_party_id"),
            "UserVerification": passkeys.get("user_verification"),
        }
        found["WebAuthnConfiguration"] = {name: value for name, value in told_of.items() if isinstance(value, str)}
    if factors:
        found["SignInPolicy"] = {"AllowedFirstAuthFactors": ["PASSWORD", *factors]}
    return found


def _words(values: list[Any]) -> set[str]:
    return {value.lower() for value in values if isinstance(value, str)}
