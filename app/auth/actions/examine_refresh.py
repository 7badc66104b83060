"""What AWS knows about a refresh that was refused: four reading calls, signed; none of them spends a token."""

from collections.abc import Mapping
from typing import Any

from app.auth.actions.info import Findings
from app.auth.client import Context
from app.auth.client_settings import read_settings
from app.auth.flows.refresh import DEVICE_KEY, REFRESH_TOKEN, USERNAME
from app.auth.steps import CREDENTIALS, Reply, Steps, ask, call
from app.errors import ApiError

Facts = dict[str, str]


def examine_refresh(context: Context) -> Steps[Findings]:
    """Look at app client, user pool, user and device: {"facts": {name: "yes", "missing", a number ...}}.

    What AWS does not let these credentials see is not among the facts.
    """
    who = yield from ask(CREDENTIALS, REFRESH_TOKEN, USERNAME, DEVICE_KEY)
    pool, name, key = context.client.user_pool_id, who.text("username"), who.text("device_key")
    facts = yield from _client(context)
    facts |= yield from _pool(pool)
    if name:
        facts |= yield from _user(pool, name)
    if key and facts.get("user") not in ("missing", None):
        facts |= yield from _device(pool, facts["username"], key)
    return {"facts": facts}


def _client(context: Context) -> Steps[Facts]:
    client = context.client
    try:
        reply = yield from call("DescribeUserPoolClient", UserPoolId=client.user_pool_id, ClientId=client.client_id)
    except ApiError as refusal:
        return _absent("client", refusal)
    found = _member(reply, "UserPoolClient")
    settings = read_settings(found)
    grace = settings.grace_seconds
    mine, its = client.client_secret, found.get("ClientSecret")
    return {
        "client": "present",
        "refresh_seconds": str(settings.refresh_seconds),
        "rotation": _yes(settings.rotation),
        "grace_seconds": "" if grace is None else str(grace),
        "has_secret": _yes(bool(its)),
        "same_secret": _yes((mine.reveal() if mine else "") == (its or "")),
    }


def _pool(pool: str) -> Steps[Facts]:
    try:
        reply = yield from call("DescribeUserPool", UserPoolId=pool)
    except ApiError as refusal:
        return _absent("pool", refusal)
    found = _member(reply, "UserPool")
    return {
        "pool": "present",
        "aliases": _yes(bool(found.get("AliasAttributes") or found.get("UsernameAttributes"))),
        "device_tracking": _yes(bool(found.get("DeviceConfiguration"))),
    }


def _user(pool: str, name: str) -> Steps[Facts]:
    """Cognito takes an alias here, too, and answers with the user's real name."""
    try:
        reply = yield from call("AdminGetUser", UserPoolId=pool, Username=name)
    except ApiError as refusal:
        return _absent("user", refusal)
    enabled = reply.body.get("Enabled") is not False
    return {
        "user": "present" if enabled else "disabled",
        "username": str(reply.body.get("Username") or name),
        "user_status": str(reply.body.get("UserStatus", "")),
    }


def _device(pool: str, name: str, key: str) -> Steps[Facts]:
    try:
        yield from call("AdminGetDevice", UserPoolId=pool, Username=name, DeviceKey=key)
    except ApiError as refusal:
        return _absent("device", refusal)
    return {"device": "present"}


def _absent(what: str, refusal: ApiError) -> Facts:
    """Only a refusal that says so means that something is not there; any other says nothing about it."""
    gone = refusal.code in ("ResourceNotFoundException", "UserNotFoundException")
    return {what: "missing"} if gone else {}


def _member(reply: Reply, name: str) -> Mapping[str, Any]:
    found = reply.body.get(name)
    return found if isinstance(found, Mapping) else {}


def _yes(value: bool) -> str:
    return "yes" if value else "no"
