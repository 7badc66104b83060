"""ConfirmSignUp and ResendConfirmationCode: whoever signed up proves that the address is theirs."""

from typing import Any

from app.auth.actions.cards import (
    CLIENT_METADATA,
    CODE,
    DO,
    NAME,
    NOT_SENT,
    SKIP,
    common,
    delivery,
    to_do,
    until_done,
    whose,
)
from app.auth.actions.info import Findings
from app.auth.client import Context
from app.auth.steps import CREDENTIALS, Answer, Field, Kind, Steps, ask, call
from app.errors import ApiError
from app.secret import Secret

CONFIRM, RESEND = "ConfirmSignUp", "ResendConfirmationCode"
CONFIRMED, UNCONFIRMED = "confirmed", "unconfirmed"
MENDABLE = (
    "CodeMismatchException", "ExpiredCodeException", "InvalidParameterException", "AliasExistsException", *NOT_SENT,
)  # fmt: skip
FORCE_ALIAS = Field(
    name="ForceAliasCreation", kind=Kind.CHOICE, choices=("no", "yes"), value="no", required=False, advanced=True
)


def confirm_sign_up(context: Context) -> Steps[Findings]:
    """Ask for a code that was sent before, and ConfirmSignUp with it; findings as those of `sign_up`."""
    who = yield from ask(CREDENTIALS, NAME)
    name = yield from whose(who)
    return (yield from confirm(context, name, None))


def resend_code(context: Context) -> Steps[Findings]:
    """ResendConfirmationCode, then the card for the code, which can be left; findings as those of `sign_up`."""
    who = yield from ask(CREDENTIALS, NAME)
    name = yield from whose(who)
    reply = yield from call(RESEND, **common(context, name))
    return (yield from confirm(context, name, delivery(reply), can_skip=True))


def confirm(
    context: Context,
    username: str,
    sent: dict[str, str] | None,
    *,
    session: Secret | None = None,
    can_skip: bool = False,
    **known: str,
) -> Steps[Findings]:
    """Ask for the code until it is taken, sent again as often as is wanted, or left.

    `sent` says where it went: None where that was earlier, nothing where Cognito sent none.
    """
    shown = {"Username": username, **(_where(sent) if sent is not None else {})}

    def act(answer: Answer) -> Steps[Findings | None]:
        todo = answer.text(DO)
        if todo == SKIP:
            return findings(username, shown, None, confirmed=False, **known)
        if todo == RESEND:
            reply = yield from call(RESEND, **common(context, username, answer))
            shown.pop("nowhere", None)
            shown.update(_where(delivery(reply)), again="yes")
            return None
        given = yield from _confirm(context, username, answer, session)
        return findings(username, shown, given, confirmed=True, **known)

    fields = (CODE, to_do(CONFIRM, RESEND, *([SKIP] if can_skip else [])), FORCE_ALIAS, CLIENT_METADATA)
    leave = {DO: SKIP} if can_skip else None
    return (yield from until_done("CONFIRM_SIGN_UP", fields, act, MENDABLE, params=shown, leave=leave))


def _where(sent: dict[str, str]) -> dict[str, str]:
    return sent if sent.get("Destination") else {**sent, "nowhere": "yes"}


def _confirm(context: Context, username: str, answer: Answer, session: Secret | None) -> Steps[Secret | None]:
    """ConfirmSignUp; return the Session that it gives, with which USER_AUTH needs no challenge.

    SignUp's Session lasts minutes and its code a day: where Cognito refuses the Session, the code goes alone.
    """
    params = {**common(context, username, answer), "ConfirmationCode": answer.secret("ConfirmationCode")}
    if answer.text("ForceAliasCreation") == "yes":
        params["ForceAliasCreation"] = True
    if session is not None:
        try:
            return (yield from call(CONFIRM, **params, Session=session)).session
        except ApiError as refusal:
            if refusal.code != "NotAuthorizedException":
                raise
    return (yield from call(CONFIRM, **params)).session


def findings(
    username: str, sent: dict[str, str], session: Secret | None, *, confirmed: bool, **known: str
) -> Findings:
    """Return what a sign-up came to: `how` is "confirmed" or "unconfirmed"."""
    found: dict[str, Any] = {
        "how": CONFIRMED if confirmed else UNCONFIRMED,
        "username": username,
        **known,
        "confirmed": confirmed,
        "destination": sent.get("Destination", ""),
    }
    return found if session is None else {**found, "session": session}
