"""The practice pool's what-if settings, as its owner reads and changes them over HTTP."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from app.auth.pool_facts import client_facts
from app.profiles.facts import AWS, with_facts
from app.profiles.profile import Profile
from app.runs.practice_client import PracticeClient

CHANGED = ("ExplicitAuthFlows", "RefreshTokenRotation", "PreventUserExistenceErrors")  # facts of a client
Change = Mapping[str, Any]  # of the shape that the practice pool takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What goes wrong with calls: kind is delay, error, throttle or drop; `operation` is empty for all of them.

    `left` is how many calls, None for always; `seconds` is a delay's, `status` an error's.
    """

    kind: str
    operation: str = ""
    left: int | None = None
    seconds: float = 0.0
    status: int = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolRules:
    """`mfa` is OFF, OPTIONAL or ON; `devices` is off, always or opt-in."""

    mfa: str
    devices: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRules:
    """`existence_errors` is ENABLED or LEGACY; the grace counts only with rotation."""

    rotation: bool
    grace_seconds: int
    existence_errors: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientIf(ClientRules):
    """An app client's settings now, beside what is normal; `described` is it in DescribeUserPoolClient's words."""

    client_id: str
    name: str
    normal: ClientRules
    described: dict[str, Any]

    @property
    def now(self) -> ClientRules:
        """The settings alone."""
        return ClientRules(rotation=self.rotation, grace_seconds=self.grace_seconds,
                           existence_errors=self.existence_errors)


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolIf(PoolRules):
    """A user pool's settings now, beside what is normal."""

    user_pool_id: str
    name: str
    tier: str
    normal: PoolRules
    clients: tuple[ClientIf, ...]

    @property
    def now(self) -> PoolRules:
        """The settings alone."""
        return PoolRules(mfa=self.mfa, devices=self.devices)

    def client(self, client_id: str) -> ClientIf | None:
        """The app client of this id, where there is one."""
        return next((each for each in self.clients if each.client_id == client_id), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """All of it; `clock_offset` in seconds."""

    clock_offset: float
    faults: tuple[Fault, ...]
    user_pools: tuple[PoolIf, ...]

    @property
    def normal(self) -> bool:
        """Whether all is as after a start."""
        pools_normal = all(
            pool.now == pool.normal and all(client.now == client.normal for client in pool.clients)
            for pool in self.user_pools
        )
        return pools_normal and not self.clock_offset and not self.faults

    def pool(self, pool_id: str) -> PoolIf | None:
        """The user pool of this id, where there is one."""
        return next((each for each in self.user_pools if each.user_pool_id == pool_id), None)


def read(client: PracticeClient) -> WhatIf:
    """Ask how things are. Raises as PracticeClient does."""
    return client.ask("what-if", WhatIf)


def change(client: PracticeClient, wanted: Change) -> WhatIf:
    """Change what is named, all or nothing. Raises PracticeRefusal, else as PracticeClient does."""
    return client.do("what-if", WhatIf, wanted)


def back_to_normal(client: PracticeClient) -> WhatIf:
    """Make all as it was after the start."""
    return client.do("what-if/normal", WhatIf, {})


def with_faults(faults: tuple[Fault, ...]) -> Change:
    """The change that makes these all the faults there are."""
    return {"faults": [asdict(fault) for fault in faults]}


def with_what_if(profile: Profile, now: WhatIf) -> Profile:
    """The practice profile with what its app client's settings are now; the same one where nothing of it changed."""
    pool = now.pool(profile.user_pool_id) if profile.practice else None
    client = pool.client(profile.client_id) if pool is not None else None
    if pool is None or client is None:
        return profile
    facts = client_facts(client.described)
    fresh = {**profile.facts, **{name: facts[name] for name in CHANGED}}
    if "MfaConfiguration" in fresh:
        fresh["MfaConfiguration"] = pool.mfa
    return profile if fresh == dict(profile.facts) else with_facts(profile, fresh, AWS)
