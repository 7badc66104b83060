"""Passkeys in the real window: registered with a sign-in's token, used in place of a password, deleted, and refused."""

import pytest

from tests.end_to_end.desk import Desk
from tests.helpers.waiting import wait_for

PUBLIC = "practice / public-all"
PASSWORD = "Practice1!"


@pytest.fixture(autouse=True)
def fresh_pool(desk: Desk) -> None:
    """Each test begins with a user who has no passkey."""
    desk.reset_pool()


def sign_in_by_password(desk: Desk) -> None:
    desk.choose(PUBLIC, "User SRP")
    desk.fill(username="passkey", password=PASSWORD)
    desk.sign_in()
    assert desk.outcome() == "Signed in as passkey"


def act(desk: Desk, button: str, outcome: str) -> None:
    """Press a button of the page Account, and wait for the end of the run that it begins."""
    desk.page("Account")
    desk.window.press(button)
    desk.window.find(outcome)


def register(desk: Desk) -> None:
    sign_in_by_password(desk)
    act(desk, "Register passkey", "Passkey registered")


def choose_passkey(desk: Desk, *, preferred: str = "No preference") -> None:
    desk.choose(PUBLIC, "Choice")
    desk.fill(username="passkey", password="")
    desk.pick("Preferred challenge", preferred)
    desk.sign_in()


def test_a_passkey_is_registered_with_the_token_of_a_sign_in_and_signs_in_afterwards(desk: Desk):
    register(desk)
    rows = desk.timeline()
    assert any(row.startswith("StartWebAuthnRegistration, replied") for row in rows)
    assert any(row.startswith("CompleteWebAuthnRegistration, replied") for row in rows)

    choose_passkey(desk)
    desk.window.find("Passkey", role="radio button")
    desk.window.press("Passkey", role="radio button")
    desk.go_on()
    desk.window.find("Practice authenticator", role="radio button")
    desk.go_on()

    assert desk.outcome() == "Signed in as passkey"


def test_a_preferred_passkey_needs_no_choice_and_is_shown_decoded(desk: Desk):
    register(desk)
    choose_passkey(desk, preferred="Passkey")
    desk.window.find("Practice authenticator", role="radio button")
    desk.go_on()
    assert desk.outcome() == "Signed in as passkey"

    desk.page("WebAuthn")
    desk.window.find("type: webauthn.get")


def test_passkeys_are_listed_and_deleted_and_then_no_longer_offered(desk: Desk):
    register(desk)
    act(desk, "List passkeys", "Passkeys listed")
    wait_for(lambda: len(desk.window.items("Passkeys", role="list")) == 1, "the one passkey")
    desk.window.select("Passkeys", "*", role="list")
    desk.window.press("Delete passkey")
    desk.window.press("Delete the passkey")
    desk.window.find("Passkey deleted")

    choose_passkey(desk, preferred="Passkey")
    desk.window.find("Plain password", role="radio button")
    assert not desk.window.has("Passkey", role="radio button")


def test_an_origin_of_another_relying_party_is_refused_before_anything_is_sent(desk: Desk):
    register(desk)
    choose_passkey(desk, preferred="Passkey")
    desk.window.find("Practice authenticator", role="radio button")
    desk.window.press("More options: Passkey")
    desk.answer("Origin", "https://elsewhere.example")
    desk.go_on()

    desk.window.find("The origin may not use passkeys of this relying party*")
    assert not any(row.startswith("RespondToAuthChallenge") for row in desk.timeline())


def test_the_factors_of_a_user_are_shown(desk: Desk):
    register(desk)
    act(desk, "Show factors", "First factors listed")

    desk.window.find("First factors: Plain password, E-mail, Passkey*")
