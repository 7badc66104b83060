"""What is known of an app client and its user pool: an allow-list over what AWS answers, flat, without secrets.

Names and values are those of DescribeUserPoolClient, DescribeUserPool and GetUserPoolMfaConfig; `HasSecret` and
`MfaMethods` are ours. What an answer does not have, although the operation answered, is known to be unset: an empty
list or mapping stands for it. What is not of its kind, or of no known name, is left out.
"""

from collections.abc import Mapping
from typing import Any

Facts = dict[str, Any]
LONGEST = 2048  # characters of a value: an ARN has no more (service model)
MOST = 100  # items of a list

_PASSWORD_POLICY = {
    "MinimumLength": int, "RequireUppercase": bool, "RequireLowercase": bool, "RequireNumbers": bool,
    "RequireSymbols": bool, "PasswordHistorySize": int, "TemporaryPasswordValidityDays": int,
}  # fmt: skip
_CLIENT: Mapping[str, Any] = {
    "ClientName": str, "ExplicitAuthFlows": [str], "AuthSessionValidity": int, "AccessTokenValidity": int,
    "IdTokenValidity": int, "RefreshTokenValidity": int,
    "TokenValidityUnits": {"AccessToken": str, "IdToken": str, "RefreshToken": str},
    "RefreshTokenRotation": {"Feature": str, "RetryGracePeriodSeconds": int},
    "PreventUserExistenceErrors": str, "EnableTokenRevocation": bool,
}  # fmt: skip
_POOL: Mapping[str, Any] = {
    "Name": str, "UserPoolTier": str, "MfaConfiguration": str,
    "DeviceConfiguration": {"ChallengeRequiredOnNewDevice": bool, "DeviceOnlyRememberedOnUserPrompt": bool},
    "UsernameAttributes": [str], "AliasAttributes": [str], "AutoVerifiedAttributes": [str],
    "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": bool, "UnusedAccountValidityDays": int},
    "AccountRecoverySetting": {"RecoveryMechanisms": [{"Priority": int, "Name": str}]},
    "UserPoolAddOns": {
        "AdvancedSecurityMode": str, "AdvancedSecurityAdditionalFlows": {"CustomAuthMode": str},
    },
    "UserAttributeUpdateSettings": {"AttributesRequireVerificationBeforeUpdate": [str]},
}  # fmt: skip
_POLICIES: Mapping[str, Any] = {"PasswordPolicy": _PASSWORD_POLICY, "SignInPolicy": {"AllowedFirstAuthFactors": [str]}}
_MFA: Mapping[str, Any] = {
    "MfaConfiguration": str,
    "SmsMfaConfiguration": {"SmsConfiguration": {"SnsCallerArn": str, "SnsRegion": str}},
    "SoftwareTokenMfaConfiguration": {"Enabled": bool},
    "EmailMfaConfiguration": {},
    "WebAuthnConfiguration": {"RelyingPartyId": str, "UserVerification": str, "FactorConfiguration": str},
}
# In the older members of LambdaConfig the value is the function's ARN, in the newer ones it is beside a version.
_TRIGGERS = (
    "PreSignUp", "CustomMessage", "PostConfirmation", "PreAuthentication", "PostAuthentication",
    "DefineAuthChallenge", "CreateAuthChallenge", "VerifyAuthChallengeResponse", "PreTokenGeneration",
    "UserMigration", "CustomSMSSender", "CustomEmailSender", "InboundFederation",
)  # fmt: skip


def client_facts(found: Mapping[str, Any]) -> Facts:
    """Read a UserPoolClientType; of its secret only whether there is one."""
    facts = {"PreventUserExistenceErrors": "LEGACY", **_kept(found, _CLIENT)}  # the API's default (service model)
    return {**_unset(_CLIENT), **facts, "HasSecret": bool(found.get("ClientSecret"))}


def pool_facts(found: Mapping[str, Any]) -> Facts:
    """Read a UserPoolType; its Policies stand without their wrapper, each trigger beside its function's ARN."""
    policies, triggers = _mapping(found.get("Policies")), _mapping(found.get("LambdaConfig"))
    named = {name: _arn(triggers.get(name)) for name in _TRIGGERS}
    named["PreTokenGeneration"] = named["PreTokenGeneration"] or _arn(triggers.get("PreTokenGenerationConfig"))
    return {
        **_unset(_POOL),
        **_kept(found, _POOL),
        **_kept(policies, _POLICIES),
        "LambdaConfig": {name: arn for name, arn in named.items() if arn},
    }


def mfa_facts(found: Mapping[str, Any]) -> Facts:
    """Read the answer of GetUserPoolMfaConfig; a factor is on where its configuration is there, even an empty one."""
    facts = _kept(found, _MFA)
    on = {
        "SMS": "SmsMfaConfiguration" in facts,
        "TOTP": facts.get("SoftwareTokenMfaConfiguration", {}).get("Enabled") is True,
        "EMAIL": "EmailMfaConfiguration" in facts,
    }
    return {**facts, "MfaMethods": [name for name, is_on in on.items() if is_on]}


def _kept(found: Mapping[str, Any], shape: Mapping[str, Any]) -> Facts:
    kept = {name: _value(found.get(name), kind) for name, kind in shape.items()}
    return {name: value for name, value in kept.items() if value is not None}


def _value(value: object, kind: Any) -> Any:
    """Return a value where it is of its kind, else None."""
    if isinstance(kind, Mapping):
        return _kept(value, kind) if isinstance(value, Mapping) else None
    if isinstance(kind, list):
        if not isinstance(value, list):
            return None
        items = [_value(item, kind[0]) for item in value[:MOST]]
        return [item for item in items if item is not None]
    if isinstance(value, bool):
        return value if kind is bool else None
    return value if isinstance(value, kind) and len(str(value)) <= LONGEST else None


def _unset(shape: Mapping[str, Any]) -> Facts:
    """Return what stands for lists and mappings that an answer does not have."""
    return {name: [] if isinstance(kind, list) else {} for name, kind in shape.items() if not isinstance(kind, type)}


def _arn(value: object) -> str:
    return _value(_mapping(value).get("LambdaArn", value), str) or ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
