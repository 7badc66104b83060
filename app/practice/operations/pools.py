"""Operations on user pools: create, describe, update, list, delete, and their MFA configuration."""

import secrets
import string
from typing import Any

from app.practice import assurance, lookups, messages, paging, pool_settings
from app.practice.errors import Refusal
from app.practice.state import Pool, State

REGION = "us-east-1"
ACCOUNT = "000000000000"
ID_CHARACTERS = string.ascii_letters + string.digits
# Members that UpdateUserPool leaves alone; all others fall back to their default when they are not given.
LASTING = ("SchemaAttributes", "UsernameAttributes", "AliasAttributes", "UsernameConfiguration")


def create_user_pool(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """CreateUserPool."""
    settings = pool_settings.new(request)
    now = state.now()
    pool = Pool(
        pool_id=f"{REGION}_{''.join(secrets.choice(ID_CHARACTERS) for _ in range(9))}",
        name=request["PoolName"],
        settings=settings,
        mfa=pool_settings.first_mfa(request),
        created_at=now,
        modified_at=now,
    )
    pool_settings.check_tier(pool)
    pool_settings.check_sign_in_policy(pool)
    assurance.check_names(pool)
    state.pools[pool.pool_id] = pool
    return {"UserPool": describe(pool)}


def describe(pool: Pool) -> dict[str, Any]:
    """UserPoolType as on the wire."""
    return {
        "Id": pool.pool_id,
        "Name": pool.name,
        **pool.settings,
        "AcrConfiguration": assurance.configuration(pool),
        "MfaConfiguration": pool.mfa.get("MfaConfiguration", "OFF"),
        "LastModifiedDate": round(pool.modified_at, 3),
        "CreationDate": round(pool.created_at, 3),
        "EstimatedNumberOfUsers": len(pool.users),
        "Arn": f"arn:aws:cognito-idp:{REGION}:{ACCOUNT}:userpool/{pool.pool_id}",
    }


def describe_user_pool(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """DescribeUserPool."""
    return {"UserPool": describe(lookups.pool(state, request["UserPoolId"]))}


def update_user_pool(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """UpdateUserPool: what is not given falls back to its default, as documented, but for Policies and MFA."""
    pool = lookups.pool(state, request["UserPoolId"])
    lasting = {name: pool.settings[name] for name in LASTING if name in pool.settings}
    updated = Pool(
        pool_id=pool.pool_id,
        name=request.get("PoolName", pool.name),
        settings=pool_settings.given(request, pool.settings.get("Policies")) | lasting,
        mfa=pool_settings.updated_mfa(pool, request),
    )
    pool_settings.check_tier(updated)
    pool_settings.check_sign_in_policy(updated)
    pool_settings.check_first_factors(updated, messages.PASSKEY_NOT_FOR_MFA)
    assurance.check_names(updated)
    pool.name, pool.settings, pool.mfa = updated.name, updated.settings, updated.mfa
    pool.modified_at = state.now()
    return {}


def list_user_pools(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """ListUserPools."""
    listed = [
        {
            "Id": pool.pool_id,
            "Name": pool.name,
            "LambdaConfig": pool.settings["LambdaConfig"],
            "LastModifiedDate": round(pool.modified_at, 3),
            "CreationDate": round(pool.created_at, 3),
        }
        for pool in state.pools.values()
    ]
    page, token = paging.page(listed, request.get("MaxResults"), request.get("NextToken"))
    return {"UserPools": page} | ({"NextToken": token} if token else {})


def delete_user_pool(state: State, request: dict[str, Any]) -> None:
    """DeleteUserPool."""
    pool = lookups.pool(state, request["UserPoolId"])
    if pool.settings.get("DeletionProtection") == "ACTIVE":
        raise Refusal("InvalidParameterException", messages.DELETION_PROTECTED)
    del state.pools[pool.pool_id]


def set_user_pool_mfa_config(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """SetUserPoolMfaConfig: replaces the whole configuration."""
    pool = lookups.pool(state, request["UserPoolId"])
    mfa = {name: value for name, value in request.items() if name != "UserPoolId"}
    mfa.setdefault("MfaConfiguration", "OFF")
    pool_settings.check_mfa(pool, mfa)
    pool_settings.check_new_mfa(pool, mfa)
    pool.mfa = mfa
    pool.modified_at = state.now()
    return dict(pool.mfa)


def get_user_pool_mfa_config(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """GetUserPoolMfaConfig."""
    pool = lookups.pool(state, request["UserPoolId"])
    return {"MfaConfiguration": "OFF"} | pool.mfa


def add_custom_attributes(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """AddCustomAttributes."""
    pool = lookups.pool(state, request["UserPoolId"])
    pool.settings["SchemaAttributes"] = pool_settings.schema(
        request["CustomAttributes"], base=pool.settings["SchemaAttributes"]
    )
    pool.modified_at = state.now()
    return {}


HANDLERS = {
    "CreateUserPool": create_user_pool,
    "DescribeUserPool": describe_user_pool,
    "UpdateUserPool": update_user_pool,
    "ListUserPools": list_user_pools,
    "DeleteUserPool": delete_user_pool,
    "SetUserPoolMfaConfig": set_user_pool_mfa_config,
    "GetUserPoolMfaConfig": get_user_pool_mfa_config,
    "AddCustomAttributes": add_custom_attributes,
}
