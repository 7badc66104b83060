"""What a run proves about its app client without AWS credentials: which flows are on or off, and a few settings."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from types import MappingProxyType
from typing import Any

from app.auth.app_client_rules import REFRESH
from app.auth.tokens import TokenSet, claims
from app.secret import Secret
from app.transcript.events import Called, Event, Refused, Replied, TokensReceived

SIGN_IN = frozenset({"InitiateAuth", "AdminInitiateAuth"})
# A user is looked up by a typed name, without AWS credentials.
BY_NAME = frozenset({
    "InitiateAuth", "ForgotPassword", "ConfirmForgotPassword", "ConfirmSignUp", "ResendConfirmationCode",
})  # fmt: skip
RENEW = "GetTokensFromRefreshToken"
# AuthFlow -> the value of ExplicitAuthFlows that lets it through; two flows have an older spelling.
VALUE_OF = {
    "USER_SRP_AUTH": "ALLOW_USER_SRP_AUTH",
    "USER_PASSWORD_AUTH": "ALLOW_USER_PASSWORD_AUTH",
    "CUSTOM_AUTH": "ALLOW_CUSTOM_AUTH",
    "USER_AUTH": "ALLOW_USER_AUTH",
    "ADMIN_USER_PASSWORD_AUTH": "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "ADMIN_NO_SRP_AUTH": "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "REFRESH_TOKEN_AUTH": REFRESH,
    "REFRESH_TOKEN": REFRESH,
}
# How Cognito says that the flow of a call is off (wire messages of InvalidParameterException).
OFF = re.compile(
    r"(USER_PASSWORD_AUTH|USER_AUTH|REFRESH_TOKEN_AUTH|Auth|Refresh Token) flow not enabled for this client\.?"
    r"|(USER_SRP_AUTH|CUSTOM_AUTH) is not enabled for the client\.?"
)
CUSTOM_ONLY = "Only custom auth (lambda driven) is enabled for this client."
NO_ROTATION = "This API does not support refresh token rotation"
SECRET_WANTED = re.compile(
    r"Client \S+ is configured (with|for) secret but (SECRET_HASH|secret) was not received"
    r"|Unable to verify secret hash for client \S+"
)
SECRET_UNWANTED = re.compile(r"App client \S+ is not configured for secret but secret hash was received")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What runs of this session proved; None where they proved nothing.

    `flows`: value of ExplicitAuthFlows -> whether its flow is on. Lifetimes are in seconds.
    """

    flows: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    secret: bool | None = None
    rotation: bool | None = None
    existence_errors: str | None = None  # "LEGACY"
    waf: bool | None = None  # a web ACL refused a call
    access_seconds: int | None = None
    id_seconds: int | None = None


NOTHING = Seen()


def seen(events: Iterable[Event]) -> Seen:
    """Return what the events of one run prove about its app client."""
    found = NOTHING
    calls: dict[int, Called] = {}
    for event in events:
        match event:
            case Called():
                calls[event.number] = event
            case Replied() if event.number in calls:
                found = together(found, _by_reply(calls[event.number], event))
            case Refused() if event.number in calls:
                found = together(found, _by_refusal(calls[event.number], event))
            case TokensReceived():
                found = together(found, _by_tokens(event.tokens))
    return found


def together(before: Seen, after: Seen) -> Seen:
    """Return both; what was seen later counts."""
    members = {each.name: getattr(after, each.name) for each in fields(Seen) if getattr(after, each.name) is not None}
    before_members = {each.name: getattr(before, each.name) for each in fields(Seen)}
    return Seen(**{**before_members, **members, "flows": MappingProxyType({**before.flows, **after.flows})})


def _by_reply(call: Called, reply: Replied) -> Seen:
    """A call that was answered was allowed: its flow is on, its secret hash is right, or none is wanted."""
    if call.operation == RENEW:
        result = reply.body.get("AuthenticationResult") if isinstance(reply.body, Mapping) else None
        return Seen(rotation="RefreshToken" in result) if isinstance(result, Mapping) else NOTHING
    value = _value(call)
    if not value:
        return NOTHING
    if value == REFRESH:  # the secret hash is not looked at here, and rotation would have refused the call
        return Seen(flows={value: True}, rotation=False)
    return Seen(flows={value: True}, secret="SECRET_HASH" in _parameters(call))


def _by_refusal(call: Called, refusal: Refused) -> Seen:
    said = refusal.message
    match refusal.code:
        case "InvalidParameterException" if OFF.fullmatch(said) and _value(call):
            return Seen(flows={_value(call): False})
        case "InvalidParameterException" if said == CUSTOM_ONLY and _value(call):
            return Seen(flows={"ALLOW_CUSTOM_AUTH": True, _value(call): False})
        case "InvalidParameterException" if SECRET_UNWANTED.fullmatch(said):
            return Seen(secret=False)
        case "NotAuthorizedException" if SECRET_WANTED.fullmatch(said):
            return Seen(secret=True)
        case "UnsupportedOperationException" if said.rstrip(".") == NO_ROTATION:
            return Seen(rotation=True)
        case "UserNotFoundException" if call.operation in BY_NAME:
            return Seen(existence_errors="LEGACY")
        case "ForbiddenException" if "WAF" in said:
            return Seen(waf=True)
    return NOTHING


def _by_tokens(tokens: TokenSet) -> Seen:
    return Seen(access_seconds=_lifetime(tokens.access_token), id_seconds=_lifetime(tokens.id_token))


def _lifetime(token: Secret | None) -> int | None:
    said = claims(token) if token is not None else {}
    issued, expires = said.get("iat"), said.get("exp")
    if not isinstance(issued, int) or not isinstance(expires, int) or expires <= issued:
        return None
    return expires - issued


def _value(call: Called) -> str:
    """The value that the call's flow needs; an empty string where it begins none."""
    return VALUE_OF.get(str(call.params.get("AuthFlow", "")), "") if call.operation in SIGN_IN else ""


def _parameters(call: Called) -> Mapping[str, Any]:
    found = call.params.get("AuthParameters")
    return found if isinstance(found, Mapping) else {}
