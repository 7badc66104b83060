"""Refreshing the tokens of a device: its key has to come along, and the device has to be there still."""

import jwt
import pytest

from tests.practice.a_device import Device, register, track
from tests.practice.world import CLIENT, refused

INVALID = ("NotAuthorizedException", "Invalid Refresh Token.")


def by_flow(world, token, key):
    more = {"DEVICE_KEY": key} if key else {}
    return world.begin("REFRESH_TOKEN_AUTH", REFRESH_TOKEN=token, **more)["AuthenticationResult"]


def by_operation(world, token, key):
    more = {"DeviceKey": key} if key else {}
    request = {"RefreshToken": token, "ClientId": CLIENT, **more}
    return world.call("GetTokensFromRefreshToken", **request)["AuthenticationResult"]


EITHER_WAY = pytest.mark.parametrize("refresh", [by_flow, by_operation])


@pytest.fixture
def world(world):
    """A pool that tracks devices, with a user."""
    track(world).user()
    return world


@pytest.fixture
def result(world):
    return world.sign_in()["AuthenticationResult"]


def restart(world):
    """Forget what is kept in memory, as a start of the practice pool does."""
    user = world.pool.users["plain"]
    for kept in (user.devices, user.forgotten_devices, user.sign_ins, user.rotated):
        kept.clear()
    world.state.run = "the next"


@EITHER_WAY
def test_with_the_key_of_its_confirmed_device_it_brings_tokens_that_name_the_device(world, result, refresh):
    device = register(world, result)
    renewed = refresh(world, result["RefreshToken"], device.key)
    assert jwt.decode(renewed["AccessToken"], options={"verify_signature": False})["device_key"] == device.key
    assert "NewDeviceMetadata" not in renewed


@EITHER_WAY
def test_without_the_key_or_with_another_the_token_is_invalid(world, result, refresh):
    register(world, result)
    other = register(world, world.sign_in()["AuthenticationResult"])
    for key in ("", other.key, "us-east-1_0"):
        with refused(*INVALID):
            refresh(world, result["RefreshToken"], key)


@EITHER_WAY
def test_the_device_has_to_be_confirmed_but_not_remembered(world, result, refresh):
    track(world, opt_in=True)
    key = result["NewDeviceMetadata"]["DeviceKey"]
    with refused(*INVALID):
        refresh(world, result["RefreshToken"], key)
    register(world, result)
    assert "AccessToken" in refresh(world, result["RefreshToken"], key)


@EITHER_WAY
def test_the_token_of_a_forgotten_device_is_invalid(world, result, refresh):
    device = register(world, result)
    world.call("ForgetDevice", AccessToken=result["AccessToken"], DeviceKey=device.key)
    with refused(*INVALID):
        refresh(world, result["RefreshToken"], device.key)


@EITHER_WAY
def test_the_tokens_of_the_admin_flow_belong_to_no_device(world, refresh):
    reply = world.begin("ADMIN_USER_PASSWORD_AUTH", USERNAME="plain", PASSWORD="Practice1!")["AuthenticationResult"]
    assert "AccessToken" in refresh(world, reply["RefreshToken"], "")


@EITHER_WAY
def test_where_devices_are_no_longer_tracked_no_key_is_wanted(world, result, refresh):
    del world.pool.settings["DeviceConfiguration"]
    assert "AccessToken" in refresh(world, result["RefreshToken"], "")


@EITHER_WAY
def test_after_a_restart_the_token_speaks_for_its_device(world, result, refresh):
    device = register(world, result)
    restart(world)
    with refused(*INVALID):
        refresh(world, result["RefreshToken"], "")
    token = refresh(world, result["RefreshToken"], device.key)["AccessToken"]
    [listed] = world.call("ListDevices", AccessToken=token)["Devices"]
    assert listed["DeviceKey"] == device.key
    assert {"Name": "dev:device_remembered_status", "Value": "not_remembered"} in listed["DeviceAttributes"]
    assert "AuthenticationResult" in world.sign_in(DEVICE_KEY=device.key)
    world.call("UpdateDeviceStatus", AccessToken=token, DeviceKey=device.key, DeviceRememberedStatus="remembered")
    assert "AuthenticationResult" in world.sign_in(DEVICE_KEY=device.key)  # nothing is left to check a proof with
    world.call("ForgetDevice", AccessToken=token, DeviceKey=device.key)
    with refused(*INVALID):
        refresh(world, result["RefreshToken"], device.key)


def test_after_a_restart_a_device_can_still_be_confirmed_with_yesterdays_token(world, result):
    device = Device(result["NewDeviceMetadata"])
    restart(world)
    world.call("ConfirmDevice", **device.members(result["AccessToken"]))
    assert world.sign_in(DEVICE_KEY=device.key)["ChallengeName"] == "DEVICE_SRP_AUTH"


def test_rotated_tokens_stay_with_their_device(world, result):
    device = register(world, result)
    world.client.settings |= {
        "ExplicitAuthFlows": ["ALLOW_USER_PASSWORD_AUTH"], "RefreshTokenRotation": {"Feature": "ENABLED"},
    }
    new = by_operation(world, result["RefreshToken"], device.key)["RefreshToken"]
    with refused(*INVALID):
        by_operation(world, new, "")
    assert "RefreshToken" in by_operation(world, new, device.key)
