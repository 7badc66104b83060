"""ForgotPassword and ConfirmForgotPassword: a code to the user's address, and with it a new password."""

from app.auth.actions.cards import (
    CLIENT_METADATA,
    CODE,
    DO,
    NAME,
    NOT_SENT,
    common,
    delivery,
    to_do,
    until_done,
    whose,
)
from app.auth.actions.info import Findings
from app.auth.client import Context
from app.auth.steps import CREDENTIALS, Answer, Field, Kind, Steps, ask, call

CONFIRM, SEND = "ConfirmForgotPassword", "ForgotPassword"
NEW_PASSWORD = Field(name="Password", kind=Kind.NEW_PASSWORD)
MENDABLE = (
    "CodeMismatchException", "ExpiredCodeException", "InvalidPasswordException", "InvalidParameterException",
    "PasswordHistoryPolicyViolationException", *NOT_SENT,
)  # fmt: skip


def forgot_password(context: Context) -> Steps[Findings]:
    """ForgotPassword, then the card for its code and a new password: {"username", "destination"}."""
    who = yield from ask(CREDENTIALS, NAME)
    name = yield from whose(who)
    reply = yield from call(SEND, **common(context, name))
    return (yield from _new_password(context, name, delivery(reply)))


def reset_password(context: Context) -> Steps[Findings]:
    """Ask for the code that came when an administrator reset the password, and a new one; findings as above.

    AdminResetUserPassword sends that code as ForgotPassword does (API reference).
    """
    who = yield from ask(CREDENTIALS, NAME)
    name = yield from whose(who)
    return (yield from _new_password(context, name, {}))


def _new_password(context: Context, username: str, sent: dict[str, str]) -> Steps[Findings]:
    shown = {"Username": username, **sent}

    def act(answer: Answer) -> Steps[Findings | None]:
        params = common(context, username, answer)
        if answer.text(DO) == SEND:
            reply = yield from call(SEND, **params)
            shown.update(delivery(reply), again="yes")
            return None
        code, password = answer.secret("ConfirmationCode"), answer.secret("Password")
        yield from call(CONFIRM, **params, ConfirmationCode=code, Password=password)
        return {"username": username, "destination": shown.get("Destination", "")}

    fields = (CODE, NEW_PASSWORD, to_do(CONFIRM, SEND), CLIENT_METADATA)
    return (yield from until_done("CONFIRM_FORGOT_PASSWORD", fields, act, MENDABLE, params=shown))
