"""An app client as the window asks about it: what its profile knows, the run that checks it, what the check found."""

from collections.abc import Mapping
from typing import Any

from app.auth.steps import Answer
from app.diagnosis.app_client.known import Known
from app.diagnosis.client_change import Place
from app.diagnosis.seen import NOTHING, Seen
from app.profiles.profile import Profile
from app.runs.sign_in import SignInRequest
from app.seal import reveal

CHECK = "check_client"  # a key of ACTIONS
IAM = "cognito-idp:"  # an IAM action is named after its operation


def known_of(profile: Profile, seen: Seen = NOTHING) -> Known:
    """Return what a profile knows of its app client, and what sign-ins of this session have shown besides."""
    return Known(
        facts=profile.facts,
        facts_from=profile.facts_from,
        explicit_auth_flows=profile.explicit_auth_flows,
        has_secret=profile.has_secret or profile.client_secret is not None,
        practice=profile.practice,
        seen=seen,
    )


def place_of(profile: Profile) -> Place:
    """Return where a profile's app client is."""
    return Place(
        region=profile.effective_region,
        user_pool_id=profile.user_pool_id,
        client_id=profile.client_id,
        endpoint_url=profile.endpoint_url,
        aws_profile=profile.aws_profile,
        practice=profile.practice,
    )


def check_request(profile: Profile, about: str = "") -> SignInRequest:
    """Return the run that asks AWS about a profile's app client; it has no credentials of a user.

    `about` is the run_id of the refused run that it is to explain, where there is one.
    """
    return SignInRequest(profile=profile, flow=CHECK, credentials=Answer(values={}), save=True, about=about)


def found_facts(findings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts among a check's findings; they are settings, of which none is a secret."""
    found = reveal(findings.get("facts", {}))
    return dict(found) if isinstance(found, Mapping) else {}


def refused_calls(findings: Mapping[str, Any]) -> dict[str, str]:
    """Return the operations that AWS refused in a check, each with the exception's name."""
    found = reveal(findings.get("refused", {}))
    return {str(operation): str(code) for operation, code in found.items()} if isinstance(found, Mapping) else {}
