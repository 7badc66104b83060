"""Refresh in the real window: the call that the app client accepts, rotation, and what a refused one is put down to."""

from typing import Any

import boto3
import pytest

from tests.end_to_end.desk import Desk
from tests.end_to_end.test_every_flow import refresh_tokens
from tests.helpers.waiting import wait_for

PUBLIC = "practice / public-all"
ROTATING = "practice / rotating"
CONFIDENTIAL = "practice / confidential"
PASSWORD = "Practice1!"
POOL = "us-east-1_Practice1"
ROTATING_ID = "6rotating0practice00000006"


@pytest.fixture(autouse=True)
def fresh_pool(desk: Desk) -> None:
    """Each test begins with the seed."""
    desk.reset_pool()


@pytest.fixture
def administrator(desk: Desk) -> Any:
    """Cognito's API at the window's practice pool, as an administrator of the user pool has it."""
    return boto3.client(
        "cognito-idp",
        region_name="us-east-1",
        endpoint_url=desk.endpoint(),
        aws_access_key_id="practice",
        aws_secret_access_key="practice",
    )


def sign_in(desk: Desk, profile: str, username: str = "plain") -> None:
    desk.choose(profile, "User SRP")
    desk.fill(username=username, password=PASSWORD)
    desk.sign_in()
    assert desk.outcome() == f"Signed in as {username}"


def refresh_saved(desk: Desk, username: str, profile: str) -> str:
    """Refresh with the saved sign-in of that profile, and return how it ended."""
    saved = f"{username}, {profile},*"
    wait_for(lambda: [each for each in desk.window.items("Saved sign-ins", role="list") if each.startswith(saved[:-1])],
             "the saved sign-in")  # fmt: skip
    desk.window.select("Saved sign-ins", saved, role="list")
    desk.window.choose_menu("Run", "Clear timeline")
    desk.window.press("Refresh tokens")
    return desk.outcome()


@pytest.mark.parametrize(
    ("profile", "operation"),
    [(PUBLIC, "InitiateAuth"), (CONFIDENTIAL, "InitiateAuth"), (ROTATING, "GetTokensFromRefreshToken")],
)
def test_a_saved_sign_in_is_refreshed_by_the_call_that_its_app_client_accepts(
    desk: Desk, profile: str, operation: str
):
    sign_in(desk, profile)

    assert refresh_saved(desk, "plain", profile).startswith("Signed in")
    assert any(row.startswith(f"{operation}, replied") for row in desk.timeline())


def test_a_rotated_token_takes_the_place_of_the_old_one_in_the_keyring(desk: Desk):
    sign_in(desk, ROTATING)
    before = set(refresh_tokens())
    for _ in range(2):
        assert refresh_saved(desk, "plain", ROTATING).startswith("Signed in")

    after = set(refresh_tokens())
    assert len(after) == len(before)
    assert len(after - before) == 1
    assert any("10 s" in row for row in desk.timeline()), desk.timeline()


def test_a_token_that_was_rotated_away_is_named(desk: Desk, administrator: Any):
    flows = ["ALLOW_USER_SRP_AUTH"]
    rotation = {"Feature": "ENABLED", "RetryGracePeriodSeconds": 0}
    administrator.update_user_pool_client(
        UserPoolId=POOL, ClientId=ROTATING_ID, ExplicitAuthFlows=flows, RefreshTokenRotation=rotation
    )
    sign_in(desk, ROTATING)
    spent = set(refresh_tokens())
    assert refresh_saved(desk, "plain", ROTATING).startswith("Signed in")
    (old,) = spent - set(refresh_tokens())

    desk.choose(ROTATING, "Refresh")
    desk.window.type("Refresh token", old, role="password text")
    desk.sign_in()
    assert desk.outcome().startswith("RefreshTokenReuseException")


DEVICES = "practice-devices / public"


def sign_in_as_new_device(desk: Desk) -> None:
    desk.choose(DEVICES, "User SRP")
    desk.fill(username="device", password=PASSWORD)
    desk.pick("Device", "As a new device")
    desk.sign_in()
    desk.challenge("Code")
    desk.use_authenticator("device")
    desk.go_on()
    desk.challenge("Device name")
    desk.go_on()
    assert desk.outcome() == "Signed in as device"


def test_a_token_that_belongs_to_a_device_goes_with_its_device(desk: Desk):
    sign_in_as_new_device(desk)

    assert refresh_saved(desk, "device", DEVICES).startswith("Signed in")


def test_a_refused_refresh_has_ranked_causes_and_is_put_down_to_one_once_aws_is_asked(desk: Desk, administrator: Any):
    sign_in_as_new_device(desk)
    pool = "us-east-1_Practice3"
    (device,) = administrator.admin_list_devices(UserPoolId=pool, Username="device")["Devices"]
    administrator.admin_forget_device(UserPoolId=pool, Username="device", DeviceKey=device["DeviceKey"])

    assert refresh_saved(desk, "device", DEVICES).startswith("NotAuthorizedException")
    desk.window.find("1. *")
    desk.window.find("2. *")
    desk.window.press("Find the cause")
    desk.window.find("Refusal examined")
    desk.window.find("The device that the token belongs to was forgotten.")
    assert any(row.startswith("AdminGetDevice, refused") for row in desk.timeline())
