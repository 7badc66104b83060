"""Comparing in the window: by menu, from the outcome of a run, and as others bring two runs."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton

from app.auth.steps import Answer
from app.models.comparison import ComparisonModel, ComparisonRole
from app.runs.sign_in import SignInRequest
from app.texts import text
from app.transcript.members import Kind
from app.transcript.recording import Recording
from tests.helpers import sample_runs as sample
from tests.helpers.showing import button, showing, words
from widgets.compare.dialog import CompareDialog
from widgets.details.account import AccountPage

PATIENCE = 20_000
KEPT = ("claims/auth_time", "claims/origin_jti", "claims/event_id")  # by a refresh


@pytest.fixture
def window(make_desk):
    """A window whose practice pool is not needed."""
    return make_desk()


def dialog_of(desk) -> CompareDialog:
    return desk.window.findChild(CompareDialog)


def compare_by_menu(desk) -> CompareDialog:
    (action,) = [each for each in desk.window.findChildren(QAction) if each.text() == text("menu.compare")]
    action.trigger()
    return dialog_of(desk)


def test_with_an_empty_timeline_there_is_nothing_to_compare(window):
    assert text("compare.nothing") in words(compare_by_menu(window))


def test_two_runs_that_others_bring_are_compared_though_they_are_not_on_the_timeline(window):
    left = Recording(run_id="mine", events=tuple(sample.signed_in()))
    right = Recording(run_id="its", events=tuple(sample.wrong_code()))
    window.window.conductors.compare.compare(left, right)
    dialog = dialog_of(window)
    assert (dialog.left.run.recording, dialog.right.run.recording) == (left, right)
    assert "CodeMismatchException" in words(dialog)


def test_runs_that_come_to_the_timeline_are_offered_while_the_dialog_is_open(window, qtbot):
    dialog = compare_by_menu(window)
    window.panels.stage.open([Recording(run_id="r", events=tuple(sample.signed_in()))], "from the history")
    qtbot.waitUntil(lambda: dialog.left.list.count() == 1)
    assert any("from the history" in each for each in words(dialog))


def test_the_outcome_offers_the_run_before_and_a_refresh_its_tokens(desk, qtbot):
    desk.begin("plain")
    qtbot.waitUntil(lambda: desk.outcome() == "Signed in as plain", timeout=PATIENCE)
    card = desk.panels.stage.outcome
    assert text("compare.before") not in [each.text() for each in showing(card, QPushButton)]
    desk.begin("plain", flow="user_password")
    qtbot.waitUntil(lambda: desk.outcome() == "Signed in as plain", timeout=PATIENCE)
    button(card, text("compare.before")).click()
    dialog = dialog_of(desk)
    assert [side.run.recording.started.flow for side in (dialog.left, dialog.right)] == ["user_srp", "user_password"]

    desk.panels.right.details.setCurrentWidget(desk.panels.right.details.account)
    page = desk.window.findChild(AccountPage)
    button(page, text("account.button.get_user")).click()
    qtbot.waitUntil(lambda: desk.outcome() == "User read", timeout=PATIENCE)
    desk.panels.right.details.setCurrentIndex(0)
    dialog.choose(dialog.left.run.key, dialog.right.run.key)
    button(dialog, text("compare.account")).click()
    assert desk.panels.right.details.currentWidget() is page
    assert desk.panels.stage.timeline.current_row().run.run_id == dialog.right.run.key


def test_a_refresh_offers_the_tokens_that_it_refreshed(desk, qtbot):
    desk.begin("plain")
    qtbot.waitUntil(lambda: desk.outcome() == "Signed in as plain", timeout=PATIENCE)
    card, sign_ins = desk.panels.stage.outcome, desk.window.conductors.sign_ins
    kept = Answer(values={"refresh_token": card.tokens.refresh_token})
    sign_ins.begin(SignInRequest(profile=sign_ins.last.profile, flow="refresh", credentials=kept, save=False))
    qtbot.waitUntil(lambda: not sign_ins.running, timeout=PATIENCE)
    button(card, text("compare.before_refresh")).click()
    dialog = dialog_of(desk)
    rows = listed(dialog)
    assert rows[0].title == text("compare.section.tokens")
    assert [each.title for each in rows if each.counts] == ["claims/practice_trigger"]  # which tells why it was called
    assert {each.kind for each in rows if each.title in KEPT} == {Kind.EQUAL}
    assert {each.kind for each in rows if each.title == "claims/jti"} == {Kind.ALWAYS_DIFFERS}


def listed(dialog):
    model = dialog.findChild(ComparisonModel)
    return [model.index(place, 0).data(ComparisonRole.LINE) for place in range(model.rowCount())]
