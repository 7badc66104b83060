"""Which flow is in force: as configured, or as chosen."""

from dataclasses import replace

import pytest

from app.models.flow_in_force import configured_flow, in_force
from app.profiles.profile import Profile

PROFILE = Profile(id="p", name="P", user_pool_id="us-east-1_Example1", client_id="client")


def test_a_profile_that_prefers_nothing_leaves_the_choice_open():
    assert configured_flow(PROFILE) is None
    assert configured_flow(None) is None
    assert in_force("user_password", None) == ""


@pytest.mark.parametrize(
    ("file_says", "flow"),
    [
        ("USER_SRP_AUTH", "user_srp"),
        ("USER_PASSWORD_AUTH", "user_password"),
        ("CUSTOM_AUTH", "custom_srp"),
        ("CUSTOM_AUTH_WITHOUT_SRP", "custom"),
        ("USER_AUTH", "user_auth"),
    ],
)
def test_the_amplify_file_configures_a_flow_and_is_quoted(file_says, flow):
    configured = configured_flow(replace(PROFILE, amplify_flow=file_says))
    assert configured.flow == flow
    assert configured.said == f"The Amplify file says {file_says}."


def test_androids_meaning_of_custom_auth_is_still_what_the_file_says():
    configured = configured_flow(replace(PROFILE, amplify_flow="CUSTOM_AUTH", default_flow="custom"))
    assert (configured.flow, configured.said) == ("custom", "The Amplify file says CUSTOM_AUTH.")


def test_what_the_profile_prefers_wins_over_the_file_and_is_named_as_its_own():
    configured = configured_flow(replace(PROFILE, amplify_flow="USER_SRP_AUTH", default_flow="user_password"))
    assert (configured.flow, configured.said) == ("user_password", "The profile prefers User password.")


def test_a_choice_takes_precedence_and_both_are_said():
    configured = configured_flow(replace(PROFILE, amplify_flow="USER_SRP_AUTH"))
    assert in_force("user_srp", configured) == "In force: User SRP. The Amplify file says USER_SRP_AUTH."
    assert in_force("custom", configured) == "In force: Custom, chosen here. The Amplify file says USER_SRP_AUTH."
