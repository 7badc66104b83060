"""The end of a sign-in or a refresh: the triggers after authentication and before the tokens, then the tokens."""

from typing import Any

from app.practice import claims, tokens, triggers
from app.practice.state import Client, Pool, State, User
from app.practice.turn import Answer, Turn

SIGN_IN = "TokenGeneration_Authentication"
NEW_PASSWORD = "TokenGeneration_NewPasswordChallenge"  # noqa: S105 - a trigger's name
REFRESH = "TokenGeneration_RefreshTokens"


def finish(turn: Turn) -> Answer:
    """Sign the user in: PostAuthentication, PreTokenGeneration, tokens."""
    user = turn.user()
    if triggers.configured(turn.pool, "PostAuthentication"):
        request = {"userAttributes": triggers.user_attributes(turn.pool, user), "newDeviceUsed": False}
        if turn.metadata is not None:
            request["clientMetadata"] = turn.metadata
        triggers.invoke(turn.state, turn.pool, "PostAuthentication", "PostAuthentication_Authentication",
                        username=user.username, client_id=turn.client.client_id, request=request)
    overrides = token_overrides(turn.state, turn.pool, turn.client, turn.user(), turn.token_source or SIGN_IN,
                                turn.metadata)
    result = tokens.issue(turn.state, turn.pool, turn.client, turn.user(), overrides=overrides)
    return {"AuthenticationResult": result, "ChallengeParameters": {}}


def token_overrides(state: State, pool: Pool, client: Client, user: User, source: str,
                    metadata: dict[str, str] | None) -> claims.Overrides | None:
    """What the pre token generation trigger changes; None where the pool has none. `source` is its triggerSource."""
    if not triggers.configured(pool, "PreTokenGeneration"):
        return None
    roles = claims.group_roles(pool, user)
    request: dict[str, Any] = {
        "userAttributes": triggers.user_attributes(pool, user),
        "groupConfiguration": {
            "groupsToOverride": list(user.groups),
            "iamRolesToOverride": roles,
            "preferredRole": roles[0] if roles else None,
        },
    }
    if metadata is not None:
        request["clientMetadata"] = metadata
    if triggers.event_version(pool, "PreTokenGeneration") != "1":
        request["scopes"] = [claims.SCOPE]
    answer = triggers.invoke(state, pool, "PreTokenGeneration", source, username=user.username,
                             client_id=client.client_id, request=request)
    return read_overrides(answer)


def read_overrides(answer: dict[str, Any]) -> claims.Overrides:
    """The changes in either version of the event: the first names the ID token's claims only."""
    newer = answer.get("claimsAndScopeOverrideDetails") or {}
    older = answer.get("claimsOverrideDetails") or {}
    for_id = newer.get("idTokenGeneration") or older
    for_access = newer.get("accessTokenGeneration") or {}
    groups = newer.get("groupOverrideDetails") or older.get("groupOverrideDetails") or {}
    return claims.Overrides(
        id_add=for_id.get("claimsToAddOrOverride", {}),
        id_suppress=for_id.get("claimsToSuppress", []),
        access_add=for_access.get("claimsToAddOrOverride", {}),
        access_suppress=for_access.get("claimsToSuppress", []),
        scopes_add=for_access.get("scopesToAdd", []),
        scopes_suppress=for_access.get("scopesToSuppress", []),
        groups=groups.get("groupsToOverride"),
        roles=groups.get("iamRolesToOverride"),
        preferred_role=groups.get("preferredRole"),
    )
