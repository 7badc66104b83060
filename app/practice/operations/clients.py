"""Operations on app clients: create, describe, update, list, delete."""

import secrets
import string
from typing import Any

from app.practice import claims, explicit_auth_flows, lookups, messages, paging
from app.practice.errors import Refusal
from app.practice.state import Client, Pool, State

ID_CHARACTERS = string.ascii_lowercase + string.digits
ID_LENGTH = 26
SECRET_LENGTH = 51
NOT_SETTINGS = ("UserPoolId", "ClientId", "ClientName", "GenerateSecret", "ClientSecret")
DEFAULTS: dict[str, Any] = {
    "RefreshTokenValidity": 30,
    "TokenValidityUnits": {},
    "AllowedOAuthFlowsUserPoolClient": False,
    "EnableTokenRevocation": True,
    "EnablePropagateAdditionalUserContextData": False,
    "AuthSessionValidity": 3,
}
# Seconds that each token may live (Cognito's documentation).
RANGES = {
    "AccessToken": (5 * 60, 24 * 60 * 60),
    "IdToken": (5 * 60, 24 * 60 * 60),
    "RefreshToken": (60 * 60, 315_360_000),
}


def create_user_pool_client(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """CreateUserPoolClient."""
    pool = lookups.pool(state, request["UserPoolId"])
    now = state.now()
    client = Client(
        client_id=_random(ID_LENGTH),
        name=request["ClientName"],
        secret=request.get("ClientSecret") or (_random(SECRET_LENGTH) if request.get("GenerateSecret") else ""),
        settings=settings_of(pool, request),
        created_at=now,
        modified_at=now,
    )
    pool.clients[client.client_id] = client
    return {"UserPoolClient": describe(pool, client)}


def _random(length: int) -> str:
    return "".join(secrets.choice(ID_CHARACTERS) for _ in range(length))


def settings_of(pool: Pool, request: dict[str, Any]) -> dict[str, Any]:
    """The client's members from a request, defaults for the rest; raises what Cognito refuses."""
    settings = DEFAULTS | {name: value for name, value in request.items() if name not in NOT_SETTINGS}
    settings["RefreshTokenValidity"] = settings["RefreshTokenValidity"] or DEFAULTS["RefreshTokenValidity"]
    rotation_on = settings.get("RefreshTokenRotation", {}).get("Feature") == "ENABLED"
    explicit_auth_flows.check(
        settings.get("ExplicitAuthFlows") or [], rotation_on, pool.settings.get("UserPoolTier", "ESSENTIALS")
    )
    unsaved = Client(client_id="", name="", settings=settings)
    for token, (shortest, longest) in RANGES.items():
        if not shortest <= claims.lifetime(unsaved, token) <= longest:
            raise Refusal("InvalidParameterException", messages.TOKEN_VALIDITY_RANGE)
    return settings


def describe(pool: Pool, client: Client) -> dict[str, Any]:
    """UserPoolClientType as on the wire."""
    return {
        "UserPoolId": pool.pool_id,
        "ClientName": client.name,
        "ClientId": client.client_id,
        **({"ClientSecret": client.secret} if client.secret else {}),
        "LastModifiedDate": round(client.modified_at, 3),
        "CreationDate": round(client.created_at, 3),
        **client.settings,
    }


def _both(state: State, request: dict[str, Any]) -> tuple[Pool, Client]:
    pool = lookups.pool(state, request["UserPoolId"])
    return pool, lookups.client_of(pool, request["ClientId"])


def describe_user_pool_client(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """DescribeUserPoolClient."""
    return {"UserPoolClient": describe(*_both(state, request))}


def update_user_pool_client(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """UpdateUserPoolClient: what is not given falls back to its default; name and secret stay."""
    pool, client = _both(state, request)
    client.settings = settings_of(pool, request)
    client.name = request.get("ClientName", client.name)
    client.modified_at = state.now()
    return {"UserPoolClient": describe(pool, client)}


def list_user_pool_clients(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """ListUserPoolClients."""
    pool = lookups.pool(state, request["UserPoolId"])
    listed = [
        {"ClientId": client.client_id, "UserPoolId": pool.pool_id, "ClientName": client.name}
        for client in pool.clients.values()
        if request.get("ClientType", "REGULAR") == "REGULAR"  # DCR is for those that registered themselves: none here
    ]
    page, token = paging.page(listed, request.get("MaxResults"), request.get("NextToken"))
    return {"UserPoolClients": page} | ({"NextToken": token} if token else {})


def delete_user_pool_client(state: State, request: dict[str, Any]) -> None:
    """DeleteUserPoolClient."""
    pool, client = _both(state, request)
    del pool.clients[client.client_id]


HANDLERS = {
    "CreateUserPoolClient": create_user_pool_client,
    "DescribeUserPoolClient": describe_user_pool_client,
    "UpdateUserPoolClient": update_user_pool_client,
    "ListUserPoolClients": list_user_pool_clients,
    "DeleteUserPoolClient": delete_user_pool_client,
}
