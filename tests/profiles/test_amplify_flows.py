"""An Amplify flow type stands for a flow, and CUSTOM_AUTH for another one on each platform."""

import pytest

from app.auth.flows import FLOWS
from app.profiles.amplify_flows import ANDROID, FLOW_TYPES, JS, MOBILE, flow_of


@pytest.mark.parametrize(
    ("platform", "flow"), [(MOBILE, "custom_srp"), (ANDROID, "custom"), (JS, "custom")]
)
def test_custom_auth_differs(platform, flow):
    assert flow_of("CUSTOM_AUTH", platform) == flow


def test_what_is_not_known_is_srp_and_what_is_not_configured_is_nothing():
    assert (flow_of("ANYTHING"), flow_of("")) == ("user_srp", "")


def test_each_type_stands_for_a_flow_that_there_is():
    assert set(FLOW_TYPES.values()) <= set(FLOWS)
