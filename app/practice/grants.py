"""The end of a sign-in or a refresh: a remembered device's proof, the triggers, and then the tokens."""

from typing import Any

from app.practice import assurance, auth_events, claims, devices, tokens, triggers
from app.practice.state import Client, Pool, State, User
from app.practice.turn import Answer, Turn

SIGN_IN = "TokenGeneration_Authentication"
NEW_PASSWORD = "TokenGeneration_NewPasswordChallenge"  # noqa: S105 - a trigger's name
DEVICE = "TokenGeneration_AuthenticateDevice"
REFRESH = "TokenGeneration_RefreshTokens"


def finish(turn: Turn) -> Answer:
    """Sign the user in: PostAuthentication, PreTokenGeneration, tokens.

    Before that a remembered device proves itself, and where none was named a new one gets its key.
    """
    if devices.has_to_prove_itself(turn):
        return devices.ask(turn)
    new_device = devices.new_key(turn.pool) if devices.tracked(turn) and not turn.device_key else ""
    _after_authentication(turn, new_device=bool(new_device))
    source = DEVICE if turn.device_proven else turn.token_source or SIGN_IN
    overrides = token_overrides(turn.state, turn.pool, turn.client, turn.user(), source, turn.metadata)
    result = tokens.issue(turn.state, turn.pool, turn.client, turn.user(), overrides=overrides, new_device=new_device,
                          device_key=_device_key(turn, new_device),
                          levels=assurance.claims(turn.pool, turn.assurance))
    auth_events.passed(turn)
    return {"AuthenticationResult": result, "ChallengeParameters": {}}


def _device_key(turn: Turn, new_device: str) -> str:
    """The device that the tokens belong to; empty where the sign-in is from none."""
    if new_device:
        return "" if turn.under_alias else new_device
    if not devices.tracked(turn):
        return ""
    # Looked up again: the triggers may have taken their time.
    devices.need(turn.user(), turn.device_key).authenticated_at = turn.state.now()
    return turn.device_key


def _after_authentication(turn: Turn, *, new_device: bool) -> None:
    user = turn.user()
    if triggers.configured(turn.pool, "PostAuthentication"):
        request = {"userAttributes": triggers.user_attributes(turn.pool, user), "newDeviceUsed": new_device}
        if turn.metadata is not None:
            request["clientMetadata"] = turn.metadata
        triggers.invoke(turn.state, turn.pool, "PostAuthentication", "PostAuthentication_Authentication",
                        username=user.username, client_id=turn.client.client_id, request=request)


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
