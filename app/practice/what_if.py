"""What-if: a few settings of the seed's user pools and app clients, the clock and the faults, changed while it runs.

Each change goes through the operation that would make it on AWS, so that what describes a pool or a client shows it,
and what Cognito refuses is refused here too. Sessions and tokens that are there already are left alone.
"""

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any

from app.practice import explicit_auth_flows, faults, lookups, pool_settings, rotation, seed
from app.practice.clock import offset_of
from app.practice.operations import OPERATIONS, clients, pools
from app.practice.state import Client, Pool, State

Settings = dict[str, Any]

MFA = ("OFF", "OPTIONAL", "ON")
EXISTENCE = ("ENABLED", "LEGACY")
# The device rules as DeviceConfiguration has them: a device takes the place of MFA, and is remembered at once or asked.
DEVICES: dict[str, Settings | None] = {
    "off": None,
    "always": {"ChallengeRequiredOnNewDevice": True, "DeviceOnlyRememberedOnUserPrompt": False},
    "opt-in": {"ChallengeRequiredOnNewDevice": True, "DeviceOnlyRememberedOnUserPrompt": True},
}
LONGEST_GRACE = 60  # seconds (wire reference 7.4)
GOES_WITH_MFA = ("PASSWORD", "WEB_AUTHN")  # first factors beside MFA for all; the passkey only where it is both factors
REFRESH = "ALLOW_REFRESH_TOKEN_AUTH"


@cache
def _normal_pools() -> dict[str, Pool]:
    return seed.bare_pools()


def normal_config(pool: Pool) -> Settings:
    """The LambdaConfig of a pool after a start; that of a pool which the seed does not have is as it is."""
    found = _normal_pools().get(pool.pool_id, pool)
    return dict(found.settings.get("LambdaConfig", {}))


def read(state: State, _body: Any = None) -> Settings:
    """All settings as they are, each pool's and client's beside what is normal for it."""
    with state.lock:
        return {
            "clock_offset": state.clock_offset,
            "faults": [faults.written(fault) for fault in state.faults.now()],
            "user_pools": [_pool(pool, normal) for pool, normal in _pairs(state)],
        }


def change(state: State, body: Any) -> Settings:
    """Change what the body names, all of it or nothing, and tell how things are then.

    The body is of `read`'s shape with what is to change: clock_offset, faults, and user_pools, whose items have
    user_pool_id and mfa, devices, and clients, whose items have client_id and rotation (with grace_seconds) and
    existence_errors. Raises ValueError, KeyError and TypeError for another body, Refusal where Cognito would refuse.
    """
    if not isinstance(body, dict) or not set(body) <= {"clock_offset", "faults", "user_pools"}:
        raise ValueError("The body has clock_offset, faults and user_pools, and nothing else.")
    coming = faults.read(body["faults"], frozenset(OPERATIONS)) if "faults" in body else None
    offset = offset_of(body["clock_offset"]) if "clock_offset" in body else None
    with state.lock:
        _change_pools(state, body.get("user_pools", []))
        if coming is not None:
            state.faults.put(coming)
        if offset is not None:
            state.clock_offset = offset
    return read(state)


def normal(state: State, _body: Any = None) -> Settings:
    """Bring back what is normal: these settings alone, whatever else was set up in the meantime."""
    with state.lock:
        wanted = [_wanted(normal) | {"user_pool_id": pool.pool_id,
                                     "clients": [_wanted_of(normal.clients[each]) | {"client_id": each}
                                                 for each in pool.clients if each in normal.clients]}
                  for pool, normal in _pairs(state)]
        _change_pools(state, wanted)
        state.faults.put([])
        state.clock_offset = 0.0
    return read(state)


def _pairs(state: State) -> Iterator[tuple[Pool, Pool]]:
    """Each pool of the seed that is still there, and the same as it is after a start."""
    for pool_id, normal in _normal_pools().items():
        if pool_id in state.pools:
            yield state.pools[pool_id], normal


def _pool(pool: Pool, normal: Pool) -> Settings:
    return {
        "user_pool_id": pool.pool_id,
        "name": pool.name,
        "tier": str(pool.settings.get("UserPoolTier", "")),
        **_wanted(pool),
        "normal": _wanted(normal),
        "clients": [_client(pool, each, normal.clients[each.client_id])
                    for each in pool.clients.values() if each.client_id in normal.clients],
    }


def _wanted(pool: Pool) -> Settings:
    return {"mfa": pool.mfa.get("MfaConfiguration", "OFF"), "devices": _devices(pool)}


def _devices(pool: Pool) -> str:
    configuration = pool.settings.get("DeviceConfiguration")
    if configuration is None:
        return "off"
    return "opt-in" if configuration.get("DeviceOnlyRememberedOnUserPrompt") else "always"


def _client(pool: Pool, client: Client, normal: Client) -> Settings:
    """`described` is the client as DescribeUserPoolClient has it, but for its secret."""
    described = {name: value for name, value in clients.describe(pool, client).items() if name != "ClientSecret"}
    return {"client_id": client.client_id, "name": client.name, **_wanted_of(client), "normal": _wanted_of(normal),
            "described": described}


def _wanted_of(client: Client) -> Settings:
    on = explicit_auth_flows.rotation_on(client)
    return {
        "rotation": on,
        "grace_seconds": rotation.grace_seconds(client) if on else 0,
        "existence_errors": client.settings.get("PreventUserExistenceErrors", "LEGACY"),
    }


