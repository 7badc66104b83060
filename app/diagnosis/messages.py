"""Which text explains how a run ended: Cognito's exception and message, or a fault on the way, to a key in the texts.

The messages are those that Cognito is known to send; many causes share an exception, and the message tells them apart.
"""

import re
import shlex
from dataclasses import dataclass

from app.errors import Fault
from app.texts import has_text, text, text_or
from app.transcript.events import Ended

# (exception, part of its message, key); the first row that fits is taken, so the special ones stand first
MESSAGES: tuple[tuple[str, str, str], ...] = (
    ("NotAuthorizedException", r"session is expired", "session_expired"),
    ("NotAuthorizedException", r"session can only be used once", "session_spent"),
    ("NotAuthorizedException", r"Invalid session for the user", "session_invalid"),
    ("NotAuthorizedException", r"User is disabled", "user_disabled"),
    ("NotAuthorizedException", r"Password attempts exceeded", "attempts_exceeded"),
    ("NotAuthorizedException", r"Temporary password has expired", "temporary_password_expired"),
    ("NotAuthorizedException", r"Unable to verify secret hash", "secret_hash_wrong"),
    ("NotAuthorizedException", r"configured (with|for) secret but", "secret_hash_missing"),
    ("NotAuthorizedException", r"Refresh Token has expired", "refresh_expired"),
    ("NotAuthorizedException", r"Refresh Token has been revoked", "refresh_revoked"),
    ("NotAuthorizedException", r"Refresh Token has different Client", "refresh_other_client"),
    ("NotAuthorizedException", r"user has been deleted", "refresh_user_deleted"),
    ("NotAuthorizedException", r"Refresh Token", "refresh_invalid"),
    ("NotAuthorizedException", r"Access Token has expired", "access_expired"),
    ("NotAuthorizedException", r"Access Token has been revoked", "access_revoked"),
    ("NotAuthorizedException", r"Access Token", "access_invalid"),
    ("NotAuthorizedException", r"Invalid client or secret", "UnauthorizedException"),
    ("NotAuthorizedException", r"Incorrect username or password", "wrong_credentials"),
    ("InvalidParameterException", r"not enabled for (this|the) client", "flow_off"),
    ("InvalidParameterException", r"Only custom auth", "flow_off"),
    ("InvalidParameterException", r"method not supported", "flow_elsewhere"),
    ("InvalidParameterException", r"trigger is not configured", "no_custom_trigger"),
    ("InvalidParameterException", r"not configured for secret but", "secret_hash_unwanted"),
    ("InvalidParameterException", r"Missing required parameter", "parameter_missing"),
    ("InvalidParameterException", r"Selected challenge is not available", "choice_unavailable"),
    ("InvalidParameterException", r"Invalid device key given", "device_key_invalid"),
    ("ResourceNotFoundException", r"Device does not exist", "device_gone"),
    ("ResourceNotFoundException", r"client", "no_such_client"),
    ("ResourceNotFoundException", r"", "no_such_pool"),
    ("UnsupportedOperationException", r"refresh token rotation", "rotation_on"),
    ("UnsupportedOperationException", r"feature is not enabled", "revocation_off"),
    ("UserLambdaValidationException", r"", "trigger_refused"),
    ("UnexpectedLambdaException", r"", "trigger_failed"),
    ("InvalidLambdaResponseException", r"", "trigger_nonsense"),
)

AWS_CREDENTIALS = frozenset({
    "AccessDeniedException", "UnrecognizedClientException", "InvalidSignatureException", "ExpiredTokenException",
    "IncompleteSignature", "MissingAuthenticationTokenException", "InvalidClientTokenId", "ExpiredToken",
    "IncompleteSignatureException", "MissingAuthenticationToken", "SignatureDoesNotMatch",
})  # fmt: skip

# Faults that came before anything was sent.
UNSENT = frozenset({Fault.PARAMETERS, Fault.CREDENTIALS, Fault.CA_BUNDLE, Fault.ENDPOINT})

# Operations in which the user is found by an access token, not by a name that was typed.
BY_ACCESS_TOKEN = frozenset({
    "AssociateSoftwareToken", "CompleteWebAuthnRegistration", "ConfirmDevice", "DeleteWebAuthnCredential",
    "ForgetDevice", "GetUser", "GetUserAuthFactors", "GlobalSignOut", "ListDevices", "ListWebAuthnCredentials",
    "SetUserMFAPreference", "StartWebAuthnRegistration", "UpdateDeviceStatus", "VerifySoftwareToken",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """How a run ended, for people: `title` begins with the wire name; then what happened, why, and what to try."""

    title: str
    what: str
    why: str
    try_: str


def explain_end(ended: Ended) -> Explained:
    """Explain the end of a run that got no tokens; Cognito's own words are shown, too, as plain text."""
    key = f"end.{ended.reason}.{_cause(ended)}"
    if not has_text(f"{key}.what"):
        key = f"end.{ended.reason}.other"
    message = passkey_detail(ended.message) if ended.reason == "passkey" else ended.message
    option = of_profile(ended.aws_profile)
    trouble = text_or(f"vault_trouble.{ended.trouble}.short", ended.trouble)
    values = {
        "code": ended.code, "message": message, "operation": ended.operation, "of_profile": option, "trouble": trouble,
    }  # fmt: skip
    what, why, action = (text(f"{key}.{part}", **values) for part in ("what", "why", "try"))
    return Explained(title=_title(ended), what=what, why=why, try_=action)


def passkey_detail(detail: str) -> str:
    """Return what an authenticator's trouble says beside its name: a rule, the vault's trouble, or its own words."""
    for key in (f"passkey_rule.{detail}", f"vault_trouble.{detail}.short"):
        if has_text(key):
            return text(key)
    return detail


def of_profile(aws_profile: str) -> str:
    """Return the AWS CLI's option for the AWS profile whose credentials were wanted; nothing for the default chain."""
    return f" --profile {shlex.quote(aws_profile)}" if aws_profile else ""


def _title(ended: Ended) -> str:
    if ended.reason == "refused":
        return ended.code
    title = "title_unsent" if ended.reason == "failed" and ended.code in UNSENT else "title"
    return text(f"end.{ended.reason}.{title}", code=ended.code)


def _cause(ended: Ended) -> str:
    if ended.reason != "refused":
        return ".".join(part for part in (ended.code or "other", ended.trouble) if part)
    if ended.code in AWS_CREDENTIALS:
        return "aws_credentials"
    if ended.code == "UserNotFoundException" and ended.operation in BY_ACCESS_TOKEN:
        return "user_deleted"
    for code, pattern, key in MESSAGES:
        if code == ended.code and re.search(pattern, ended.message):
            return key
    return ended.code
