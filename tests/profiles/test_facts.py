"""What is known of app client and pool goes into the profile, and into what the engine reads of it."""

from app.profiles.facts import with_facts
from app.profiles.profile import Profile

PROFILE = Profile(
    id="p", name="P", user_pool_id="us-east-1_A", client_id="c", explicit_auth_flows=("OLD",), session_seconds=1
)


def settings(profile):
    return (
        profile.explicit_auth_flows, profile.session_seconds, profile.refresh_seconds, profile.rotation,
        profile.grace_seconds,
    )  # fmt: skip


def test_what_aws_says_is_read_and_what_it_leaves_unsaid_is_at_its_default():
    facts = {"ClientName": "web", "ExplicitAuthFlows": ["ALLOW_USER_AUTH"], "RefreshTokenValidity": 2}
    found = with_facts(PROFILE, facts, "aws")
    assert settings(found) == (("ALLOW_USER_AUTH",), 180, 2 * 86400, False, None)
    assert (found.facts, found.facts_from) == (facts, "aws")


def test_where_aws_did_not_describe_the_app_client_nothing_is_known_of_it():
    found = with_facts(PROFILE, {"MfaConfiguration": "ON"}, "aws")
    assert settings(found) == (None, None, None, None, None)


def test_a_file_says_only_what_it_says():
    found = with_facts(PROFILE, {"MfaConfiguration": "ON", "RefreshTokenRotation": {"Feature": "ENABLED"}}, "a.json")
    assert settings(found) == (None, None, None, True, None)
    assert found.facts_from == "a.json"
