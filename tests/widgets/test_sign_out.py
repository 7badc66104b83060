"""Signing out: how, and what each token still does afterwards."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QRadioButton

from app.transcript.events import Called
from tests.helpers import sample_runs as sample
from tests.helpers.showing import button, showing, words
from tests.widgets.test_accessible_names import check_names
from tests.widgets.test_main_window import PATIENCE, signed_in
from widgets.sign_out import SignOutBox, TokenChecks
from widgets.theme import apply_theme


@pytest.fixture
def box(qtbot):
    made = SignOutBox()
    qtbot.addWidget(made)
    return made


def test_it_asks_how_and_tries_the_refresh_token_only_when_told_to(box, qtbot):
    box.offer(sample.tokens())
    assert [each.text() for each in showing(box, QRadioButton)] == [
        "This sign-in", "Everywhere", "Only here",
    ]  # fmt: skip
    (tries,) = showing(box, QCheckBox)
    assert not tries.isChecked()
    showing(box, QRadioButton)[1].click()
    tries.click()
    with qtbot.waitSignal(box.wanted) as signal:
        button(box, "Sign out now").click()
    assert signal.args == ["GlobalSignOut", True]
    assert not box.isVisible()


def test_forgetting_sends_nothing_so_nothing_is_tried(box, qtbot):
    box.offer(sample.tokens())
    showing(box, QCheckBox)[0].click()
    showing(box, QRadioButton)[2].click()
    with qtbot.waitSignal(box.wanted) as signal:
        button(box, "Sign out now").click()
    assert signal.args == ["forget", False]


def test_without_a_refresh_token_there_is_none_to_revoke_or_to_try(box):
    box.offer(replace(sample.tokens(), refresh_token=None))
    assert [each.text() for each in showing(box, QRadioButton)] == ["Everywhere", "Only here"]
    assert showing(box, QCheckBox) == []


def test_staying_signed_in_does_nothing(box, qtbot):
    box.offer(sample.tokens())
    with qtbot.assertNotEmitted(box.wanted):
        button(box, "Stay signed in").click()
    assert not box.isVisible()


def test_each_token_has_a_row_and_no_rows_no_table(qtbot):
    table = TokenChecks()
    qtbot.addWidget(table)
    row = {"token": "id_token", "check": "signature", "verdict": "valid", "code": "", "message": ""}
    table.show_findings({"tokens": (row,)})
    assert "ID token: still valid until it expires" in words(table)
    table.show_findings({})
    assert not table.isVisible()


def test_signing_out_shows_what_each_token_still_does_and_forgets_the_saved_one(desk, qtbot):
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    qtbot.waitUntil(lambda: desk.panels.models.saved.rowCount() == 1)
    outcome = desk.panels.stage.outcome
    button(outcome, "Sign out …").click()
    check_names(desk)
    (tries,) = showing(outcome, QCheckBox)
    tries.click()
    button(outcome, "Sign out now").click()
    qtbot.waitUntil(lambda: desk.outcome() == "Signed out", timeout=PATIENCE)
    told = words(outcome)
    assert "Access token: refused" in told
    assert "ID token: still valid until it expires" in told
    assert "Refresh token: refused" in told
    qtbot.waitUntil(lambda: desk.panels.models.saved.rowCount() == 0)
    first, second = desk.panels.models.timeline.runs
    assert second.started.about == first.run_id


def test_a_saved_sign_in_is_revoked_and_then_forgotten(desk, qtbot):
    desk.begin("plain", profile="practice / confidential")
    signed_in(desk, qtbot, "plain")
    desk.panels.top.profiles.setCurrentIndex(0)
    qtbot.waitUntil(lambda: desk.panels.models.saved.rowCount() == 1)
    check_names(desk)
    button(desk.panels.left.saved, "Sign out").click()
    qtbot.waitUntil(lambda: desk.outcome() == "Signed out", timeout=PATIENCE)
    qtbot.waitUntil(lambda: desk.panels.models.saved.rowCount() == 0)
    assert "Refresh token: not checked" in words(desk.panels.stage.outcome)


def test_a_sign_in_that_was_refreshed_from_the_keyring_is_forgotten_once_it_is_ended_everywhere(desk, qtbot):
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    qtbot.waitUntil(lambda: desk.panels.models.saved.rowCount() == 1)
    button(desk.panels.left.saved, "Refresh tokens").click()
    qtbot.waitUntil(lambda: len(desk.panels.models.timeline.runs) == 2)
    signed_in(desk, qtbot, "plain")
    outcome = desk.panels.stage.outcome
    button(outcome, "Sign out …").click()
    next(each for each in showing(outcome, QRadioButton) if each.text() == "Everywhere").click()
    button(outcome, "Sign out now").click()
    qtbot.waitUntil(lambda: desk.outcome() == "Signed out", timeout=PATIENCE)
    qtbot.waitUntil(lambda: desk.panels.models.saved.rowCount() == 0)


def test_the_words_beside_the_check_box_are_part_of_it(box, qtbot):
    box.offer(sample.tokens())
    (tries,) = showing(box, QCheckBox)
    assert tries.accessibleName() == "Also try the refresh token (it may rotate)"
    beside = next(each for each in showing(box, QLabel) if each.text() == tries.accessibleName())
    qtbot.mouseClick(beside, Qt.MouseButton.LeftButton)
    assert tries.isChecked()


def test_at_large_text_in_a_narrow_card_no_word_is_cut(box, qapp):
    theme = apply_theme(qapp)
    theme.set_scale(2.0)
    try:
        box.offer(sample.tokens())
        assert box.minimumSizeHint().width() < 300
    finally:
        theme.set_scale(1.0)


def test_what_cognito_did_not_revoke_stays_saved(desk, qtbot):
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    qtbot.waitUntil(lambda: desk.panels.models.saved.rowCount() == 1)
    desk.services.practice._process.kill()
    button(desk.panels.left.saved, "Sign out").click()
    qtbot.waitUntil(lambda: "No answer" in desk.outcome() or "Amazon" in desk.outcome(), timeout=PATIENCE)
    assert desk.panels.models.saved.rowCount() == 1


def refreshed(desk, qtbot, profile: str):
    """Sign in, refresh with what was saved of it, and return the outcome's card."""
    desk.begin("plain", profile=profile)
    signed_in(desk, qtbot, "plain")
    qtbot.waitUntil(lambda: desk.panels.models.saved.rowCount() == 1)
    button(desk.panels.left.saved, "Refresh tokens").click()
    qtbot.waitUntil(lambda: len(desk.panels.models.timeline.runs) == 2)
    signed_in(desk, qtbot, "plain")
    return desk.panels.stage.outcome