def _change_pools(state: State, wanted: list[Settings]) -> None:
    before = [(pool, pool.settings, pool.mfa, [(each, each.settings) for each in pool.clients.values()])
              for pool, _ in _pairs(state)]
    try:
        for each in wanted:
            _change_pool(state, each)
    except Exception:
        for pool, settings, mfa, of_clients in before:
            pool.settings, pool.mfa = settings, mfa
            for client, members in of_clients:
                client.settings = members
        raise


def _change_pool(state: State, wanted: Settings) -> None:
    if not set(wanted) <= {"user_pool_id", "mfa", "devices", "clients"}:
        raise ValueError("A user pool has user_pool_id, mfa, devices and clients, and nothing else.")
    pool = lookups.pool(state, wanted["user_pool_id"])
    if pool.pool_id not in _normal_pools():
        raise ValueError("Only the practice pool's own user pools can be changed here.")
    if wanted.get("mfa", _wanted(pool)["mfa"]) != _wanted(pool)["mfa"]:
        _set_mfa(state, pool, _one_of(wanted["mfa"], MFA))
    if wanted.get("devices", _devices(pool)) != _devices(pool):
        _update(state, pool, "DeviceConfiguration", DEVICES[_one_of(wanted["devices"], tuple(DEVICES))])
    for each in wanted.get("clients", []):
        _change_client(state, pool, each)


def _one_of(value: Any, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise ValueError(f"It has to be one of {', '.join(allowed)}.")
    return str(value)


def _set_mfa(state: State, pool: Pool, level: str) -> None:
    """Set the level with the factors that are normal for the pool, an authenticator where it has none.

    MFA for all goes with no code as first factor (measured, messages.OTP_WITH_REQUIRED_MFA): the sign-in policy gives
    way first, and comes back when the level goes down.
    """
    normal = _normal_pools()[pool.pool_id]
    factors = {f"{name}Configuration" for name in pool_settings.MFA_FACTORS}
    request = {name: value for name, value in pool.mfa.items() if name not in factors} | {"MfaConfiguration": level}
    if level != "OFF":
        own = {name: value for name, value in normal.mfa.items() if name in factors}
        request |= own or {"SoftwareTokenMfaConfiguration": {"Enabled": True}}
    policy = copy.deepcopy(normal.settings["Policies"])
    if level == "ON":
        policy["SignInPolicy"]["AllowedFirstAuthFactors"] = _beside_mfa(pool, normal)
        _update(state, pool, "Policies", policy)
    pools.set_user_pool_mfa_config(state, {"UserPoolId": pool.pool_id, **request})
    if level != "ON":
        _update(state, pool, "Policies", policy)


def _beside_mfa(pool: Pool, normal: Pool) -> list[str]:
    both = pool_settings.multi_factor_passkeys(pool.mfa)
    allowed = normal.settings["Policies"]["SignInPolicy"]["AllowedFirstAuthFactors"]
    return [each for each in allowed if each in GOES_WITH_MFA and (both or each != "WEB_AUTHN")]


def _update(state: State, pool: Pool, member: str, value: Any) -> None:
    """UpdateUserPool with all that the pool has, since what is not given falls back to its default."""
    kept = {name: pool.settings[name] for name in pool_settings.MEMBERS if name in pool.settings and name != member}
    given = {} if value is None else {member: value}
    pools.update_user_pool(state, {"UserPoolId": pool.pool_id, "PoolName": pool.name, **kept, **given})


def _change_client(state: State, pool: Pool, wanted: Settings) -> None:
    if not set(wanted) <= {"client_id", "rotation", "grace_seconds", "existence_errors"}:
        raise ValueError("An app client has client_id, rotation, grace_seconds and existence_errors, and nothing else.")
    client = lookups.client_of(pool, wanted["client_id"])
    now, settings = _wanted_of(client), dict(client.settings)
    if {**now, **wanted} == {**now, "client_id": client.client_id}:
        return
    if "rotation" in wanted or "grace_seconds" in wanted:
        _rotate(settings, wanted.get("rotation", now["rotation"]), wanted.get("grace_seconds", now["grace_seconds"]))
    if wanted.get("existence_errors", now["existence_errors"]) != now["existence_errors"]:
        settings["PreventUserExistenceErrors"] = _one_of(wanted["existence_errors"], EXISTENCE)
    clients.update_user_pool_client(state, {"UserPoolId": pool.pool_id, "ClientId": client.client_id, **settings})


def _rotate(settings: Settings, on: Any, grace: Any) -> None:
    """Switch rotation; ALLOW_REFRESH_TOKEN_AUTH cannot stand beside it (measured)."""
    if not isinstance(on, bool) or type(grace) is not int or not 0 <= grace <= LONGEST_GRACE:
        raise ValueError(f"rotation is true or false, grace_seconds a number from 0 to {LONGEST_GRACE}.")
    flows = [each for each in settings.get("ExplicitAuthFlows", []) if each != REFRESH]
    if on:
        settings["RefreshTokenRotation"] = {"Feature": "ENABLED", "RetryGracePeriodSeconds": grace}
    else:
        settings.pop("RefreshTokenRotation", None)
        flows += [REFRESH] if any(each.startswith("ALLOW_") for each in flows) else []
    if "ExplicitAuthFlows" in settings:
        settings["ExplicitAuthFlows"] = flows
