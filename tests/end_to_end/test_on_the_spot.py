"""On the spot, in the real window: sign-up to tokens, confirmation, resets, passwords, factors, the user as it is."""

import pytest

from tests.end_to_end.desk import Desk
from tests.helpers.practice_pool import api_of
from tests.helpers.waiting import wait_for

PUBLIC, DEFAULTS = "practice / public-all", "practice / defaults"
PASSWORD, NEW = "Practice1!", "Practice2!"


@pytest.fixture(autouse=True)
def _as_the_seed_has_it(desk: Desk):
    desk.choose(PUBLIC, "User SRP")
    desk.reset_pool()


def start(desk: Desk, username: str, password: str = PASSWORD, flow: str = "User SRP", profile: str = PUBLIC) -> None:
    desk.choose(profile, flow)
    desk.fill(username=username, password=password)
    desk.sign_in()


def signed_in(desk: Desk, username: str, password: str = PASSWORD) -> None:
    start(desk, username, password)
    assert desk.outcome() == f"Signed in as {username}"


def new_password(desk: Desk, username: str) -> None:
    desk.challenge("New password")
    desk.use_code(username)
    desk.answer("New password", NEW, role="password text")
    desk.go_on()
    assert wait_for(lambda: "New password set" in desk.outcomes(), "the new password")


def ends(desk: Desk, words: str) -> None:
    wait_for(lambda: words in desk.outcomes(), words, 15.0)


def test_whoever_signs_up_in_the_window_has_tokens_at_the_end(desk: Desk):
    desk.window.type("Username", "jane", role="text")
    desk.window.press("Sign up")
    desk.challenge("Name of the new user")
    desk.answer("Password of the new user", PASSWORD, role="password text")
    desk.answer("E-mail address", "jane@example.com")
    desk.go_on()
    desk.challenge("Given name")
    desk.window.find("InvalidParameterException: *")
    desk.answer("Given name", "Jane")
    desk.go_on()
    desk.challenge("Code")
    desk.window.press("Send the code again")
    desk.window.find("Cognito sent another code for jane to j***@e***. Take this one.")
    desk.use_code("jane")
    desk.go_on()
    ends(desk, "Signed up and confirmed")
    desk.window.press("Sign in without a code")

    ends(desk, "Signed in as jane")
    rows = desk.timeline()
    assert sum(row.startswith("InitiateAuth, replied, tokens") for row in rows) == 1
    assert not any(row.startswith("RespondToAuthChallenge") for row in rows)


def test_an_unconfirmed_user_is_confirmed_on_the_spot_and_signs_in(desk: Desk):
    start(desk, "unconfirmed", profile=DEFAULTS)
    assert desk.outcome() == "UserNotConfirmedException"
    desk.window.choose_menu("User", "Send the code again")
    desk.challenge("Code")
    desk.use_code("unconfirmed")
    desk.go_on()
    ends(desk, "Sign-up confirmed")
    desk.window.press("Sign in again")

    ends(desk, "Signed in as unconfirmed")


def test_whoever_has_to_reset_the_password_does_so_and_signs_in(desk: Desk):
    start(desk, "reset-required")
    assert desk.outcome() == "PasswordResetRequiredException"
    desk.window.press("Reset password")
    desk.challenge("New password")
    desk.window.press("Send the code again")
    desk.window.find("Cognito sent another code for reset-required*")
    new_password(desk, "reset-required")

    signed_in(desk, "reset-required", NEW)


def test_a_forgotten_password_is_replaced_and_the_old_one_is_refused(desk: Desk):
    desk.fill(username="plain", password=PASSWORD)
    desk.window.press("Forgot password?")
    new_password(desk, "plain")
    start(desk, "plain")
    assert desk.outcome() == "NotAuthorizedException"

    signed_in(desk, "plain", NEW)


def test_a_password_is_changed_from_the_account(desk: Desk):
    signed_in(desk, "plain")
    desk.page("Account")
    desk.window.press("Change password")
    desk.challenge("New password")
    desk.answer("Current password", "Wrong1!!", role="password text")
    desk.answer("New password", NEW, role="password text")
    desk.go_on()
    desk.window.find("NotAuthorizedException: Incorrect username or password.")
    desk.answer("Current password", PASSWORD, role="password text")
    desk.go_on()
    ends(desk, "Password changed")

    signed_in(desk, "plain", NEW)


def test_a_factor_that_is_switched_on_is_asked_for_by_the_next_sign_in(desk: Desk):
    api = api_of(desk.endpoint())
    try:
        phone = [{"Name": "phone_number", "Value": "+15550100077"}, {"Name": "phone_number_verified", "Value": "true"}]
        api.admin_update_user_attributes(UserPoolId="us-east-1_Practice1", Username="plain", UserAttributes=phone)
    finally:
        api.close()
    signed_in(desk, "plain")
    desk.page("Account")
    desk.window.press("MFA preference")
    desk.window.find("Continue", role="push button")
    desk.pick("Text message", "On, preferred")
    desk.go_on()
    ends(desk, "MFA preference read and set")
    desk.window.find("Second factors: Text message*")
    start(desk, "plain")
    desk.challenge("Code")
    desk.use_code("plain")
    desk.go_on()

    assert desk.outcome() == "Signed in as plain"


def test_the_user_as_it_is_now_stands_beside_the_id_token(desk: Desk):
    signed_in(desk, "plain")
    api = api_of(desk.endpoint())
    try:
        changed = [{"Name": "given_name", "Value": "Changed"}]
        api.admin_update_user_attributes(UserPoolId="us-east-1_Practice1", Username="plain", UserAttributes=changed)
    finally:
        api.close()
    desk.page("Account")
    desk.window.press("Read user")
    ends(desk, "User read")

    desk.window.find("One attribute differs*")
    cells = [name for _, name, _ in desk.window.showing()]
    assert "given_name, Compared: differs" in cells
    assert "sub, Compared: same" in cells


def test_legacy_is_refused_by_srp_and_comes_over_with_the_password(desk: Desk):
    start(desk, "legacy")
    assert desk.outcome() == "NotAuthorizedException"
    start(desk, "legacy", flow="User password")
    assert desk.outcome() == "Signed in as legacy"

    signed_in(desk, "legacy")
