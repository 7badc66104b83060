"""A signed-in user's second factors: SetUserMFAPreference, and an authenticator app set up outside a sign-in."""

from typing import Any

from app.auth.actions.cards import until_done
from app.auth.actions.info import ACCESS_TOKEN, Findings
from app.auth.actions.user import read_user
from app.auth.challenges.enrolment import RETRY_ON, WRONG_CODE, totp_fields, totp_uri
from app.auth.client import Context
from app.auth.steps import CREDENTIALS, Answer, Field, Kind, Steps, ask, call
from app.auth.tokens import claims
from app.errors import ApiError, UnexpectedReply

OFF, ON, PREFERRED = "off", "on", "preferred"
# The member of SetUserMFAPreference by the name that GetUser gives the factor.
SETTINGS = {
    "SMS_MFA": "SMSMfaSettings",
    "SOFTWARE_TOKEN_MFA": "SoftwareTokenMfaSettings",
    "EMAIL_OTP": "EmailMfaSettings",
}
MENDABLE = ("InvalidParameterException", "SoftwareTokenMFANotFoundException")


def mfa_preference(_: Context) -> Steps[Findings]:
    """GetUser, the card with each factor off, on or preferred, SetUserMFAPreference with what changed, GetUser again.

    Findings as those of `get_user`; factors that are not mentioned stay as they are (API reference).
    """
    who = yield from ask(CREDENTIALS, ACCESS_TOKEN)
    token = who.secret("access_token")
    before = yield from read_user(token)
    now = {factor: _state(before, factor) for factor in SETTINGS}
    fields = tuple(
        Field(name=factor, kind=Kind.CHOICE, choices=(OFF, ON, PREFERRED), value=state) for factor, state in now.items()
    )

    def send(answer: Answer) -> Steps[Findings | None]:
        wanted = {factor: answer.text(factor) or state for factor, state in now.items()}
        settings = _settings(now, wanted)
        if not settings:
            return before
        yield from call("SetUserMFAPreference", AccessToken=token, **settings)
        return (yield from read_user(token))

    return (yield from until_done("MFA_PREFERENCE", fields, send, MENDABLE))


def _state(user: Findings, factor: str) -> str:
    if user["PreferredMfaSetting"] == factor:
        return PREFERRED
    return ON if factor in user["UserMFASettingList"] else OFF


def _settings(now: dict[str, str], wanted: dict[str, str]) -> dict[str, Any]:
    """Return the members for what changed; two that are wanted as preferred go both, for Cognito to refuse."""
    twice = list(wanted.values()).count(PREFERRED) > 1
    changed = [
        factor for factor, state in wanted.items() if state != now[factor] or (twice and state == PREFERRED)
    ]
    return {
        SETTINGS[factor]: {"Enabled": wanted[factor] != OFF, "PreferredMfa": wanted[factor] == PREFERRED}
        for factor in changed
    }


def enrol_totp(context: Context) -> Steps[Findings]:
    """AssociateSoftwareToken, the key to scan, VerifySoftwareToken: {"Status": "SUCCESS"}.

    The factor is switched on by SetUserMFAPreference only, where MFA is optional in the user pool.
    """
    who = yield from ask(CREDENTIALS, ACCESS_TOKEN)
    token = who.secret("access_token")
    associated = yield from call("AssociateSoftwareToken", AccessToken=token)
    secret = associated.body.get("SecretCode")
    if not isinstance(secret, str) or not secret:
        raise UnexpectedReply("SecretCode", operation=associated.operation)

    def verify(answer: Answer) -> Steps[Findings | None]:
        name = answer.text("FriendlyDeviceName")
        optional = {"FriendlyDeviceName": name} if name else {}
        reply = yield from call(
            "VerifySoftwareToken", AccessToken=token, UserCode=answer.secret("UserCode"), **optional
        )
        if reply.body.get("Status") != "SUCCESS":
            raise ApiError(WRONG_CODE, f"Status: {reply.body.get('Status')}", operation=reply.operation)
        return {"Status": "SUCCESS"}

    username = who.text("username") or str(claims(token).get("username", ""))
    shown = {"SecretCode": secret, "uri": totp_uri(secret, context.client.user_pool_id, username)}
    return (yield from until_done("VERIFY_SOFTWARE_TOKEN", totp_fields(), verify, RETRY_ON, params=shown))
