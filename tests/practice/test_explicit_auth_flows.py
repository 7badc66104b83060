"""Which flows the values of ExplicitAuthFlows let through, and which lists are refused."""

import pytest

from app.practice import explicit_auth_flows, messages
from app.practice.state import Client
from tests.practice.world import refused

FLOWS = ["USER_SRP_AUTH", "USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH", "CUSTOM_AUTH",
         "USER_AUTH", "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"]
SRP_AND_REFRESH = {"USER_SRP_AUTH", "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"}


@pytest.mark.parametrize(("values", "flows"), [
    (None, SRP_AND_REFRESH | {"CUSTOM_AUTH"}),
    ([], SRP_AND_REFRESH | {"CUSTOM_AUTH"}),
    (["ALLOW_USER_SRP_AUTH"], {"USER_SRP_AUTH"}),
    (["ALLOW_USER_AUTH"], {"USER_AUTH"}),
    (["ALLOW_REFRESH_TOKEN_AUTH"], {"REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"}),
    (["ALLOW_ADMIN_USER_PASSWORD_AUTH"], {"ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"}),
    (["ADMIN_NO_SRP_AUTH"], SRP_AND_REFRESH | {"ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"}),
    (["USER_PASSWORD_AUTH"], SRP_AND_REFRESH | {"USER_PASSWORD_AUTH"}),
    (["CUSTOM_AUTH_FLOW_ONLY"], {"CUSTOM_AUTH", "REFRESH_TOKEN_AUTH", "REFRESH_TOKEN"}),
])
def test_a_client_allows(values, flows):
    settings = {} if values is None else {"ExplicitAuthFlows": values}
    client = Client(client_id="c", name="c", settings=settings)
    assert {flow for flow in FLOWS if explicit_auth_flows.allows(client, flow)} == flows


def test_rotation_takes_refresh_out_of_the_default():
    client = Client(client_id="c", name="c", settings={"RefreshTokenRotation": {"Feature": "ENABLED"}})
    assert not explicit_auth_flows.allows(client, "REFRESH_TOKEN_AUTH")
    assert explicit_auth_flows.allows(client, "USER_SRP_AUTH")


def test_legacy_and_allow_values_do_not_mix():
    with refused("InvalidParameterException", messages.LEGACY_AND_ALLOW_MIXED):
        explicit_auth_flows.check(["USER_PASSWORD_AUTH", "ALLOW_USER_SRP_AUTH"], False, "ESSENTIALS")


def test_rotation_and_the_old_refresh_do_not_mix():
    message = "ALLOW_REFRESH_TOKEN_AUTH is not a permitted ExplicitAuthFlow when refresh token rotation is enabled"
    with refused("InvalidParameterException", message):
        explicit_auth_flows.check(["ALLOW_REFRESH_TOKEN_AUTH"], True, "ESSENTIALS")


def test_the_choice_of_factors_needs_more_than_the_lite_tier():
    with refused("FeatureUnavailableInTierException", messages.USER_AUTH_ON_LITE):
        explicit_auth_flows.check(["ALLOW_USER_AUTH"], False, "LITE")
    explicit_auth_flows.check(["ALLOW_USER_AUTH"], False, "ESSENTIALS")
