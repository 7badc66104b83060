"""What follows the tokens where the user pool tracks devices: confirm, keep, remember, and in which order."""

import base64

import pytest

from app.auth.devices import new_device
from app.auth.flows import admin_password, user_password
from app.auth.steps import NO_DEVICE
from app.errors import Fault
from tests.helpers.playbook import CONTEXT, RESULT, Anything, Playbook

KEY, GROUP = "us-east-1_a1b2c3d4-5678-90ab-cdef-0123456789ab", "-v7w9UcY6"
METADATA = {"DeviceKey": KEY, "DeviceGroupKey": GROUP}
SECRET = base64.b64encode(b"\x5a" * 40).decode()
ALWAYS, ASKS = {"UserConfirmationNecessary": False}, {"UserConfirmationNecessary": True}


def signed_in(metadata=METADATA, device="new", flow=user_password.sign_in, typed="plain"):
    """The playbook of a sign-in that has its tokens and has kept its refresh token."""
    play = Playbook(flow(CONTEXT))
    play.asks("CREDENTIALS").answers(username=typed, password="Practice1!", device=device)
    sent = {"USERNAME": typed, "PASSWORD": "Practice1!"}
    body = {"AuthenticationResult": {**RESULT, "NewDeviceMetadata": metadata}}
    if flow is admin_password.sign_in:
        play.calls("AdminInitiateAuth", AuthFlow="ADMIN_USER_PASSWORD_AUTH", AuthParameters=sent).replies(body)
        play.keeps("r", typed, "admin_password")
    else:
        play.calls("InitiateAuth", AuthFlow="USER_PASSWORD_AUTH", AuthParameters=sent).replies(body)
        play.keeps("r", typed, "user_password")
    return play


def offers(play, **answer):
    asked = play.asks("NEW_DEVICE", "DeviceName", "confirm")
    assert asked.ask.params == METADATA
    assert [field.value for field in asked.ask.fields] == ["Cognito Flow Explorer", "ConfirmDevice"]
    asked.answers(**answer)


def confirms(play, **named):
    made = new_device(KEY, GROUP, CONTEXT.entropy)
    config = {"PasswordVerifier": made.verifier.reveal(), "Salt": made.salt.reveal()}
    return play.calls("ConfirmDevice", AccessToken="a.a.a", DeviceKey=KEY, DeviceSecretVerifierConfig=config, **named)


def facts(status, name="Desk", typed="plain"):
    return {"device_key": KEY, "device_group_key": GROUP, "device_name": name, "status": status, "typed": typed}


def test_a_device_that_is_always_remembered_is_kept_and_the_refresh_token_with_its_key():
    play = signed_in()
    offers(play, DeviceName="Desk", confirm="ConfirmDevice")
    confirms(play, DeviceName="Desk").replies(ALWAYS)
    play.keeps_secret(f"device {KEY}", SECRET, "plain", facts("always"))
    play.keeps("r", "plain", "user_password", device_key=KEY)
    assert play.returns_tokens().access_token.reveal() == "a.a.a"


@pytest.mark.parametrize("status", ["remembered", "not_remembered"])
def test_the_secret_is_kept_before_the_user_is_asked_whether_to_remember(status):
    play = signed_in()
    offers(play, DeviceName="Desk", confirm="ConfirmDevice")
    confirms(play, DeviceName="Desk").replies(ASKS)
    play.keeps_secret(f"device {KEY}", SECRET, "plain", facts("not_remembered"))
    play.keeps("r", "plain", "user_password", device_key=KEY)
    asked = play.asks("REMEMBER_DEVICE", "DeviceRememberedStatus")
    assert asked.ask.fields[0].choices == ("remembered", "not_remembered")
    assert asked.ask.params == {"DeviceKey": KEY, "DeviceName": "Desk"}
    asked.answers(DeviceRememberedStatus=status)
    play.calls("UpdateDeviceStatus", AccessToken="a.a.a", DeviceKey=KEY, DeviceRememberedStatus=status).replies({})
    play.keeps_secret(f"device {KEY}", SECRET, "plain", facts(status))
    play.returns_tokens()


