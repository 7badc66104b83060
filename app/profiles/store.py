"""The person's own profiles, in one TOML file that is fit for git: it never holds a secret."""

import tomllib
from pathlib import Path

import msgspec

from app.errors import ProfileError
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


def load(path: Path) -> tuple[Profile, ...]:
    """Return the profiles of a file, none where there is no file.

    Raises ProfileError naming the place in the file that cannot be read. What is readable but not usable, as a profile
    without region, is let through: `Profile.check` says so when it is used.
    """
    if not path.is_file():
        return ()
    try:
        stored = msgspec.convert(tomllib.loads(path.read_text("utf-8")), StoredProfiles)
    except (
        OSError,
        ValueError,
        RecursionError,
        msgspec.ValidationError,
    ) as error:  # bad UTF-8 and TOML are ValueErrors
        raise ProfileError(str(path), str(error)) from error
    _check_ids(path, stored)
    return tuple(Profile(**{name: getattr(one, name) for name in one.__struct_fields__}) for one in stored.profile)


def _check_ids(path: Path, stored: StoredProfiles) -> None:
    """Two profiles of one id would share their saved sign-ins."""
    ids = [one.id for one in stored.profile]
    twice = next((one for one in ids if ids.count(one) > 1), None)
    if twice is not None:
        raise ProfileError(str(path), f"two profiles have the id {twice!r}")
