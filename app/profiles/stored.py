"""The shape of the profiles file, and its reading."""

import tomllib

import msgspec

from app.profiles.profile import Profile


class StoredProfile(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """One `[[profile]]` of the file, member by member."""

    id: str
    name: str
    user_pool_id: str
    client_id: str
    region: str = ""
    endpoint_url: str = ""
    aws_profile: str = ""
    explicit_auth_flows: tuple[str, ...] | None = None


class StoredProfiles(msgspec.Struct, forbid_unknown_fields=True):
    """The whole file."""

    profile: list[StoredProfile] = []


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
    return tuple(Profile(**{name: getattr(one, name) for name in one.__struct_fields__}) for one in stored.profile)
