"""The shape of the profiles file: read strictly, and a profile's members as they stand in it."""

import math
import tomllib
from collections.abc import Mapping
from typing import Any

import msgspec

from app.profiles.profile import Profile

LARGEST = 2**63  # what a TOML integer holds
DEEPEST = 20  # tables within tables; what AWS says nests three deep


class StoredProfile(msgspec.Struct, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """One `[[profile]]` of the file, member by member, in the order in which they are written."""

    id: str
    name: str
    user_pool_id: str
    client_id: str
    region: str = ""
    has_secret: bool = False
    endpoint_url: str = ""
    aws_profile: str = ""
    ca_bundle: str = ""
    proxy: str = ""
    connect_seconds: float | None = None
    read_seconds: float | None = None
    default_flow: str = ""
    usernames: tuple[str, ...] = ()
    amplify_flow: str = ""
    explicit_auth_flows: tuple[str, ...] | None = None
    session_seconds: int | None = None
    refresh_seconds: int | None = None
    rotation: bool | None = None
    grace_seconds: int | None = None
    facts_from: str = ""
    facts: dict[str, Any] = {}


class StoredProfiles(msgspec.Struct, forbid_unknown_fields=True):
    """The whole file."""

    profile: list[StoredProfile] = []


MEMBERS = StoredProfile.__struct_fields__


def parse(content: str) -> tuple[Profile, ...]:
    """Return the profiles in a file's content; ValueError says what is wrong, and where."""
    try:
        stored = msgspec.convert(tomllib.loads(content), StoredProfiles)
    except (RecursionError, msgspec.ValidationError) as error:
        raise ValueError(str(error)) from error
    ids = [one.id for one in stored.profile]
    twice = next((one for one in ids if ids.count(one) > 1), None)
    if twice is not None:  # they would share their saved sign-ins
        raise ValueError(f"two profiles have the id {twice!r}")
    return tuple(Profile(**{**_members(one), "facts": _known(one.facts)}) for one in stored.profile)


def members(profile: Profile) -> dict[str, Any]:
    """Return what the file says of a profile: no secret, and nothing that is as it is by default."""
    stored = StoredProfile(**{name: getattr(profile, name) for name in MEMBERS})
    stored.facts = _known(profile.facts)
    found: dict[str, Any] = msgspec.to_builtins(stored)
    return found


def _members(stored: StoredProfile) -> dict[str, Any]:
    return {name: getattr(stored, name) for name in MEMBERS}


def _known(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts as TOML and JSON both have them, in one order: a file in git should change where they do."""
    return {name: kept for name in sorted(facts) if (kept := _json(facts[name], 1)) is not None}


def _json(value: object, depth: int) -> Any:
    """Return a value as JSON without null; what neither is, as a date, becomes text."""
    match value:
        case bool() | str():
            return value
        case int():
            return value if -LARGEST <= value < LARGEST else str(value)
        case float():
            return value if math.isfinite(value) else None
        case None:
            return None
        case Mapping() if depth < DEEPEST:
            inner = {str(key): _json(value[key], depth + 1) for key in sorted(value, key=str)}
            return {key: each for key, each in inner.items() if each is not None}
        case list() | tuple() if depth < DEEPEST:
            return [kept for each in value if (kept := _json(each, depth + 1)) is not None]
    return None if isinstance(value, Mapping | list | tuple) else str(value)
