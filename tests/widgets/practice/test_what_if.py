"""What if, in a window with a practice pool of its own: settings change, the badge says so, and normal comes back."""

import pytest
from PySide6.QtWidgets import QComboBox, QPushButton

from tests.helpers.practice_pool import api_of
from tests.helpers.showing import words

PATIENCE = 10_000  # milliseconds
PUBLIC = "practice-1publicall0practice0000001"


@pytest.fixture
def opened(desk, qtbot):
    """The dialog, showing how the practice pool is."""
    conductor = desk.window.conductors.what_if
    conductor.open()
    desk.dialog = conductor._dialog
    qtbot.waitUntil(lambda: box(desk, "MFA").isEnabled(), timeout=PATIENCE)
    yield desk
    desk.services.practice.reset()


def box(desk, name):
    return next(each for each in desk.dialog.findChildren(QComboBox) if each.accessibleName() == name)


def press(desk, words):
    next(each for each in desk.dialog.findChildren(QPushButton) if each.text() == words).click()


def choose(desk, name, words):
    combo = box(desk, name)
    place = combo.findText(words)
    assert place >= 0, [combo.itemText(each) for each in range(combo.count())]
    combo.setCurrentIndex(place)
    combo.activated.emit(place)


def badge(desk):
    shown = desk.panels.status._what_if
    return shown.text() if shown.isVisibleTo(desk.window) else ""


def wait_for_badge(desk, qtbot, words):
    qtbot.waitUntil(lambda: badge(desk) == words, timeout=PATIENCE)


def test_it_opens_at_the_chosen_profile_and_says_that_all_is_as_usual(opened):
    assert box(opened, "Practice user pool").currentText() == "practice"
    assert box(opened, "Practice app client").currentText() == "public-all"
    assert box(opened, "MFA").currentText() == "Optional"
    assert opened.dialog._state.text() == "All is as usual."
    assert badge(opened) == ""


def test_each_preset_says_what_it_does_before_it_is_pressed(opened):
    said = {each.text(): each.accessibleDescription() for each in opened.dialog._presets}
    assert all(said.values())
    assert "Sign in before" in said["Token expired"]
    assert {each.toolTip() for each in opened.dialog._presets} == set(said.values())


def test_mfa_for_all_is_said_in_the_badge_and_the_next_sign_in_meets_it(opened, qtbot):
    press(opened, "MFA required")
    wait_for_badge(opened, qtbot, "What if: MFA on (practice)")
    opened.begin("plain")
    stage = opened.panels.stage
    qtbot.waitUntil(lambda: stage.challenge.isVisibleTo(opened.window), timeout=PATIENCE)
    opened.window.conductors.sign_ins.cancel()
    press(opened, "Back to normal")
    wait_for_badge(opened, qtbot, "")
    opened.begin("plain")
    qtbot.waitUntil(lambda: opened.outcome().startswith("Signed in"), timeout=PATIENCE)


def test_rotation_changes_what_the_profile_knows_of_its_app_client(opened, qtbot):
    choose(opened, "Refresh token rotation", "On, a used token ends at once")
    wait_for_badge(opened, qtbot, "What if: rotation on (public-all)")
    profile = opened.panels.models.profiles.find(PUBLIC)
    assert profile.facts["RefreshTokenRotation"]["Feature"] == "ENABLED"
    assert "ALLOW_REFRESH_TOKEN_AUTH" not in profile.explicit_auth_flows
    press(opened, "Back to normal")
    wait_for_badge(opened, qtbot, "")
    assert "ALLOW_REFRESH_TOKEN_AUTH" in opened.panels.models.profiles.find(PUBLIC).explicit_auth_flows


def test_a_fault_that_is_used_up_leaves_the_badge(opened, qtbot):
    choose(opened, "With which call", "InitiateAuth")
    press(opened, "Add fault")
    wait_for_badge(opened, qtbot, "What if: InitiateAuth: too many requests, the next call")
    opened.begin("plain")
    qtbot.waitUntil(lambda: opened.outcome().startswith("TooManyRequestsException"), timeout=PATIENCE)
    wait_for_badge(opened, qtbot, "")


def test_a_fault_can_be_taken_away_again(opened, qtbot):
    choose(opened, "How often", "always")
    press(opened, "Add fault")
    wait_for_badge(opened, qtbot, "What if: every call: too many requests, always")
    press(opened, "Remove")
    wait_for_badge(opened, qtbot, "")


def test_what_cognito_refuses_is_said_and_what_was_chosen_goes_back(opened, qtbot):
    choose(opened, "Practice user pool", "practice-lite")
    choose(opened, "Refresh token rotation", "On, a used token ends at once")
    qtbot.waitUntil(lambda: bool(opened.dialog._trouble.text()), timeout=PATIENCE)
    qtbot.waitUntil(lambda: box(opened, "Refresh token rotation").currentText() == "Off", timeout=PATIENCE)
    assert badge(opened) == ""


def test_a_reset_takes_the_badge_away(opened, qtbot):
    choose(opened, "Practice clock", "+2 h")
    wait_for_badge(opened, qtbot, "What if: clock +2 h")
    opened.services.practice.reset()
    wait_for_badge(opened, qtbot, "")


def test_what_another_program_changed_is_seen_too(opened, qtbot):
    endpoint = opened.panels.top.profile.endpoint_url
    api = api_of(endpoint)
    api.set_user_pool_mfa_config(UserPoolId="us-east-1_Practice1", MfaConfiguration="OFF")
    api.close()
    wait_for_badge(opened, qtbot, "What if: MFA off (practice)")


def test_a_clock_that_is_set_is_known_before_any_call(opened, qtbot):
    opened.begin("plain", "user_password")
    qtbot.waitUntil(lambda: opened.outcome().startswith("Signed in"), timeout=PATIENCE)
    details, notice = opened.panels.right.details, opened.window._strips.clock
    details.show_page("tokens")
    said = lambda: " ".join(words(details.tokens))  # noqa: E731
    assert "Its time is not over." in said()
    press(opened, "Token expired")
    qtbot.waitUntil(lambda: "Its time is over, by the server's clock" in said(), timeout=PATIENCE)
    assert notice.isVisible()
    press(opened, "Back to normal")
    qtbot.waitUntil(lambda: "Its time is not over." in said(), timeout=PATIENCE)
    assert not notice.isVisible()


def test_a_practice_pool_that_is_busy_is_still_as_it_was(opened, qtbot):
    choose(opened, "Practice clock", "+2 h")
    wait_for_badge(opened, qtbot, "What if: clock +2 h")
    opened.window.conductors.desk.silent.emit()
    assert not box(opened, "MFA").isEnabled()
    assert badge(opened) == "What if: clock +2 h"
    qtbot.waitUntil(lambda: box(opened, "MFA").isEnabled(), timeout=PATIENCE)


def test_a_window_that_nobody_asks_for_what_if_asks_nothing(desk):
    assert desk.window.conductors.desk._thread is None
