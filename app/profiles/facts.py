"""Puts what is known of app client and user pool into a profile, and into what the engine reads of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.auth.client_settings import read_settings
from app.profiles.profile import Profile
from app.seal import reveal

AWS = "aws"
# The members of a profile, and the facts that they come from.
SETTINGS = {
    "explicit_auth_flows": "ExplicitAuthFlows",
    "session_seconds": "AuthSessionValidity",
    "refresh_seconds": "RefreshTokenValidity",
    "rotation": "RefreshTokenRotation",
    "grace_seconds": "RefreshTokenRotation",
}
OF_EVERY_CLIENT = "ClientName"  # DescribeUserPoolClient always gives it


def with_facts(profile: Profile, facts: Mapping[str, Any], source: str) -> Profile:
    """Return the profile with these facts in place of those it had, from "aws" or a file by its name.

    They may be an action's findings, frozen as those are: the profile has them as plain JSON.
    Where AWS described the app client, what it leaves unsaid is at its default; of a file, it is unknown.
    """
    facts = reveal(facts)
    described = source == AWS and OF_EVERY_CLIENT in facts
    read = read_settings(facts)
    known: dict[str, Any] = {
        name: getattr(read, name) if described or fact in facts else None for name, fact in SETTINGS.items()
    }
    return replace(profile, facts=facts, facts_from=source, **known)
