"""Setting up an authenticator, and saying which second factors a user wants."""

from typing import Any

from app.practice import factors, lookups, messages, passkeys, tokens, totp
from app.practice.errors import Refusal
from app.practice.sessions import Session
from app.practice.state import Client, Pool, State, Totp, User
from app.practice.turn import find_session, resume

# The stages of the session that goes through an enrolment in the middle of a sign-in; each call takes its own only.
SETUP, ASSOCIATED, VERIFIED = "MFA_SETUP", "MFA_SETUP, associated", "MFA_SETUP, verified"
# Members of the request by factor.
SETTINGS = {
    factors.SMS: "SMSMfaSettings",
    factors.TOTP: "SoftwareTokenMfaSettings",
    factors.EMAIL: "EmailMfaSettings",
}


def associate_software_token(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """AssociateSoftwareToken: a fresh secret, which counts only once a code of it was verified."""
    pool, client, user, session = _whose(state, request, SETUP)
    if factors.TOTP not in factors.switched_on(pool):
        raise Refusal("SoftwareTokenMFANotFoundException", messages.AUTHENTICATOR_OFF)
    secret = totp.new_secret()
    user.pending_totp = secret
    if session is None:
        return {"SecretCode": secret}
    state.sessions.spend(request["Session"])
    turn = resume(state, pool, client, session, None)
    return {"SecretCode": secret, "Session": turn.open_session(ASSOCIATED, secret=secret)}


def verify_software_token(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """VerifySoftwareToken: from now on the user has this authenticator. After a wrong code it may be tried again."""
    pool, client, user, session = _whose(state, request, ASSOCIATED)
    secret = user.pending_totp if session is None else session.memory["secret"]
    if not secret:
        raise Refusal("SoftwareTokenMFANotFoundException", messages.NO_AUTHENTICATOR)
    step = totp.matching_step(secret, request["UserCode"], state.now())
    if step is None:
        raise Refusal("EnableSoftwareTokenMFAException", messages.ENROLMENT_MISMATCH)
    user.totp = Totp(secret=secret, friendly_name=request.get("FriendlyDeviceName") or "", confirmed=True,
                     last_step=step)
    user.pending_totp = ""
    user.modified_at = state.now()
    if session is None:
        return {"Status": "SUCCESS"}
    user.mfa_enabled.add(factors.TOTP)
    state.sessions.spend(request["Session"])
    turn = resume(state, pool, client, session, None)
    return {"Status": "SUCCESS", "Session": turn.open_session(VERIFIED)}


def _whose(state: State, request: dict[str, Any], stage: str) -> tuple[Pool, Client, User, Session | None]:
    """The user of the access token, or of the session, which has no client beside it to compare."""
    if request.get("AccessToken"):
        pool, client, user, _ = tokens.verify_access(state, request["AccessToken"])
        return pool, client, user, None
    if not request.get("Session"):
        raise Refusal("InvalidParameterException", messages.missing_parameter("Session"))
    session = find_session(state, None, request["Session"], stage)
    pool, client = lookups.client(state, session.client_id)
    return pool, client, resume(state, pool, client, session, None).user(), session


def set_user_mfa_preference(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """SetUserMFAPreference."""
    pool, _, user, _ = tokens.verify_access(state, request["AccessToken"])
    return _prefer(state, pool, user, request)


def admin_set_user_mfa_preference(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """AdminSetUserMFAPreference."""
    pool = lookups.pool(state, request["UserPoolId"])
    return _prefer(state, pool, lookups.need_user(pool, request["Username"]), request)


def _prefer(state: State, pool: Pool, user: User, request: dict[str, Any]) -> dict[str, Any]:
    """Switch factors on or off as given; those that are not mentioned stay. All or nothing."""
    enabled, preferred = set(user.mfa_enabled), user.mfa_preferred
    given = {factor: request[member] for factor, member in SETTINGS.items() if request.get(member) is not None}
    if sum(bool(settings.get("PreferredMfa")) for settings in given.values()) > 1:
        raise Refusal("InvalidParameterException", messages.PREFERRED_TWICE)
    for factor, settings in given.items():
        if settings.get("Enabled"):
            _check_can_have(pool, user, factor)
            enabled.add(factor)
        else:
            enabled.discard(factor)
        if settings.get("PreferredMfa"):
            if factor not in enabled:
                raise Refusal("InvalidParameterException", messages.PREFERRED_BUT_OFF)
            preferred = factor
        elif preferred == factor:
            preferred = ""
    passkey = bool(request.get("WebAuthnMfaSettings", {}).get("Enabled", user.passkey_mfa))
    if "WebAuthnMfaSettings" in request and passkey:
        _check_passkey_mfa(pool, enabled)
    user.mfa_enabled, user.mfa_preferred, user.modified_at = enabled, preferred, state.now()
    user.passkey_mfa = passkey
    return {}


def _check_passkey_mfa(pool: Pool, beside: set[str]) -> None:
    """Passkey MFA needs the pool's FactorConfiguration and, against a lock-out, another factor (Cognito's API model).

    That the second is refused, and not only advised, is our reading.
    """
    if not passkeys.multi_factor(pool):
        raise Refusal("InvalidParameterException", messages.PASSKEY_MFA_OFF)
    if not beside:
        raise Refusal("InvalidParameterException", messages.PASSKEY_MFA_ALONE)


def _check_can_have(pool: Pool, user: User, factor: str) -> None:
    if not user.salt:  # codes and passkeys go with no second factor: the user could not sign in any more
        raise Refusal("InvalidParameterException", messages.MFA_WITHOUT_PASSWORD)
    if factor == factors.TOTP and factor not in factors.switched_on(pool):
        raise Refusal("SoftwareTokenMFANotFoundException", messages.AUTHENTICATOR_OFF)
    if not factors.set_up(user, factor):
        raise Refusal("InvalidParameterException", messages.no_delivery_config(factor))


HANDLERS = {
    "AssociateSoftwareToken": associate_software_token,
    "VerifySoftwareToken": verify_software_token,
    "SetUserMFAPreference": set_user_mfa_preference,
    "AdminSetUserMFAPreference": admin_set_user_mfa_preference,
}
