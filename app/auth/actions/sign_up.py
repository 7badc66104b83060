"""SignUp: a person makes an account of their own, and confirms it with the code that Cognito sends."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from app.auth.actions.cards import CLIENT_METADATA, NAME, common, delivery, until_done
from app.auth.actions.confirmation import confirm, findings
from app.auth.actions.info import Findings
from app.auth.client import Context
from app.auth.steps import CREDENTIALS, Answer, Field, Kind, Reply, Steps, ask, call
from app.errors import ApiError
from app.secret import Secret

# A PreSignUp trigger refuses what it does not like with UserLambdaValidationException.
MENDABLE = (
    "InvalidPasswordException", "InvalidParameterException", "UsernameExistsException", "UserLambdaValidationException",
)  # fmt: skip
ADDRESSES = ("email", "phone_number")
ATTRIBUTE = "userAttributes."  # before the name of one that is required, as NEW_PASSWORD_REQUIRED has it
REQUIRED = re.compile(r"([\w:]+): The attribute is required")
ATTRIBUTES = Field(name="UserAttributes", kind=Kind.PAIRS, required=False, advanced=True)
VALIDATION_DATA = Field(name="ValidationData", kind=Kind.PAIRS, required=False, advanced=True)


def sign_up(context: Context) -> Steps[Findings]:
    """SignUp, then the card for the code: {"how", "username", "sub", "confirmed", "destination", "session"}.

    `how` is "confirmed" or "unconfirmed"; `session` is there where Cognito gave one to sign in with.
    """
    who = yield from ask(CREDENTIALS, NAME)
    shown: dict[str, str] = {}
    missing: dict[str, None] = {}  # the names of attributes, in the order in which Cognito missed them

    def send(answer: Answer) -> Steps[Reply | None]:
        shown["Username"] = answer.text("username")
        return (yield from _send(context, answer))

    def fields(refusal: ApiError | None) -> tuple[Field, ...]:
        missing.update(dict.fromkeys(REQUIRED.findall(refusal.message) if refusal else ()))
        return _fields(context, who.text("username"), missing)

    reply = yield from until_done("SIGN_UP", fields, send, MENDABLE)
    sub = reply.body.get("UserSub")
    known = {"sub": sub} if isinstance(sub, str) else {}
    name = shown["Username"]
    if reply.body.get("UserConfirmed") is True:
        return findings(name, {}, reply.session, confirmed=True, **known)
    return (yield from confirm(context, name, delivery(reply), session=reply.session, can_skip=True, **known))


def _fields(context: Context, username: str, missing: Iterable[str]) -> tuple[Field, ...]:
    """A user without a password needs an app client that allows USER_AUTH."""
    allowed = context.client.explicit_auth_flows
    passwordless = allowed is None or "ALLOW_USER_AUTH" in allowed
    return (
        Field(name="username", value=username),
        Field(name="password", kind=Kind.NEW_PASSWORD, required=not passwordless),
        *(Field(name=name, required=False) for name in ADDRESSES),
        *(Field(name=ATTRIBUTE + name) for name in missing if name not in ADDRESSES),
        ATTRIBUTES,
        VALIDATION_DATA,
        CLIENT_METADATA,
    )


def _send(context: Context, answer: Answer) -> Steps[Reply]:
    params = common(context, answer.text("username"), answer)
    if answer.text("password"):
        params["Password"] = answer.secret("password")
    typed = [*ADDRESSES, *(name for name in answer.values if name.startswith(ATTRIBUTE))]
    attributes = {name.removeprefix(ATTRIBUTE): answer.text(name) for name in typed if answer.text(name)}
    for member, given in (
        ("UserAttributes", {**attributes, **answer.pairs("UserAttributes")}),
        ("ValidationData", answer.pairs("ValidationData")),
    ):
        if given:
            params[member] = _listed(given)
    return (yield from call("SignUp", **params))


def _listed(given: Mapping[str, str]) -> list[dict[str, Any]]:
    return [{"Name": name, "Value": Secret(value)} for name, value in given.items()]
