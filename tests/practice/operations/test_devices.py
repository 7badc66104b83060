"""The operations on devices, as boto3 calls them: confirm, show, list, remember or not, forget."""

import base64

import pytest
from botocore.exceptions import ClientError

from tests.practice.a_device import Device
from tests.practice.fresh import refused

ALWAYS = {"ChallengeRequiredOnNewDevice": True, "DeviceOnlyRememberedOnUserPrompt": False}
OPT_IN = {"ChallengeRequiredOnNewDevice": True, "DeviceOnlyRememberedOnUserPrompt": True}
GONE = ("ResourceNotFoundException", "Device does not exist.")
INVALID_KEY = ("InvalidParameterException", "Invalid device key given.")
NOWHERE = "us-east-1_00000000-0000-0000-0000-000000000000"


@pytest.fixture
def tracking(fresh):
    """A pool that remembers each confirmed device, with a user."""
    fresh.pool(DeviceConfiguration=ALWAYS)
    fresh.user()
    return fresh


def confirmed(fresh, **more):
    """A sign-in, and its device confirmed: the tokens, the device, and the answer."""
    tokens = fresh.sign_in()
    device = Device(tokens["NewDeviceMetadata"])
    return tokens, device, fresh.api.confirm_device(**device.members(tokens["AccessToken"], **more))


def attributes(shown):
    return {each["Name"]: each["Value"] for each in shown["DeviceAttributes"]}


def test_where_devices_are_always_remembered_nothing_more_is_to_be_confirmed(tracking):
    tokens, device, answer = confirmed(tracking, DeviceName="my phone")
    assert answer["UserConfirmationNecessary"] is False
    shown = tracking.api.get_device(AccessToken=tokens["AccessToken"], DeviceKey=device.key)["Device"]
    assert shown["DeviceKey"] == device.key
    assert attributes(shown) == {
        "device_status": "valid", "device_name": "my phone", "last_ip_used": "127.0.0.1",
        "dev:device_remembered_status": "remembered",
    }
    assert shown["DeviceCreateDate"] == shown["DeviceLastModifiedDate"] == shown["DeviceLastAuthenticatedDate"]


def test_where_the_user_is_asked_the_device_is_remembered_only_then(fresh):
    fresh.pool(DeviceConfiguration=OPT_IN)
    fresh.user()
    tokens, device, answer = confirmed(fresh)
    assert answer["UserConfirmationNecessary"] is True
    request = {"AccessToken": tokens["AccessToken"], "DeviceKey": device.key}
    parameters = {"USERNAME": "someone", "PASSWORD": "Practice1!", "DEVICE_KEY": device.key}
    seen = []
    for status in ("not_remembered", "remembered", "not_remembered"):
        fresh.api.update_device_status(**request, DeviceRememberedStatus=status)
        shown = fresh.api.get_device(**request)["Device"]
        assert attributes(shown)["dev:device_remembered_status"] == status
        reply = fresh.api.initiate_auth(AuthFlow="USER_PASSWORD_AUTH", ClientId=fresh.client_id,
                                        AuthParameters=parameters)
        seen.append(reply.get("ChallengeName"))
    assert seen == [None, "DEVICE_SRP_AUTH", None]


def test_only_the_key_of_this_token_can_be_confirmed_and_only_once(tracking):
    tokens, device, _ = confirmed(tracking)
    with refused("DeviceKeyExistsException"):
        tracking.api.confirm_device(**device.members(tokens["AccessToken"]))
    other = tracking.sign_in()
    unconfirmed = Device(other["NewDeviceMetadata"])
    with refused(*INVALID_KEY):
        tracking.api.confirm_device(**unconfirmed.members(tokens["AccessToken"]))
    with refused(*INVALID_KEY):
        tracking.api.confirm_device(**unconfirmed.members(other["AccessToken"]) | {"DeviceKey": NOWHERE})
    tracking.api.confirm_device(**unconfirmed.members(other["AccessToken"]))


def test_a_forgotten_device_cannot_be_confirmed_again(tracking):
    tokens, device, _ = confirmed(tracking)
    tracking.api.forget_device(AccessToken=tokens["AccessToken"], DeviceKey=device.key)
    with refused(*INVALID_KEY):
        tracking.api.confirm_device(**device.members(tokens["AccessToken"]))


