"""What all flows have in common: the registry that the window lists, and a first question that needs no call."""

import pytest

from app.auth.flows import DEFAULT, FLOWS, first_ask

NAMES = {
    "user_srp": ("USER_SRP_AUTH", "userSRP", "ALLOW_USER_SRP_AUTH"),
    "user_password": ("USER_PASSWORD_AUTH", "userPassword", "ALLOW_USER_PASSWORD_AUTH"),
    "custom_srp": ("CUSTOM_AUTH", "customWithSRP", "ALLOW_CUSTOM_AUTH"),
    "custom": ("CUSTOM_AUTH", "customWithoutSRP", "ALLOW_CUSTOM_AUTH"),
    "user_auth": ("USER_AUTH", "userAuth", "ALLOW_USER_AUTH"),
    "admin_password": ("ADMIN_USER_PASSWORD_AUTH", "", "ALLOW_ADMIN_USER_PASSWORD_AUTH"),
    "refresh": ("REFRESH_TOKEN_AUTH", "", ""),
}


@pytest.mark.parametrize("name", NAMES)
def test_each_flow_has_its_names_on_the_wire_and_in_amplify(name):
    flow = FLOWS[name]
    assert (flow.auth_flow, flow.amplify, flow.needs) == NAMES[name]


def test_the_window_opens_on_user_srp():
    assert DEFAULT == "user_srp"
    assert next(iter(FLOWS)) == DEFAULT


@pytest.mark.parametrize("name", list(FLOWS))
def test_the_first_question_needs_no_profile_and_no_call(name):
    asked = first_ask(name)
    assert asked.name == "CREDENTIALS"
    assert asked.fields[-1].name == "client_metadata"
    assert len({field.name for field in asked.fields}) == len(asked.fields)
