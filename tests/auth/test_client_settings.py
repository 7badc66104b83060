"""What DescribeUserPoolClient says of an app client, and what counts where it says nothing."""

import pytest

from app.auth.client_settings import ClientSettings, read_settings


def test_settings_are_read_in_seconds():
    found = read_settings({
        "ExplicitAuthFlows": ["ALLOW_USER_AUTH"],
        "AuthSessionValidity": 15,
        "RefreshTokenValidity": 2,
        "TokenValidityUnits": {"RefreshToken": "hours"},
        "RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 0},
    })  # fmt: skip
    assert found == ClientSettings(
        explicit_auth_flows=("ALLOW_USER_AUTH",), session_seconds=900, refresh_seconds=7200, rotation=True,
        grace_seconds=0,
    )  # fmt: skip


ODD = {
    "ExplicitAuthFlows": "x", "AuthSessionValidity": None, "RefreshTokenValidity": "odd", "TokenValidityUnits": [],
    "RefreshTokenRotation": 3,
}  # fmt: skip


NOTHING = {"RefreshTokenValidity": 0, "TokenValidityUnits": {"RefreshToken": "minutes"}}


@pytest.mark.parametrize("found", [{}, ODD, NOTHING])
def test_what_is_not_said_is_cognitos_default(found):
    assert read_settings(found) == ClientSettings(
        explicit_auth_flows=(), session_seconds=180, refresh_seconds=30 * 86400, rotation=False, grace_seconds=None
    )
