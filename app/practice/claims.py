"""The claims of ID and access tokens, what a trigger may change in them, and how long tokens live."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from app.practice import attributes
from app.practice.state import Client, Pool, State, User

SCOPE = "aws.cognito.signin.user.admin"
SECONDS = {"seconds": 1, "minutes": 60, "hours": 60 * 60, "days": 24 * 60 * 60}
# Token: the client's setting, its default, the default of its unit (Cognito's documentation).
LIFETIMES = {
    "AccessToken": ("AccessTokenValidity", 1, "hours"),
    "IdToken": ("IdTokenValidity", 1, "hours"),
    "RefreshToken": ("RefreshTokenValidity", 30, "days"),
}
# What no trigger can change (Cognito's documentation).
FIXED_CLAIMS = frozenset(
    (
        "acr", "amr", "aud", "at_hash", "auth_time", "azp", "cognito:username", "exp", "iat", "identities", "iss",
        "jti", "nbf", "nonce", "origin_jti", "sub", "token_use", "client_id", "event_id", "username", "device_key",
        "scope", "cognito:groups", "cognito:roles", "cognito:preferred_role",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What a pre token generation trigger changed. `groups`, `roles`: None leaves them as they are."""

    id_add: dict[str, Any] = field(default_factory=dict)
    id_suppress: Iterable[str] = ()
    access_add: dict[str, Any] = field(default_factory=dict)
    access_suppress: Iterable[str] = ()
    scopes_add: Iterable[str] = ()
    scopes_suppress: Iterable[str] = ()
    groups: list[str] | None = None
    roles: list[str] | None = None
    preferred_role: str | None = None


def lifetime(client: Client, token: str) -> int:
    """Seconds that a token of this client lives; `token` is AccessToken, IdToken or RefreshToken."""
    setting, default, unit = LIFETIMES[token]
    value = client.settings.get(setting) or None
    if value is None:
        return default * SECONDS[unit]
    return int(value) * SECONDS[client.settings.get("TokenValidityUnits", {}).get(token, unit)]


def shared(state: State, pool: Pool, user: User, overrides: Overrides) -> dict[str, Any]:
    """The claims about the user that both tokens have."""
    groups = user.groups if overrides.groups is None else overrides.groups
    claims: dict[str, Any] = {"sub": user.sub}
    if groups:
        claims["cognito:groups"] = list(groups)
    return claims | {"iss": f"{state.endpoint}/{pool.pool_id}"}


def group_roles(pool: Pool, user: User) -> list[str]:
    """The roles of the user's groups, the group of the lowest Precedence first."""
    chosen = sorted(
        (pool.groups[name].settings for name in user.groups if name in pool.groups),
        key=lambda settings: settings.get("Precedence", float("inf")),
    )
    return [settings["RoleArn"] for settings in chosen if "RoleArn" in settings]


def _roles(pool: Pool, user: User, overrides: Overrides) -> dict[str, Any]:
    """The claims about roles; only the ID token has them."""
    roles = group_roles(pool, user)
    preferred = overrides.preferred_role or (roles[0] if roles else None)
    roles = roles if overrides.roles is None else overrides.roles
    claims: dict[str, Any] = {"cognito:roles": roles} if roles else {}
    return claims | ({"cognito:preferred_role": preferred} if preferred else {})


def of_id_token(pool: Pool, client: Client, user: User, now: float, overrides: Overrides) -> dict[str, Any]:
    """What the ID token has besides: attributes, roles, and what a trigger adds."""
    claims = attributes.claims(client, user) | _roles(pool, user, overrides) | {
        "cognito:username": user.username,
        "aud": client.client_id,
        "token_use": "id",
        "exp": int(now) + lifetime(client, "IdToken"),
        "jti": str(uuid.uuid4()),
    }
    return _overridden(claims, overrides.id_add, overrides.id_suppress)


def of_access_token(client: Client, user: User, now: float, overrides: Overrides,
                    device_key: str = "") -> dict[str, Any]:
    """What the access token has besides."""
    scopes = [SCOPE, *overrides.scopes_add]
    claims = {
        "client_id": client.client_id,
        "username": user.username,
        "scope": " ".join(scope for scope in scopes if scope not in overrides.scopes_suppress),
        "token_use": "access",
        "exp": int(now) + lifetime(client, "AccessToken"),
        "jti": str(uuid.uuid4()),
    } | ({"device_key": device_key} if device_key else {})
    return _overridden(claims, overrides.access_add, overrides.access_suppress)


def _overridden(claims: dict[str, Any], add: dict[str, Any], suppress: Iterable[str]) -> dict[str, Any]:
    claims |= {name: value for name, value in add.items() if name not in FIXED_CLAIMS}
    dropped = set(suppress) - FIXED_CLAIMS
    return {name: value for name, value in claims.items() if name not in dropped}
