"""Causes that have to do with what app client and user pool allow: flows, sessions, choices, parameters, plans."""

from app.auth.app_client_rules import effective
from app.diagnosis.case import Finding, Refused, Row, Rule, other_flow, remedies
from app.diagnosis.verdict import Remedy

CLIENT_FLOWS = ("user_srp", "user_password", "user_auth", "custom")

ROWS: tuple[Row, ...] = (
    ("InvalidParameterException", r"Only custom auth", ("custom_only",)),
    ("InvalidParameterException", r"should always be allowed|permitted ExplicitAuthFlow", ("flow_settings",)),
    ("InvalidParameterException", r"not enabled for (this|the) client", ("flow_off",)),
    ("InvalidParameterException", r"method not supported", ("flow_elsewhere",)),
    ("InvalidParameterException", r"trigger is not configured", ("no_custom_trigger",)),
    ("UnsupportedOperationException", r"refresh token rotation", ("rotation_on",)),
    ("UnsupportedOperationException", r"feature is not enabled", ("revocation_off",)),
    ("UnsupportedOperationException", r"", ("not_supported",)),
    ("NotAuthorizedException", r"session is expired", ("session_expired",)),
    ("NotAuthorizedException", r"session can only be used once", ("session_spent",)),
    ("NotAuthorizedException", r"Invalid session for the user",
     ("session_of_custom", "session_of_setup", "session_other", "session_expired")),
    ("InvalidParameterException", r"Missing required parameter Session", ("session_missing",)),
    ("InvalidParameterException", r"Missing required parameter (USERNAME|PASSWORD)\b", ("field_empty",)),
    ("InvalidParameterException", r"Missing required parameter DEVICE_KEY", ("device_key_missing",)),
    ("InvalidParameterException", r"Missing required parameter", ("parameter_missing",)),
    ("InvalidParameterException", r"Selected challenge is not available", ("choice_unavailable",)),
    ("InvalidParameterException", r"TIMESTAMP format|PASSWORD_CLAIM_SIGNATURE|'sRPA'|SRP_A", ("proof_format",)),
    ("InvalidParameterException", r"'authFlow'", ("unknown_flow",)),
    ("InvalidParameterException", r"validation errors? detected", ("value_format",)),
    ("InvalidParameterException", r"Attributes did not conform|Invalid attributes given|unauthorized attribute",
     ("attributes_refused",)),
    ("InvalidParameterException", r"Invalid device key given", ("device_key_invalid",)),
    ("ResourceNotFoundException", r"Device does not exist", ("device_gone",)),
    ("DeviceKeyExistsException", r"", ("device_known",)),
    ("FeatureUnavailableInTierException", r"", ("tier",)),
    ("InvalidUserPoolConfigurationException", r"", ("pool_settings",)),
    ("OperationNotEnabledException", r"", ("operation_off",)),
    ("UnsupportedTokenTypeException", r"", ("token_kind",)),
    ("NotAuthorizedException", r"Access Token has expired", ("access_expired",)),
    ("NotAuthorizedException", r"Access Token has been revoked", ("access_revoked",)),
    ("NotAuthorizedException", r"required scopes", ("access_scope",)),
    ("NotAuthorizedException", r"signature for Access Token", ("access_other_pool",)),
    ("NotAuthorizedException", r"Access Token", ("access_other_pool", "access_expired", "access_revoked")),
    ("WebAuthn", r"", ("passkey_refused",)),
    ("NotAuthorizedException", r"", ("not_authorized",)),
    ("InvalidParameterException", r"", ("parameter_refused",)),
)  # fmt: skip


def _enabled(case: Refused) -> tuple[Remedy, ...]:
    return (Remedy(name="check_client"), *other_flow(case, *CLIENT_FLOWS, "admin_password"))


def _same_flow_elsewhere(case: Refused) -> tuple[Remedy, ...]:
    wanted = "user_password" if case.flow == "admin_password" else "admin_password"
    return (Remedy(name="use_flow", value=wanted),)


def _without_custom(case: Refused) -> tuple[Remedy, ...]:
    flows = case.flows
    allowed = other_flow(case, "user_srp", "user_password", "user_auth") if flows and effective(flows) else ()
    return (Remedy(name="check_client"), *allowed)


def _session_of_custom(case: Refused) -> Finding:
    return 4 if case.challenge == "CUSTOM_CHALLENGE" or case.flow in ("custom", "custom_srp") else 0


def _session_of_setup(case: Refused) -> Finding:
    setup = case.challenge == "MFA_SETUP" or case.operation in ("AssociateSoftwareToken", "VerifySoftwareToken")
    return 4 if setup else 0


AGAIN = Rule(remedies=remedies("sign_in_again"))
CHECK = Rule(remedies=remedies("check_client"))
PLAIN = Rule()

CAUSES: dict[str, Rule] = {
    "flow_off": Rule(remedies=_enabled, aws=True),
    "custom_only": Rule(remedies=remedies(("use_flow", "custom"), "check_client")),
    "flow_settings": CHECK,
    "flow_elsewhere": Rule(remedies=_same_flow_elsewhere),
    "no_custom_trigger": Rule(remedies=_without_custom),
    "rotation_on": CHECK,
    "revocation_off": CHECK,
    "not_supported": CHECK,
    "session_expired": Rule(remedies=remedies("sign_in_again", "check_client")),
    "session_spent": AGAIN,
    "session_of_custom": Rule(weigh=_session_of_custom, remedies=AGAIN.remedies),
    "session_of_setup": Rule(weigh=_session_of_setup, remedies=AGAIN.remedies),
    "session_other": AGAIN,
    "session_missing": AGAIN,
    "field_empty": AGAIN,
    "device_key_missing": AGAIN,
    "parameter_missing": AGAIN,
    "choice_unavailable": Rule(remedies=remedies("check_client", "sign_in_again")),
    "proof_format": PLAIN,
    "unknown_flow": PLAIN,
    "value_format": AGAIN,
    "attributes_refused": AGAIN,
    "device_key_invalid": AGAIN,
    "device_gone": AGAIN,
    "device_known": AGAIN,
    "tier": CHECK,
    "pool_settings": CHECK,
    "operation_off": CHECK,
    "token_kind": PLAIN,
    "access_expired": PLAIN,
    "access_revoked": PLAIN,
    "access_scope": PLAIN,
    "access_other_pool": Rule(remedies=remedies(("edit_profile", "user_pool_id"))),
    "passkey_refused": CHECK,
    "not_authorized": Rule(aws=True),
    "parameter_refused": PLAIN,
}
