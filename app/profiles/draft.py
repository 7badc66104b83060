"""A profile as the fields of a form: texts, and back again."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.profiles.normal import normalised, usernames_of
from app.profiles.profile import Profile

TEXTS = (
    "name", "user_pool_id", "client_id", "region", "endpoint_url", "aws_profile", "ca_bundle", "proxy", "default_flow",
)  # fmt: skip
NUMBERS = ("connect_seconds", "read_seconds")
FIELDS = (*TEXTS, *NUMBERS, "usernames")  # what a form has; beside them the client secret, which no profile holds


def draft_of(profile: Profile) -> dict[str, str]:
    """Return the fields of a profile as texts; the user names one in a line."""
    found: dict[str, str] = {name: getattr(profile, name) for name in TEXTS}
    for name in NUMBERS:
        seconds = getattr(profile, name)
        found[name] = "" if seconds is None else f"{seconds:g}"
    found["usernames"] = "\n".join(profile.usernames)
    return found


def with_draft(profile: Profile, draft: Mapping[str, str]) -> Profile:
    """Return a profile with what the fields say, normalised; ValueError where `problems` has some for a number."""
    values = {field: normalised(field, draft[field]) for field in FIELDS if field in draft}
    found: dict[str, Any] = {name: values[name] for name in TEXTS if name in values}
    found |= {name: float(values[name]) if values[name] else None for name in NUMBERS if name in values}
    if "usernames" in values:
        found["usernames"] = usernames_of(values["usernames"])
    return replace(profile, **found)
