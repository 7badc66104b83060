"""Playbooks of what a user can do with devices, and of the question which first factors there are."""

import pytest

from app.auth.actions import ACTIONS
from app.errors import ApiError
from app.secret import Secret
from tests.helpers.playbook import CONTEXT, Playbook

ONE, TWO = {"DeviceKey": "us-east-1_1"}, {"DeviceKey": "us-east-1_2"}


def begin(action, *fields, **answers):
    play = Playbook(ACTIONS[action].run(CONTEXT))
    play.asks("CREDENTIALS", "access_token", *fields).answers(access_token=Secret("a.a.a"), **answers)
    return play


def lists(play, *devices, **more):
    play.calls("ListDevices", AccessToken="a.a.a", **more).replies({"Devices": list(devices)})


def test_all_pages_of_the_devices_are_listed():
    play = begin("list_devices")
    play.calls("ListDevices", AccessToken="a.a.a").replies({"Devices": [ONE], "PaginationToken": "p1"})
    play.calls("ListDevices", AccessToken="a.a.a", PaginationToken="p1").replies({"Devices": [TWO]})
    assert play.returns() == {"Devices": [ONE, TWO]}


def test_a_server_that_repeats_a_page_is_not_asked_for_ever():
    play = begin("list_devices")
    play.calls("ListDevices", AccessToken="a.a.a").replies({"Devices": [ONE], "PaginationToken": "p1"})
    repeated = {"Devices": [TWO], "PaginationToken": "p1"}
    play.calls("ListDevices", AccessToken="a.a.a", PaginationToken="p1").replies(repeated)
    assert play.returns() == {"Devices": [ONE, TWO]}


NO_DEVICES = [{}, {"Devices": None}, {"Devices": "x", "PaginationToken": 3}, {"Devices": [None, 3]}]


@pytest.mark.parametrize("body", NO_DEVICES)
def test_a_reply_without_devices_is_a_list_without_any(body):
    play = begin("list_devices")
    play.calls("ListDevices", AccessToken="a.a.a").replies(body)
    assert play.returns() == {"Devices": []}


def test_a_forgotten_device_is_forgotten_by_the_vault_too_and_the_others_are_listed():
    play = begin("forget_device", "DeviceKey", DeviceKey="us-east-1_1")
    play.calls("ForgetDevice", AccessToken="a.a.a", DeviceKey="us-east-1_1").replies({})
    play.forgets("device us-east-1_1")
    lists(play, TWO)
    assert play.returns() == {"Devices": [TWO]}


def test_a_device_that_cognito_does_not_forget_stays_in_the_vault():
    play = begin("forget_device", "DeviceKey", DeviceKey="us-east-1_1")
    request = play.calls("ForgetDevice", AccessToken="a.a.a", DeviceKey="us-east-1_1")
    request.refuses("ResourceNotFoundException", "Device does not exist.")
    assert play.raises(ApiError).code == "ResourceNotFoundException"


def changes(status):
    play = begin(
        "update_device_status", "DeviceKey", "DeviceRememberedStatus", DeviceKey="us-east-1_1",
        DeviceRememberedStatus=status,
    )  # fmt: skip
    params = {"AccessToken": "a.a.a", "DeviceKey": "us-east-1_1", "DeviceRememberedStatus": status}
    play.calls("UpdateDeviceStatus", **params).replies({})
    return play


@pytest.mark.parametrize("status", ["remembered", "not_remembered"])
def test_the_vault_learns_of_a_devices_new_status(status):
    play = changes(status)
    known = {"device_key": "us-east-1_1", "device_group_key": "-g", "status": "remembered"}
    play.recalls("device us-east-1_1", "device password", username="plain", **known)
    play.keeps_secret("device us-east-1_1", "device password", "plain", {**known, "status": status})
    lists(play, ONE)
    assert play.returns() == {"Devices": [ONE]}


def test_the_status_of_a_device_that_the_vault_does_not_have_changes_all_the_same():
    play = changes("remembered")
    play.recalls("device us-east-1_1", reason="missing")
    lists(play, ONE, TWO)
    assert play.returns() == {"Devices": [ONE, TWO]}


def test_the_first_factors_of_a_user_are_what_cognito_says():
    body = {"Username": "plain", "ConfiguredUserAuthFactors": ["PASSWORD", "WEB_AUTHN"]}
    play = begin("user_auth_factors")
    play.calls("GetUserAuthFactors", AccessToken="a.a.a").replies(body)
    assert play.returns() == {"UserMFASettingList": [], "PreferredMfaSetting": "", **body}


@pytest.mark.parametrize(("choice", "enabled"), [("on", True), ("off", False)])
def test_a_passkey_counts_as_mfa_or_no_longer_and_nothing_else_is_touched(choice, enabled):
    body = {"Username": "plain", "ConfiguredUserAuthFactors": ["PASSWORD", "WEB_AUTHN", "SOFTWARE_TOKEN"]}
    play = begin("passkey_mfa", "passkey_mfa", passkey_mfa=choice)
    settings = {"Enabled": enabled}
    play.calls("SetUserMFAPreference", AccessToken="a.a.a", WebAuthnMfaSettings=settings).replies({})
    play.calls("GetUserAuthFactors", AccessToken="a.a.a").replies(body)
    assert play.returns() == {"UserMFASettingList": [], "PreferredMfaSetting": "", **body}


def test_a_passkey_that_cannot_count_as_mfa_ends_the_action():
    play = begin("passkey_mfa", "passkey_mfa", passkey_mfa="on")
    request = play.calls("SetUserMFAPreference", AccessToken="a.a.a", WebAuthnMfaSettings={"Enabled": True})
    request.refuses("InvalidParameterException", "any")
    assert play.raises(ApiError).code == "InvalidParameterException"


@pytest.mark.parametrize(
    ("action", "fields", "operation"),
    [
        ("list_devices", {}, "ListDevices"),
        ("forget_device", {"DeviceKey": "k"}, "ForgetDevice"),
        ("update_device_status", {"DeviceKey": "k", "DeviceRememberedStatus": "remembered"}, "UpdateDeviceStatus"),
        ("user_auth_factors", {}, "GetUserAuthFactors"),
    ],
)
def test_an_access_token_that_is_no_longer_good_ends_the_action(action, fields, operation):
    play = begin(action, *fields, **fields)
    play.calls(operation, AccessToken="a.a.a", **fields).refuses("NotAuthorizedException", "Access Token has expired")
    assert play.raises(ApiError).message == "Access Token has expired"
