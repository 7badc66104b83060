"""Profiles as a file to hand on: everything but secrets and what belongs to one machine or person."""

from collections.abc import Iterable
from dataclasses import replace

from app.profiles.profile import Profile

HEAD = (
    "# Profiles of Cognito Flow Explorer, to be imported there.\n"
    "# Left out: client secrets, the names of AWS profiles, paths of CA bundles, proxies and user names:\n"
    "# they belong to one person, or to one machine.\n"
)


def export(profiles: Iterable[Profile]) -> str:
    """Return the content of a file with these profiles."""
    from app.profiles.edit import put  # tomlkit takes its time

    return put(HEAD, [_handed_on(profile) for profile in profiles], {})


def _handed_on(profile: Profile) -> Profile:
    """Return a profile without what is personal; that the app client has a secret is said, the secret is not there."""
    has_secret = profile.has_secret or profile.client_secret is not None
    return replace(
        profile, has_secret=has_secret, client_secret=None, aws_profile="", ca_bundle="", proxy="", usernames=()
    )
