"""New tokens for a refresh token, by the call that the app client accepts: REFRESH_TOKEN_AUTH or, where refresh tokens
rotate, GetTokensFromRefreshToken."""

from collections.abc import Mapping
from typing import Any

from app.auth import vault_names
from app.auth.app_client_rules import allows
from app.auth.client import AppClient, Context
from app.auth.flows.credentials import CLIENT_METADATA
from app.auth.flows.finish import returned_name, tokens_of
from app.auth.secret_hash import secret_hash
from app.auth.steps import CREDENTIALS, Answer, Call, Field, Keep, Kept, Kind, Reply, Steps, ask, call, keep, show
from app.auth.tokens import TokenSet
from app.errors import ApiError
from app.secret import Secret

INITIATE = "REFRESH_TOKEN_AUTH"
DEDICATED = "GetTokensFromRefreshToken"
CALLS = ("", INITIATE, DEDICATED)

REFRESH_TOKEN = Field(name="refresh_token", kind=Kind.TOKEN)
USERNAME = Field(name="username", required=False)  # only for the hash of an app client with a secret
DEVICE_KEY = Field(name="device_key", required=False, advanced=True)  # of the device that the token was issued to
CALL = Field(name="call", kind=Kind.CHOICE, choices=CALLS, required=False, advanced=True)

FROM_VAULT = "from_vault"  # set in the answer when the token was read from the vault: it need not be kept again
SAVED_FLOW = "saved_flow"  # the flow that the vault's token came from
ISSUED_AT = "issued_at"  # when the sign-in behind it was, in epoch seconds: a rotated token lives no longer for that


def sign_in(context: Context) -> Steps[TokenSet]:
    """Ask for a refresh token and redeem it."""
    who = yield from ask(CREDENTIALS, REFRESH_TOKEN, USERNAME, DEVICE_KEY, CALL, CLIENT_METADATA)
    return (yield from redeem(context, who))


def redeem(context: Context, who: Answer) -> Steps[TokenSet]:
    """Get new tokens, and keep the refresh token that is good from now on."""
    reply = yield from renew(context, who)
    tokens = tokens_of(reply)
    if new_token(reply) is None and not who.text(FROM_VAULT):
        yield from _keep(to_keep(who, who.secret("refresh_token"), reply))
    return tokens


def renew(context: Context, who: Answer) -> Steps[Reply]:
    """Make the call that the app client accepts; keep a rotated token before all else: the old one may be spent."""
    reply = yield from _accepted(context, who)
    rotated = new_token(reply)
    if rotated is not None:
        kept = yield from _keep(to_keep(who, rotated, reply))
        grace = context.client.grace_seconds
        shown = {"saved": "yes" if kept.saved else "no", "reason": kept.reason}
        yield from show("rotated", **shown, grace_seconds="" if grace is None else str(grace))
    return reply


def is_refresh(step: Call) -> bool:
    """Say whether a call redeems a refresh token."""
    return step.operation == DEDICATED or step.params.get("AuthFlow") in (INITIATE, "REFRESH_TOKEN")


def new_token(reply: Reply) -> Secret | None:
    """Return the refresh token that came in place of the one that was redeemed, where one did."""
    value = reply.result.get("RefreshToken")
    return Secret(value) if isinstance(value, str) and value else None


def to_keep(who: Answer, token: Secret, reply: Reply) -> Keep:
    """Return how a refresh token is kept: with what the vault knew of the one that was redeemed."""
    tokens = TokenSet.from_result(reply.result)
    typed = who.text("username")
    facts = {"flow": who.text(SAVED_FLOW) or "refresh", ISSUED_AT: who.text(ISSUED_AT)}
    facts["device_key"] = who.text("device_key")
    return Keep(
        name=vault_names.REFRESH_TOKEN,
        secret=token,
        username=returned_name(tokens, typed) if tokens else typed,
        facts={name: value for name, value in facts.items() if value},
    )


def _keep(step: Keep) -> Steps[Kept]:
    return keep(step.name, step.secret, step.username, step.facts)


def which(client: AppClient, wanted: str = "") -> tuple[str, str]:
    """Return the call that an app client accepts, and why: what was asked for, or a setting, or nothing is known.

    A client that rotates refuses REFRESH_TOKEN_AUTH and may not even allow it; GetTokensFromRefreshToken needs no value
    in ExplicitAuthFlows and works without rotation, too (developer guide, "Refresh tokens").
    """
    if wanted:
        return wanted, "asked"
    if client.rotation:
        return DEDICATED, "rotation"
    if client.explicit_auth_flows is None:
        return INITIATE, "unknown"
    if allows(client.explicit_auth_flows, "ALLOW_REFRESH_TOKEN_AUTH"):
        return INITIATE, "allowed"
    return DEDICATED, "not_allowed"


def _accepted(context: Context, who: Answer) -> Steps[Reply]:
    """Make the call that fits; where Cognito says that only the other one does, make that. The refusal costs nothing:
    it comes before the token is looked at."""
    chosen, because = which(context.client, who.text("call"))
    yield from show("refresh_call", call=chosen, because=because)
    if chosen == DEDICATED:
        return (yield from _dedicated(context.client, who))
    try:
        return (yield from _initiate(context.client, who))
    except ApiError as refusal:
        if because == "asked" or not _wants_the_other(refusal):
            raise
    yield from show("refresh_call", call=DEDICATED, because="refused")
    return (yield from _dedicated(context.client, who))


def _wants_the_other(refusal: ApiError) -> bool:
    """Say whether REFRESH_TOKEN_AUTH was refused because of the app client: it rotates, or lacks the flow's value."""
    if refusal.code == "UnsupportedOperationException":
        return True
    return refusal.code == "InvalidParameterException" and "not enabled" in refusal.message


def _initiate(client: AppClient, who: Answer) -> Steps[Reply]:
    """InitiateAuth: there is no USERNAME in it, but SECRET_HASH is over the user's real name."""
    parameters: dict[str, Any] = {"REFRESH_TOKEN": who.secret("refresh_token")}
    digest = secret_hash(client, who.text("username"))
    if digest is not None:
        parameters["SECRET_HASH"] = digest
    if who.text("device_key"):
        parameters["DEVICE_KEY"] = who.text("device_key")
    params = {"AuthFlow": INITIATE, "ClientId": client.client_id, "AuthParameters": parameters}
    return (yield from call("InitiateAuth", **params, **_metadata(who)))


def _dedicated(client: AppClient, who: Answer) -> Steps[Reply]:
    """GetTokensFromRefreshToken: it takes the client secret itself, no hash, and so no name."""
    params: dict[str, Any] = {"RefreshToken": who.secret("refresh_token"), "ClientId": client.client_id}
    if client.client_secret is not None:
        params["ClientSecret"] = client.client_secret
    if who.text("device_key"):
        params["DeviceKey"] = who.text("device_key")
    return (yield from call(DEDICATED, **params, **_metadata(who)))


def _metadata(who: Answer) -> Mapping[str, Any]:
    metadata = who.pairs("client_metadata")
    return {"ClientMetadata": metadata} if metadata else {}