def test_who_leaves_the_question_about_a_new_device_is_signed_in_without_one():
    play = signed_in()
    asked = play.asks("NEW_DEVICE")
    asked.answers(**asked.ask.leave)
    play.returns_tokens()


def test_who_leaves_the_question_whether_to_remember_it_keeps_a_confirmed_device():
    play = signed_in()
    offers(play, DeviceName="Desk", confirm="ConfirmDevice")
    confirms(play, DeviceName="Desk").replies(ASKS)
    play.keeps_secret(f"device {KEY}", SECRET, "plain", facts("not_remembered"))
    play.keeps("r", "plain", "user_password", device_key=KEY)
    asked = play.asks("REMEMBER_DEVICE")
    asked.answers(**asked.ask.leave)
    play.returns_tokens()


def test_a_refused_status_does_not_lose_the_sign_in_nor_what_was_kept():
    play = signed_in()
    offers(play, DeviceName="Desk", confirm="ConfirmDevice")
    confirms(play, DeviceName="Desk").replies(ASKS)
    play.keeps_secret(f"device {KEY}", SECRET, "plain", facts("not_remembered"))
    play.keeps("r", "plain", "user_password", device_key=KEY)
    play.asks("REMEMBER_DEVICE").answers(DeviceRememberedStatus="remembered")
    refused = play.calls(
        "UpdateDeviceStatus", AccessToken="a.a.a", DeviceKey=KEY, DeviceRememberedStatus="remembered"
    )
    refused.refuses("InvalidParameterException", "Invalid device key given.")
    play.returns_tokens()


@pytest.mark.parametrize("code", ["InvalidParameterException", "DeviceKeyExistsException"])
def test_a_refused_confirmation_does_not_lose_the_sign_in_and_keeps_no_device(code):
    play = signed_in()
    offers(play, DeviceName="Desk", confirm="ConfirmDevice")
    confirms(play, DeviceName="Desk").refuses(code, "Invalid device key given.")
    play.returns_tokens()


def test_a_confirmation_without_an_answer_does_not_lose_the_sign_in():
    play = signed_in()
    offers(play, DeviceName="Desk", confirm="ConfirmDevice")
    confirms(play, DeviceName="Desk").fails(Fault.CLOSED)
    play.returns_tokens()


def test_a_device_may_go_without_a_name_and_the_typed_name_is_kept_beside_it():
    play = signed_in(typed="plain@example.com")
    offers(play, DeviceName="", confirm="ConfirmDevice")
    confirms(play).replies(ALWAYS)
    play.keeps_secret(f"device {KEY}", SECRET, "plain@example.com", facts("always", "", "plain@example.com"))


def test_a_device_that_is_skipped_is_left_alone():
    play = signed_in()
    offers(play, DeviceName="Desk", confirm="skip")
    play.returns_tokens()


def test_a_sign_in_as_no_device_is_not_asked():
    signed_in(device=NO_DEVICE).returns_tokens()


def test_an_admin_sign_in_knows_no_devices():
    signed_in(flow=admin_password.sign_in).returns_tokens()


@pytest.mark.parametrize("metadata", [None, {}, {"DeviceKey": KEY}, {"DeviceGroupKey": GROUP}, "text", []])
def test_metadata_without_a_device_is_left_alone(metadata):
    signed_in(metadata).returns_tokens()


@pytest.mark.parametrize("body", [{}, {"UserConfirmationNecessary": "true"}, {"UserConfirmationNecessary": None}])
def test_a_confirmation_that_does_not_say_that_the_user_decides_asks_nothing_more(body):
    play = signed_in()
    offers(play, DeviceName="Desk", confirm="ConfirmDevice")
    confirms(play, DeviceName="Desk").replies(body)
    play.keeps_secret(f"device {KEY}", SECRET, "plain", Anything())
    play.keeps("r", "plain", "user_password", device_key=KEY)
    play.returns_tokens()
