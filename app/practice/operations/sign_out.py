"""Ends of sign-ins: RevokeToken, GlobalSignOut."""

import hmac
from typing import Any

from app.practice import lookups, messages, refresh_tokens, tokens
from app.practice.errors import Refusal
from app.practice.state import Client, State


def revoke_token(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """RevokeToken: an unknown or spent refresh token is no error, another kind of token is."""
    pool, client = lookups.client(state, request["ClientId"])
    _check_secret(client, request.get("ClientSecret"))
    if not tokens.revocable(client):
        raise Refusal("UnsupportedOperationException", messages.REVOCATION_OFF)
    token = request["Token"]
    if token.count(".") == 2:
        raise Refusal("UnsupportedTokenTypeException", messages.UNSUPPORTED_TOKEN)
    grant = refresh_tokens.open_sealed(token)
    if grant is None or grant["pool"] != pool.pool_id:
        return {}
    if grant["client"] != client.client_id:
        raise Refusal("UnauthorizedException", messages.BAD_CLIENT_SECRET)
    user = tokens.user_of_sub(pool, grant["sub"])
    if user is not None:
        tokens.revoke(user, grant["event_id"])
    return {}


def _check_secret(client: Client, given: str | None) -> None:
    """RevokeToken takes the secret itself, not a hash, and none of a public client (known from one emulator)."""
    if not hmac.compare_digest(client.secret.encode(), (given or "").encode()):
        raise Refusal("UnauthorizedException", messages.BAD_CLIENT_SECRET)


def global_sign_out(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """GlobalSignOut."""
    _, _, user, _ = tokens.verify_access(state, request["AccessToken"])
    tokens.revoke_all(state, user)
    return {}


HANDLERS = {"RevokeToken": revoke_token, "GlobalSignOut": global_sign_out}
