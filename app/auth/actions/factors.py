"""Which factors a user has: GetUserAuthFactors; and whether a passkey counts as both of them: SetUserMFAPreference."""

from app.auth.actions.info import ACCESS_TOKEN, Findings
from app.auth.client import Context
from app.auth.steps import CREDENTIALS, Field, Kind, Steps, ask, call
from app.secret import Secret

ON, OFF = "on", "off"
PASSKEY_MFA = Field(name="passkey_mfa", kind=Kind.CHOICE, choices=(ON, OFF))


def user_auth_factors(_: Context) -> Steps[Findings]:
    """GetUserAuthFactors: its body."""
    who = yield from ask(CREDENTIALS, ACCESS_TOKEN)
    return (yield from _factors(who.secret("access_token")))


def passkey_mfa(_: Context) -> Steps[Findings]:
    """SetUserMFAPreference with WebAuthnMfaSettings alone, so that other factors stay; then GetUserAuthFactors.

    It wants FactorConfiguration MULTI_FACTOR_WITH_USER_VERIFICATION in the user pool, and another MFA factor of the
    user (API reference, WebAuthnMfaSettingsType). No reply is documented to tell whether it is on.
    """
    who = yield from ask(CREDENTIALS, ACCESS_TOKEN, PASSKEY_MFA)
    token = who.secret("access_token")
    settings = {"Enabled": who.text("passkey_mfa") == ON}
    yield from call("SetUserMFAPreference", AccessToken=token, WebAuthnMfaSettings=settings)
    return (yield from _factors(token))


def _factors(token: Secret) -> Steps[Findings]:
    reply = yield from call("GetUserAuthFactors", AccessToken=token)
    return {"UserMFASettingList": [], "PreferredMfaSetting": "", **reply.body}  # absent is none
