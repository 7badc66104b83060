"""USER_AUTH in the real window: each first factor, chosen and preferred, and what the pool refuses."""

import pytest

from tests.end_to_end.desk import Desk

PUBLIC = "practice / public-all"
PASSWORD = "Practice1!"
ANY = "No preference"


def start(desk: Desk, username: str, *, profile: str = PUBLIC, password: str = "", preferred: str = ANY) -> None:
    desk.choose(profile, "Choice")
    desk.fill(username=username, password=password)
    desk.pick("Preferred challenge", preferred)
    desk.sign_in()


def choose(desk: Desk, factor: str) -> None:
    desk.window.find(factor, role="radio button")
    desk.window.press(factor, role="radio button")


@pytest.mark.parametrize("factor", ["Plain password", "Password by SRP"])
@pytest.mark.parametrize("profile", [PUBLIC, "practice / confidential", "practice / choice-only"])
def test_a_password_that_was_typed_goes_along_with_the_choice(desk: Desk, factor: str, profile: str):
    start(desk, "plain", profile=profile, password=PASSWORD)
    choose(desk, factor)
    desk.go_on()

    assert desk.outcome() == "Signed in as plain"
    assert desk.timeline()[1].startswith("InitiateAuth, replied, SELECT_CHALLENGE")


def test_a_password_that_is_missing_is_asked_for_where_the_choice_needs_it(desk: Desk):
    start(desk, "plain")
    choose(desk, "Plain password")
    desk.window.type("The user's password", PASSWORD, role="password text")
    desk.go_on()

    assert desk.outcome() == "Signed in as plain"


def test_a_choice_can_be_answered_as_a_challenge_of_its_own(desk: Desk):
    start(desk, "plain", password=PASSWORD)
    choose(desk, "Plain password")
    desk.window.press("More options: Choose how to sign in")
    desk.window.press("As a challenge of its own", role="radio button")
    desk.go_on()

    assert desk.outcome() == "Signed in as plain"


@pytest.mark.parametrize("factor", ["E-mail", "Text message"])
def test_a_code_is_a_first_factor_for_a_user_without_a_password(desk: Desk, factor: str):
    start(desk, "otp-only")
    choose(desk, factor)
    desk.go_on()
    desk.challenge("Code")
    assert len(desk.use_code("otp-only")) == 8
    desk.go_on()

    assert desk.outcome() == "Signed in as otp-only"


def test_a_preferred_code_comes_without_a_choice_and_a_wrong_one_is_asked_for_again(desk: Desk):
    start(desk, "otp-only", preferred="E-mail")
    desk.challenge("Code")
    desk.answer("Code", "00000000")
    desk.go_on()
    desk.window.find("CodeMismatchException*")
    desk.use_code("otp-only")
    desk.go_on()

    assert desk.outcome() == "Signed in as otp-only"


@pytest.mark.parametrize("preferred", ["Plain password", "Password by SRP"])
def test_a_preferred_password_needs_no_choice(desk: Desk, preferred: str):
    start(desk, "plain", password=PASSWORD, preferred=preferred)

    assert desk.outcome() == "Signed in as plain"
    assert not any("SELECT_CHALLENGE" in row for row in desk.timeline())


def test_a_preference_that_the_user_lacks_leads_to_the_choice(desk: Desk):
    start(desk, "plain", password=PASSWORD, preferred="Text message")
    choose(desk, "Password by SRP")
    desk.go_on()

    assert desk.outcome() == "Signed in as plain"


def test_a_user_with_a_second_factor_is_asked_for_it_after_the_password(desk: Desk):
    start(desk, "totp", password=PASSWORD, preferred="Password by SRP")
    desk.challenge("Code")
    desk.use_authenticator("totp")
    desk.go_on()

    assert desk.outcome() == "Signed in as totp"


def test_a_wrong_password_is_refused_by_name(desk: Desk):
    start(desk, "plain", password="Wrong1!aa", preferred="Plain password")

    assert desk.outcome().startswith("NotAuthorizedException")


def test_nobody_is_not_told_from_somebody(desk: Desk):
    start(desk, "nobody", preferred="E-mail")
    desk.challenge("Code")
    desk.answer("Code", "12345678")
    desk.go_on()

    desk.window.find("CodeMismatchException*")


def test_the_lite_tier_refuses_the_flow(desk: Desk):
    start(desk, "plain", profile="practice-lite / public", password=PASSWORD)

    assert desk.outcome().startswith("InvalidParameterException")
    desk.window.find("USER_AUTH flow not enabled for this client")


def test_again_repeats_the_choice_and_asks_for_the_code_only(desk: Desk):
    start(desk, "otp-only")
    choose(desk, "Text message")
    desk.go_on()
    desk.challenge("Code")
    desk.window.press("Cancel")
    assert desk.outcome().startswith("Cancelled")

    desk.window.press("Sign in again")
    desk.challenge("Code")
    desk.use_code("otp-only")
    desk.go_on()

    assert desk.outcome() == "Signed in as otp-only"
    assert sum("SELECT_CHALLENGE" in row for row in desk.timeline() if row.startswith("InitiateAuth")) == 2
    assert any(row.startswith("Answered as before, SELECT_CHALLENGE") for row in desk.timeline())
