"""Remembered devices in the real window: confirmed, used in place of a code, told apart, forgotten."""

import pytest

from tests.end_to_end.desk import Desk

ALWAYS = "practice-devices / public"
OPT_IN = "practice-devices-opt-in / public"
PASSWORD = "Practice1!"
NEW, NONE = "As a new device", "As none"


def start(desk: Desk, username: str, *, profile: str, flow: str = "User SRP", device: str = NEW) -> None:
    desk.choose(profile, flow)
    desk.fill(username=username, password=PASSWORD)
    desk.pick("Device", device)
    desk.sign_in()


@pytest.fixture(autouse=True)
def fresh_pool(desk: Desk) -> None:
    """Each test begins with the seed: a code of half a minute is good for one sign-in only."""
    desk.reset_pool()


def give_code(desk: Desk, username: str) -> None:
    desk.challenge("Code")
    desk.use_authenticator(username)
    desk.go_on()


def confirm(desk: Desk, name: str) -> None:
    """Answer the question about the new device: confirm it under this name."""
    desk.challenge("Device name")
    desk.answer("Device name", name)
    desk.go_on()


def test_a_confirmed_device_takes_the_place_of_the_code_until_it_is_forgotten(desk: Desk):
    start(desk, "device", profile=ALWAYS)
    give_code(desk, "device")
    confirm(desk, "first laptop")
    assert desk.outcome() == "Signed in as device"
    assert any(row.startswith("ConfirmDevice, replied") for row in desk.timeline())

    for flow in ("User SRP", "User password"):
        start(desk, "device", profile=ALWAYS, flow=flow, device="first laptop*")
        assert desk.outcome() == "Signed in as device"
        rows = desk.timeline()
        assert any("DEVICE_PASSWORD_VERIFIER" in row for row in rows)
        assert not any("SOFTWARE_TOKEN_MFA" in row for row in rows)

    desk.page("Account")
    desk.window.press("List devices")
    desk.window.find("Devices listed")
    desk.window.select("Devices", "first laptop*", role="list")
    desk.window.press("Forget device")
    desk.window.press("Forget the device")
    desk.window.find("Device forgotten")
    start(desk, "device", profile=ALWAYS)
    desk.challenge("Code")
    desk.window.press("Cancel")


def test_as_none_the_device_that_is_offered_is_left_alone(desk: Desk):
    start(desk, "device", profile=ALWAYS, device=NONE)
    give_code(desk, "device")

    assert desk.outcome() == "Signed in as device"
    assert not any(row.startswith("ConfirmDevice") for row in desk.timeline())


@pytest.mark.parametrize(("choice", "skips"), [("Remember this device", True), ("Do not remember it", False)])
def test_where_the_user_decides_only_a_remembered_device_stands_for_the_code(desk: Desk, choice: str, skips: bool):
    name = f"device to {choice.lower()}"
    start(desk, "device-opt-in", profile=OPT_IN)
    give_code(desk, "device-opt-in")
    confirm(desk, name)
    desk.window.find(choice, role="radio button")
    desk.window.press(choice, role="radio button")
    desk.go_on()
    assert desk.outcome() == "Signed in as device-opt-in"

    start(desk, "device-opt-in", profile=OPT_IN, device=f"{name}*")
    if skips:
        assert desk.outcome() == "Signed in as device-opt-in"
    else:
        desk.challenge("Code")
        desk.window.press("Cancel")


def test_a_device_that_the_user_pool_no_longer_knows_is_named(desk: Desk):
    start(desk, "device", profile=ALWAYS)
    give_code(desk, "device")
    confirm(desk, "soon unknown")
    assert desk.outcome() == "Signed in as device"

    desk.reset_pool()
    start(desk, "device", profile=ALWAYS, device="soon unknown*")
    assert desk.outcome().startswith("ResourceNotFoundException")
    desk.window.find("Device does not exist.")


@pytest.mark.parametrize("answered", [0, 1])
def test_cancel_leaves_a_question_about_the_device_and_the_sign_in_stands(desk: Desk, answered: int):
    start(desk, "device-opt-in", profile=OPT_IN)
    give_code(desk, "device-opt-in")
    desk.challenge("Device name")
    if answered:
        desk.go_on()
        desk.window.find("Remember this device", role="radio button")
    desk.window.press("Cancel")

    assert desk.outcome() == "Signed in as device-opt-in"
    assert not any(row.startswith("UpdateDeviceStatus") for row in desk.timeline())
