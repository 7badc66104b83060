"""Signing out: RevokeToken, GlobalSignOut, or forgetting on this machine; then what each token still does."""

from typing import Any

from app.auth.actions.info import Findings
from app.auth.client import Context
from app.auth.flows.refresh import renew
from app.auth.signatures import check_token, issuers, key_set_url
from app.auth.steps import CREDENTIALS, Answer, Field, Kind, Steps, ask, call, fetch, forget
from app.auth.tokens import claims
from app.auth.vault_names import REFRESH_TOKEN
from app.errors import ApiError

REVOKE, EVERYWHERE, FORGET = "RevokeToken", "GlobalSignOut", "forget"

HOW = Field(name="how", kind=Kind.CHOICE, choices=(REVOKE, EVERYWHERE, FORGET))
TOKENS = tuple(
    Field(name=name, kind=Kind.TOKEN, required=False) for name in ("refresh_token", "access_token", "id_token")
)
CHECK_REFRESH = Field(name="check_refresh", kind=Kind.CHOICE, choices=("no", "yes"), value="no")


def sign_out(context: Context) -> Steps[Findings]:
    """Sign out, then check each token: {"how", "tokens": [{"token", "check", "verdict", "code", "message"}]}.

    The checks that spend nothing are made by themselves; a refresh only when it was asked for, since it may rotate.
    After `forget` nothing is sent to Cognito at all: nothing has changed there.
    """
    who = yield from ask(CREDENTIALS, HOW, *TOKENS, CHECK_REFRESH)
    how = who.text("how")
    yield from _out(context, how, who)
    rows = [(yield from _get_user(how, who))]
    rows += yield from _signatures(context, who)
    rows.append((yield from _refresh(context, how, who)))
    return {"how": how, "tokens": rows}


def _out(context: Context, how: str, who: Answer) -> Steps[None]:
    if how == EVERYWHERE:
        yield from call("GlobalSignOut", AccessToken=who.secret("access_token"))
    elif how == REVOKE:
        params: dict[str, Any] = {"Token": who.secret("refresh_token"), "ClientId": context.client.client_id}
        if context.client.client_secret is not None:  # itself, not a hash over it (API reference, RevokeToken)
            params["ClientSecret"] = context.client.client_secret
        yield from call("RevokeToken", **params)
    elif name := _user(who):
        yield from forget(REFRESH_TOKEN, name)


def _get_user(how: str, who: Answer) -> Steps[dict[str, str]]:
    """Whether Cognito still takes the access token."""
    if not who.text("access_token"):
        return _row("access_token", "GetUser", "none")
    if how == FORGET:
        return _row("access_token", "GetUser", "not_checked")
    try:
        yield from call("GetUser", AccessToken=who.secret("access_token"))
    except ApiError as refusal:
        return _row("access_token", "GetUser", "refused", refusal.code, refusal.message)
    return _row("access_token", "GetUser", "works")


def _signatures(context: Context, who: Answer) -> Steps[list[dict[str, str]]]:
    """What a server of one's own says, that checks tokens by the user pool's keys."""
    given = {name: use for name, use in (("access_token", "access"), ("id_token", "id")) if who.text(name)}
    rows = {name: _row(name, "signature", "none") for name in ("access_token", "id_token")}
    if not given:
        return list(rows.values())
    client = context.client
    page = yield from fetch(key_set_url(client.issuer))
    for name, use in given.items():
        if page.problem:
            rows[name] = _row(name, "signature", "not_checked", message=page.problem)
            continue
        found = check_token(
            who.secret(name), page.body, issuers=issuers(client), client_id=client.client_id, use=use,
            now=page.at or who.at,
        )  # fmt: skip
        rows[name] = _row(name, "signature", found.verdict, found.code)
    return list(rows.values())


def _refresh(context: Context, how: str, who: Answer) -> Steps[dict[str, str]]:
    """Whether the refresh token still brings new ones; one that rotates by this is kept as after any refresh."""
    if not who.text("refresh_token"):
        return _row("refresh_token", "refresh", "none")
    if how == FORGET or who.text("check_refresh") != "yes":
        return _row("refresh_token", "refresh", "not_checked")
    try:
        yield from renew(context, _completed(who))
    except ApiError as refusal:
        return _row("refresh_token", "refresh", "refused", refusal.code, refusal.message)
    return _row("refresh_token", "refresh", "works")


def _completed(who: Answer) -> Answer:
    """Return what a refresh needs besides: the user's name and the device's key, as the access token has them."""
    key = claims(who.secret("access_token")).get("device_key")
    device_key = who.text("device_key") or (key if isinstance(key, str) else "")
    values = {**who.values, "username": who.text("username") or _user(who), "device_key": device_key}
    return Answer(values=values, at=who.at)


def _user(who: Answer) -> str:
    """Return the user's name as the tokens have it, or an empty string."""
    names = (claims(who.secret("access_token")).get("username"), claims(who.secret("id_token")).get("cognito:username"))
    return next((name for name in names if isinstance(name, str)), "")


def _row(token: str, check: str, verdict: str, code: str = "", message: str = "") -> dict[str, str]:
    return {"token": token, "check": check, "verdict": verdict, "code": code, "message": message}
