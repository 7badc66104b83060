"""Issues ID, access and refresh tokens, and tells whether one that comes back is still good."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

import jwt

from app.practice import claims, devices, explicit_auth_flows, keys, messages, refresh_tokens
from app.practice.claims import SCOPE, Overrides, lifetime
from app.practice.errors import Refusal
from app.practice.state import Client, Pool, State, User


@dataclass(frozen=True, slots=True, kw_only=True)
class RefreshGrant:
    """What a valid refresh token stands for; times in epoch seconds.

    `generation` tells the refresh tokens of one sign-in apart, `run` in which run of the practice pool it was issued.
    """

    pool: Pool
    user: User
    auth_time: float
    event_id: str
    origin_jti: str
    expires_at: float
    generation: str
    run: str
    device_key: str  # empty where the sign-in was from no device
    levels: dict[str, Any]  # the claims acr and amr, or none


def issue(
    state: State,
    pool: Pool,
    client: Client,
    user: User,
    *,
    auth_time: float | None = None,
    event_id: str | None = None,
    origin_jti: str | None = None,
    with_refresh: bool = True,
    refresh_until: float | None = None,
    device_key: str = "",
    new_device: str = "",
    overrides: Overrides | None = None,
    levels: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """The AuthenticationResult of a sign-in, or of a refresh, which hands over the first three of the sign-in.

    `refresh_until` is when the refresh token ends, by default after the client's lifetime; the tokens belong to the
    device of `device_key`, and `new_device` is a key that the client is told of; `levels` are the claims acr and amr,
    which a refresh keeps (the developer guide).
    """
    now = state.now()
    auth_time = now if auth_time is None else auth_time
    event_id = event_id or str(uuid.uuid4())
    origin_jti = origin_jti or str(uuid.uuid4())
    overrides = overrides or Overrides()
    shared = claims.shared(state, pool, user, overrides)
    shared |= levels or {}
    shared |= {"event_id": event_id, "auth_time": int(auth_time), "iat": int(now)}
    if revocable(client) or explicit_auth_flows.rotation_on(client):
        shared["origin_jti"] = origin_jti
    user.sign_ins.add(event_id)
    result = {
        "AccessToken": _sign(keys.ACCESS, shared | claims.of_access_token(client, user, now, overrides, device_key)),
        "ExpiresIn": lifetime(client, "AccessToken"),
        "IdToken": _sign(keys.ID, shared | claims.of_id_token(pool, client, user, now, overrides)),
    }
    if new_device:
        result["NewDeviceMetadata"] = {"DeviceKey": new_device, "DeviceGroupKey": devices.group_key(pool)}
    if with_refresh:
        result["RefreshToken"] = refresh_tokens.seal(
            {
                "pool": pool.pool_id,
                "client": client.client_id,
                "sub": user.sub,
                "auth_time": auth_time,
                "event_id": event_id,
                "origin_jti": origin_jti,
                "levels": levels or {},
                "iat": now,
                "exp": now + lifetime(client, "RefreshToken") if refresh_until is None else refresh_until,
                "generation": str(uuid.uuid4()),
                "run": state.run,
                "device_key": device_key,
            }
        )
    return result | {"TokenType": "Bearer"}


def revocable(client: Client) -> bool:
    """Whether the client has EnableTokenRevocation; its tokens then carry origin_jti, as they do with rotation."""
    return bool(client.settings.get("EnableTokenRevocation", True))


def _sign(use: str, content: dict[str, Any]) -> str:
    """An RS256 token whose header holds kid and alg, in this order and nothing else (measured replies)."""
    key = keys.key(use)
    payload = json.dumps(content, separators=(",", ":")).encode()
    return jwt.PyJWS().encode(payload, key.private, "RS256", {"kid": key.kid}, _KidFirst, sort_headers=False)


class _KidFirst(json.JSONEncoder):
    """Writes a header as Cognito does; PyJWT itself would put alg first, and a typ beside it."""

    def encode(self, o: Any) -> str:
        return super().encode({"kid": o["kid"], "alg": o["alg"]})


def verify_access(state: State, token: str) -> tuple[Pool, Client, User, dict[str, Any]]:
    """Whose access token this is, and its claims; raises NotAuthorizedException where it is no longer good."""
    said = _read_access(token)
    pool = state.pools.get(str(said.get("iss", "")).rpartition("/")[2])
    client = pool.clients.get(str(said.get("client_id"))) if pool else None
    if pool is None or client is None or said.get("token_use") != "access":
        raise Refusal("NotAuthorizedException", messages.INVALID_ACCESS_TOKEN)
    if said["exp"] <= state.now():
        raise Refusal("NotAuthorizedException", messages.ACCESS_TOKEN_EXPIRED)
    user = user_of_sub(pool, said["sub"])
    if user is None:
        raise Refusal("UserNotFoundException", messages.USER_NOT_FOUND)
    if is_revoked(user, said["event_id"], said["iat"]):
        raise Refusal("NotAuthorizedException", messages.ACCESS_TOKEN_REVOKED)
    if not user.enabled:
        raise Refusal("NotAuthorizedException", messages.USER_DISABLED)
    if SCOPE not in said.get("scope", "").split():
        raise Refusal("NotAuthorizedException", messages.ACCESS_TOKEN_SCOPES)
    return pool, client, user, said


def _read_access(token: str) -> dict[str, Any]:
    public = keys.key(keys.ACCESS).private.public_key()
    options: Any = {"verify_exp": False, "verify_iat": False, "verify_aud": False, "verify_nbf": False}
    try:
        if jwt.get_unverified_header(token).get("kid") == keys.key(keys.ID).kid:
            raise Refusal("NotAuthorizedException", messages.INVALID_ACCESS_TOKEN)
        said: dict[str, Any] = jwt.decode(token, public, algorithms=["RS256"], options=options)
    except jwt.InvalidSignatureError as error:
        raise Refusal("NotAuthorizedException", messages.ACCESS_TOKEN_SIGNATURE) from error
    except jwt.InvalidTokenError as error:
        raise Refusal("NotAuthorizedException", messages.INVALID_ACCESS_TOKEN) from error
    return said


def read_refresh(state: State, client: Client, token: str) -> RefreshGrant:
    """What the refresh token grants to this client; raises NotAuthorizedException where it grants nothing."""
    grant = refresh_tokens.open_sealed(token)
    pool = state.pools.get(grant["pool"]) if grant else None
    if grant is None or pool is None or grant["client"] != client.client_id:
        raise Refusal("NotAuthorizedException", messages.INVALID_REFRESH_TOKEN)
    user = user_of_sub(pool, grant["sub"])
    if user is None:
        raise Refusal("NotAuthorizedException", messages.REFRESH_TOKEN_USER_DELETED)
    if is_revoked(user, grant["event_id"], grant["iat"]):
        raise Refusal("NotAuthorizedException", messages.REFRESH_TOKEN_REVOKED)
    if grant["exp"] <= state.now():
        raise Refusal("NotAuthorizedException", messages.REFRESH_TOKEN_EXPIRED)
    if not user.enabled:
        raise Refusal("NotAuthorizedException", messages.USER_DISABLED)
    return RefreshGrant(
        pool=pool,
        user=user,
        auth_time=grant["auth_time"],
        event_id=grant["event_id"],
        origin_jti=grant["origin_jti"],
        expires_at=grant["exp"],
        # Tokens that an older version sealed have none of these.
        generation=grant.get("generation", grant["event_id"]),
        run=grant.get("run", ""),
        device_key=grant.get("device_key", ""),
        levels=grant.get("levels", {}),
    )


def user_of_sub(pool: Pool, sub: str) -> User | None:
    """The user with that sub."""
    return next((user for user in pool.users.values() if user.sub == sub), None)


def is_revoked(user: User, event_id: str, issued_at: float) -> bool:
    """Whether the sign-in's tokens are revoked; the time decides only for sign-ins before the last start."""
    return event_id in user.revoked_sign_ins or (
        event_id not in user.sign_ins and issued_at <= user.tokens_valid_from
    )


def revoke(user: User, event_id: str) -> None:
    """Revoke what one sign-in brought: its refresh token and all tokens with its origin_jti."""
    user.revoked_sign_ins.add(event_id)


def revoke_all(state: State, user: User) -> None:
    """Revoke all tokens of the user, those from before the last start too."""
    user.revoked_sign_ins |= user.sign_ins
    user.sign_ins.clear()
    user.tokens_valid_from = state.now()
