"""Sign-out in the real window: after a sign-in and of a saved one, and what each token still does afterwards."""

import pytest

from tests.end_to_end.desk import Desk
from tests.end_to_end.test_every_flow import refresh_tokens
from tests.helpers.waiting import wait_for

PUBLIC = "practice / public-all"
PASSWORD = "Practice1!"
SAVED = "plain, practice / public-all,"


@pytest.fixture(autouse=True)
def signed_in(desk: Desk) -> None:
    """Each test begins with a sign-in that was saved."""
    desk.reset_pool()
    desk.choose(PUBLIC, "User SRP")
    desk.fill(username="plain", password=PASSWORD)
    desk.sign_in()
    assert desk.outcome() == "Signed in as plain"


def saved(desk: Desk) -> list[str]:
    if not desk.window.has("Saved sign-ins", role="list"):
        return []
    return [each for each in desk.window.items("Saved sign-ins", role="list") if each.startswith(SAVED)]


def sign_out(desk: Desk, how: str, *, try_refresh: bool = False) -> None:
    desk.window.press("Sign out of this sign-in")
    desk.window.find(how, role="radio button")
    desk.window.press(how, role="radio button")
    if try_refresh:
        desk.window.press("Also try the refresh token (it may rotate)", role="check box")
    desk.window.press("Sign out now")
    desk.window.find("Forgotten here, not at Cognito" if how == "Only here" else "Signed out")


@pytest.mark.parametrize(("how", "operation"), [("This sign-in", "RevokeToken"), ("Everywhere", "GlobalSignOut")])
def test_after_a_sign_out_cognito_refuses_what_another_server_still_takes(desk: Desk, how: str, operation: str):
    sign_out(desk, how, try_refresh=True)

    desk.window.find("Access token, GetUser at Cognito: refused*")
    by_itself = "its signature and claims, as a server of one's own checks them: still valid until it expires"
    desk.window.find(f"Access token, {by_itself}")
    desk.window.find(f"ID token, {by_itself}")
    desk.window.find("Refresh token, a refresh: refused*")
    assert any(row.startswith(f"{operation}, replied") for row in desk.timeline())
    wait_for(lambda: not saved(desk), "no saved sign-in")


def test_the_refresh_token_is_not_tried_unless_that_was_wanted(desk: Desk):
    sign_out(desk, "This sign-in")

    desk.window.find("Refresh token, a refresh: not checked*")
    assert not any("REFRESH_TOKEN" in row for row in desk.timeline())


def test_forgetting_tells_cognito_nothing(desk: Desk):
    sign_out(desk, "Only here")

    assert not any(row.startswith(("RevokeToken", "GlobalSignOut")) for row in desk.timeline())
    wait_for(lambda: not saved(desk), "no saved sign-in")


def test_a_saved_sign_in_is_signed_out_and_gone_from_the_keyring(desk: Desk):
    wait_for(lambda: saved(desk), "the saved sign-in")
    before = set(refresh_tokens())
    desk.window.select("Saved sign-ins", f"{SAVED}*", role="list")
    desk.window.press("Sign out")

    desk.window.find("Signed out")
    desk.window.find("Refresh token, a refresh: not checked")
    wait_for(lambda: not saved(desk), "no saved sign-in")
    wait_for(lambda: len(before - set(refresh_tokens())) == 1, "a keyring without it")