@pytest.mark.parametrize(("name", "value", "missing"), [
    ("PasswordVerifier", b"\x80\x01", False), ("Salt", b"\x80\x01", False), ("Salt", b"\x00", False),
    ("PasswordVerifier", b"", True), ("Salt", b"", True),
])
def test_a_verifier_that_is_negative_empty_or_zero_is_refused(tracking, name, value, missing):
    tokens = tracking.sign_in()
    device = Device(tokens["NewDeviceMetadata"])
    device.verifier[name] = base64.b64encode(value).decode()
    with refused("InvalidParameterException", f"Missing required parameter {name}" if missing else None):
        tracking.api.confirm_device(**device.members(tokens["AccessToken"]))


def test_a_verifier_that_is_no_base64_or_not_there_is_refused(tracking):
    tokens = tracking.sign_in()
    device = Device(tokens["NewDeviceMetadata"])
    device.verifier["Salt"] = "no base64!"
    with refused("InvalidParameterException"):
        tracking.api.confirm_device(**device.members(tokens["AccessToken"]))
    with refused("InvalidParameterException", "Missing required parameter PasswordVerifier"):
        tracking.api.confirm_device(AccessToken=tokens["AccessToken"], DeviceKey=device.key)


def test_devices_are_listed_by_pages(tracking):
    keys = [confirmed(tracking)[1].key for _ in range(3)]
    token = tracking.sign_in()["AccessToken"]
    first = tracking.api.list_devices(AccessToken=token, Limit=2)
    rest = tracking.api.list_devices(AccessToken=token, Limit=2, PaginationToken=first["PaginationToken"])
    assert [each["DeviceKey"] for each in first["Devices"] + rest["Devices"]] == keys
    assert "PaginationToken" not in rest
    with refused("InvalidParameterException"):
        tracking.api.list_devices(AccessToken=token, PaginationToken="x")


