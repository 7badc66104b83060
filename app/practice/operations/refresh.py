"""New tokens from a refresh token: REFRESH_TOKEN_AUTH and GetTokensFromRefreshToken. There are no challenges, ever."""

import hmac
from typing import Any

from app.practice import devices, explicit_auth_flows, grants, lookups, messages, rotation, tokens
from app.practice.errors import Refusal
from app.practice.lookups import Where
from app.practice.state import Client, State
from app.practice.turn import Answer


def refresh_token_auth(state: State, client: Client, parameters: dict[str, str]) -> Answer:
    """The reply to REFRESH_TOKEN_AUTH: tokens without a refresh token.

    There is no USERNAME, so the secret hash is over the user's real name (the sub where addresses are user names).
    """
    secret_hash = parameters.get("SECRET_HASH")
    if client.secret and not secret_hash:
        raise Refusal("NotAuthorizedException", messages.secret_hash_missing(client.client_id))
    token, device_key = parameters["REFRESH_TOKEN"], parameters.get("DEVICE_KEY", "")
    grant = _grant(state, client, token, device_key)
    lookups.check_secret_hash(client, grant.user.username, secret_hash, Where.REFRESH)
    return {"AuthenticationResult": _renewed(state, client, token, device_key, None), "ChallengeParameters": {}}


def get_tokens_from_refresh_token(state: State, request: dict[str, Any]) -> Answer:
    """GetTokensFromRefreshToken: for every client; a new refresh token comes only where they are rotated."""
    _, client = lookups.client(state, request["ClientId"])
    _check_secret(client, request.get("ClientSecret"))
    result = _renewed(state, client, request["RefreshToken"], request.get("DeviceKey", ""),
                      request.get("ClientMetadata"))
    return {"AuthenticationResult": result}


def _check_secret(client: Client, given: str | None) -> None:
    """The secret itself, not a hash; a wrong one is refused in the words for a wrong hash (known from one emulator)."""
    if client.secret and not given:
        raise Refusal("NotAuthorizedException", messages.secret_missing(client.client_id))
    if client.secret and not hmac.compare_digest(client.secret.encode(), (given or "").encode()):
        raise Refusal("NotAuthorizedException", messages.secret_hash_wrong(client.client_id))


def _grant(state: State, client: Client, token: str, device_key: str) -> tokens.RefreshGrant:
    """What the token grants now; raises NotAuthorizedException or RefreshTokenReuseException."""
    grant = tokens.read_refresh(state, client, token)
    rotation.check(state, client, grant)
    devices.check_refresh(state, grant.pool, grant.user, issued_to=grant.device_key, issued_in=grant.run,
                          given=device_key)
    return grant


def _renewed(state: State, client: Client, token: str, device_key: str,
             metadata: dict[str, str] | None) -> dict[str, Any]:
    """The AuthenticationResult of a refresh; a rotated refresh token lives as long as the first one would have."""
    grant = _grant(state, client, token, device_key)
    overrides = grants.token_overrides(state, grant.pool, client, grant.user, grants.REFRESH, metadata)
    grant = _grant(state, client, token, device_key)  # the trigger may have taken its time: is it still good?
    rotates = explicit_auth_flows.rotation_on(client)
    if rotates:
        rotation.use(state, grant)
    return tokens.issue(
        state, grant.pool, client, grant.user, auth_time=grant.auth_time, event_id=grant.event_id,
        origin_jti=grant.origin_jti, with_refresh=rotates, refresh_until=grant.expires_at,
        device_key=grant.device_key, overrides=overrides, levels=grant.levels,
    )


HANDLERS = {"GetTokensFromRefreshToken": get_tokens_from_refresh_token}