def test_after_a_refresh_the_token_that_was_redeemed_can_be_revoked(desk, qtbot):
    outcome = refreshed(desk, qtbot, "practice / public-all")
    button(outcome, "Sign out …").click()
    assert [each.text() for each in showing(outcome, QRadioButton)] == ["This sign-in", "Everywhere", "Only here"]
    button(outcome, "Sign out now").click()
    qtbot.waitUntil(lambda: desk.outcome() == "Signed out", timeout=PATIENCE)
    assert "Access token: refused" in words(outcome)
    qtbot.waitUntil(lambda: desk.panels.models.saved.rowCount() == 0)


def test_a_refresh_once_more_sends_the_token_that_came_in_place_of_the_first(desk, qtbot):
    outcome = refreshed(desk, qtbot, "practice / rotating")
    rotated = outcome.tokens.refresh_token
    button(outcome, "Sign in again").click()
    qtbot.waitUntil(lambda: len(desk.panels.models.timeline.runs) == 3)
    signed_in(desk, qtbot, "plain")
    events = desk.panels.models.timeline.runs[2].transcript.events
    (called,) = [event for event in events if isinstance(event, Called)]
    assert called.params["RefreshToken"] == rotated


def test_what_is_asked_with_the_tokens_of_a_sign_in_leaves_its_sign_out_in_reach(desk, qtbot):
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    details, outcome = desk.panels.right.details, desk.panels.stage.outcome
    details.setCurrentWidget(details.account)
    for times in (1, 2):
        button(details.account, "List passkeys").click()
        qtbot.waitUntil(lambda: len(desk.panels.models.timeline.runs) == times + 1)  # noqa: B023 - waited for at once
        qtbot.waitUntil(lambda: desk.outcome() == "Passkeys listed", timeout=PATIENCE)
    button(outcome, "Sign out …").click()
    button(outcome, "Sign out now").click()
    qtbot.waitUntil(lambda: desk.outcome() == "Signed out", timeout=PATIENCE)
    assert "Sign out …" not in [each.text() for each in showing(outcome, QPushButton)]


def test_what_was_only_forgotten_here_is_not_called_signed_out(desk, qtbot):
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    outcome = desk.panels.stage.outcome
    button(outcome, "Sign out …").click()
    showing(outcome, QRadioButton)[2].click()
    button(outcome, "Sign out now").click()
    qtbot.waitUntil(lambda: desk.outcome() == "Forgotten here, not at Cognito", timeout=PATIENCE)
    heading = desk.panels.models.timeline.runs[1].rows[0]
    assert heading.chip == desk.outcome()