def test_a_forgotten_device_is_gone_from_everywhere(tracking):
    tokens, device, _ = confirmed(tracking)
    whose = {"AccessToken": tokens["AccessToken"]}
    named = whose | {"DeviceKey": device.key}
    assert tracking.api.forget_device(**named)["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert tracking.api.list_devices(**whose)["Devices"] == []
    for call in (tracking.api.get_device, tracking.api.forget_device):
        with refused(*GONE):
            call(**named)
    with refused(*GONE):
        tracking.api.update_device_status(**named, DeviceRememberedStatus="remembered")
    assert tracking.api.get_user(**whose)["Username"] == "someone"


def test_another_users_device_is_nobodys(tracking):
    _, device, _ = confirmed(tracking)
    tracking.user("other")
    token = tracking.sign_in("other")["AccessToken"]
    with refused(*GONE):
        tracking.api.get_device(AccessToken=token, DeviceKey=device.key)
    assert tracking.api.list_devices(AccessToken=token)["Devices"] == []


def test_what_the_api_model_leaves_optional_is_wanted_all_the_same(tracking):
    tokens, device, _ = confirmed(tracking)
    for call in (tracking.api.get_device, tracking.api.forget_device):
        with refused("InvalidParameterException", "Missing required parameter AccessToken"):
            call(DeviceKey=device.key)
    with refused("InvalidParameterException", "Missing required parameter DeviceRememberedStatus"):
        tracking.api.update_device_status(AccessToken=tokens["AccessToken"], DeviceKey=device.key)


def test_an_administrator_sees_and_changes_a_users_devices(tracking):
    tokens, device, _ = confirmed(tracking, DeviceName="my phone")
    user = {"UserPoolId": tracking.pool_id, "Username": "someone"}
    named = user | {"DeviceKey": device.key}
    [listed] = tracking.api.admin_list_devices(**user)["Devices"]
    assert listed == tracking.api.admin_get_device(**named)["Device"]
    assert attributes(listed)["device_name"] == "my phone"
    tracking.api.admin_update_device_status(**named, DeviceRememberedStatus="not_remembered")
    shown = tracking.api.get_device(AccessToken=tokens["AccessToken"], DeviceKey=device.key)["Device"]
    assert attributes(shown)["dev:device_remembered_status"] == "not_remembered"
    tracking.api.admin_forget_device(**named)
    with refused(*GONE):
        tracking.api.admin_get_device(**named)
    with refused("UserNotFoundException"):
        tracking.api.admin_list_devices(UserPoolId=tracking.pool_id, Username="nobody")


def test_in_a_pool_that_tracks_no_devices_all_of_them_are_refused(fresh):
    fresh.pool()
    fresh.user()
    token = fresh.sign_in()["AccessToken"]
    named = {"AccessToken": token, "DeviceKey": NOWHERE}
    user = {"UserPoolId": fresh.pool_id, "Username": "someone"}
    for call, request in [
        (fresh.api.confirm_device, named), (fresh.api.get_device, named), (fresh.api.forget_device, named),
        (fresh.api.list_devices, {"AccessToken": token}), (fresh.api.update_device_status, named),
        (fresh.api.admin_list_devices, user), (fresh.api.admin_get_device, user | {"DeviceKey": NOWHERE}),
        (fresh.api.admin_forget_device, user | {"DeviceKey": NOWHERE}),
        (fresh.api.admin_update_device_status, user | {"DeviceKey": NOWHERE}),
    ]:
        with refused("InvalidUserPoolConfigurationException"):
            call(**request)


def test_the_date_of_the_last_sign_in_follows_the_device(tracking):
    tokens, device, _ = confirmed(tracking)
    named = {"AccessToken": tokens["AccessToken"], "DeviceKey": device.key}
    tracking.api.update_device_status(**named, DeviceRememberedStatus="not_remembered")
    with tracking.practice.clock_ahead(60):
        tracking.api.initiate_auth(AuthFlow="USER_PASSWORD_AUTH", ClientId=tracking.client_id, AuthParameters={
            "USERNAME": "someone", "PASSWORD": "Practice1!", "DEVICE_KEY": device.key,
        })
    shown = tracking.api.get_device(**named)["Device"]
    between = shown["DeviceLastAuthenticatedDate"] - shown["DeviceCreateDate"]
    assert 59 <= between.total_seconds() <= 70


@pytest.mark.parametrize(("challenge", "change"), [
    *(("DEVICE_SRP_AUTH", change) for change in (
        {"SRP_A": "f" * 5000}, {"SRP_A": "0"}, {"SRP_A": "no hex"}, {"DEVICE_KEY": "é" * 300}, {"USERNAME": "é"},
    )),
    *(("DEVICE_PASSWORD_VERIFIER", change) for change in (
        {"PASSWORD_CLAIM_SECRET_BLOCK": "é"}, {"PASSWORD_CLAIM_SIGNATURE": "é"},
        {"TIMESTAMP": "Mon Sep 99 99:99:99 UTC 0"}, {"DEVICE_KEY": "é" * 300}, {"USERNAME": "é"},
    )),
])
def test_nonsense_in_the_answers_is_refused_by_name_and_the_pool_goes_on(tracking, challenge, change):
    _, device, _ = confirmed(tracking)
    begun = tracking.api.initiate_auth(AuthFlow="USER_PASSWORD_AUTH", ClientId=tracking.client_id, AuthParameters={
        "USERNAME": "someone", "PASSWORD": "Practice1!", "DEVICE_KEY": device.key,
    })
    responses = {
        "USERNAME": "someone", "DEVICE_KEY": device.key, "SRP_A": "2", "PASSWORD_CLAIM_SECRET_BLOCK": "AAAA",
        "PASSWORD_CLAIM_SIGNATURE": "AAAA", "TIMESTAMP": "Mon Sep 21 14:13:20 UTC 2026",
    }
    with pytest.raises(ClientError) as caught:
        tracking.api.respond_to_auth_challenge(ClientId=tracking.client_id, ChallengeName=challenge,
                                               Session=begun["Session"], ChallengeResponses=responses | change)
    assert caught.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    assert caught.value.response["Error"]["Code"] in (
        "InvalidParameterException", "NotAuthorizedException", "ResourceNotFoundException",
    )
    assert tracking.sign_in()["NewDeviceMetadata"]["DeviceKey"] != device.key
