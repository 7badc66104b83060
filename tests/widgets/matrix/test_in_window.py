"""The matrix in the window: chosen, run in child processes on the practice pool, opened, judged, exported, stopped."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QFileDialog, QLineEdit, QMenu, QPushButton

from app.history.store import History
from app.models.matrix import LookRole
from app.models.matrix_cells import State
from app.runs import what_if
from app.runs.matrix_kept import dump_expectations
from app.scenarios.scenario import End, Expectation
from app.texts import text
from app.transcript.events import Replied
from tests.helpers.showing import button, words
from tests.widgets.test_accessible_names import check_names_of
from widgets.matrix.dialog import SOON, MatrixDialog

PATIENCE = 60_000
REFUSED = Expectation(end=End.ERROR, name="NotAuthorizedException")


@pytest.fixture
def matrix(desk):
    return opened(desk)


def opened(desk):
    action = next(each for each in desk.window.findChildren(QAction) if each.text() == text("menu.matrix"))
    action.trigger()
    return desk.window.findChild(MatrixDialog)


def choose(matrix, *keys):
    """Tick just these check boxes of the set-up, by their names."""
    for box in matrix.setup.findChildren(QCheckBox):
        box.setChecked(box.accessibleName().removeprefix("User ") in keys or box.accessibleName() in keys)


def run(matrix, qtbot):
    button(matrix, "Run all").click()
    done(matrix, qtbot)


def done(matrix, qtbot):
    qtbot.waitUntil(lambda: button(matrix, "Run all").isEnabled(), timeout=PATIENCE)


def look(matrix, row, column):
    return matrix.grid.model().index(row, column).data(LookRole)


def picked(matrix, index, choice, qtbot):
    """Open a cell's menu by the keyboard and pick a row of it."""
    matrix.grid.setCurrentIndex(index)
    with pytest.MonkeyPatch.context() as patch:
        shown = []
        patch.setattr(QMenu, "popup", lambda menu, _: shown.append(menu))  # it would take the keyboard
        qtbot.keyClick(matrix.grid, Qt.Key.Key_Menu)
    next(each for each in shown[0].actions() if each.text() == choice).trigger()
    shown[0].deleteLater()


def test_the_grid_fills_and_a_cell_opens_its_transcript(desk, matrix, qtbot):
    choose(matrix, "practice / public-all", "practice / srp-only", "User SRP", "User password", "plain", "sms",
           "disabled")  # fmt: skip
    assert "12 sign-ins. Nothing has run yet." in words(matrix)
    run(matrix, qtbot)
    assert "12 as expected, 0 not as expected, 0 skipped" in words(matrix)
    assert (look(matrix, 0, 0).word, look(matrix, 1, 3).word) == ("Signed in", "InvalidParameterException")
    matrix.grid.setCurrentIndex(matrix.grid.model().index(1, 0))
    qtbot.keyClick(matrix.grid, Qt.Key.Key_Return)
    (shown,) = desk.panels.models.timeline.runs
    assert (shown.started.user, shown.source, shown.rows[0].word) == ("sms", "from the matrix", "Signed in")


def test_what_is_said_after_the_end_is_not_taken_away_by_the_last_cell(matrix, qtbot):
    matrix.grid.model().judged.emit(0, 0)  # it is counted in a moment, for many at a time
    matrix.set_running(False)
    matrix.say("Saved")
    with qtbot.assertNotEmitted(matrix._soon.timeout, wait=2 * SOON):
        assert "Saved" in words(matrix)
    assert "Saved" in words(matrix)


def test_a_cell_says_at_once_that_its_app_client_has_been_changed(desk, matrix, qtbot):
    choose(matrix, "practice / public-all", "User password", "plain")
    run(matrix, qtbot)
    profiles = desk.panels.models.profiles
    profiles.set_practice(tuple(replace(each, explicit_auth_flows=()) for each in profiles.profiles if each.practice))
    assert (look(matrix, 0, 0).word, look(matrix, 0, 0).below) == ("Signed in", "before a change")


def test_what_ran_is_in_the_history_without_being_opened(desk, matrix, qtbot, tmp_path):
    choose(matrix, "practice / public-all", "User SRP", "User password", "plain", "disabled")
    run(matrix, qtbot)
    kept = History(tmp_path / "history")
    qtbot.waitUntil(lambda: len(kept.entries().entries) == 4, timeout=PATIENCE)
    assert {entry.headline.flow for entry in kept.entries().entries} == {"user_srp", "user_password"}


def test_an_expectation_of_ones_own_lasts_till_the_next_start(make_desk, desk, matrix, qtbot):
    choose(matrix, "practice / public-all", "User SRP", "disabled")
    model, where = matrix.grid.model(), matrix.grid.model().index(0, 0)
    picked(matrix, where, "Expect that it signs in", qtbot)
    run(matrix, qtbot)
    assert look(matrix, 0, 0).below == "expected: Signed in"
    again = opened(make_desk())
    again.setup.offer(desk.panels.models.profiles.profiles, desk.services.practice.now.users, "")
    assert "so you have said" in look(again, 0, 0).tip
    picked(matrix, model.index(0, 0), "Expect this outcome: NotAuthorizedException", qtbot)
    assert model.counts()[State.PASSED] == 1
    picked(matrix, model.index(0, 0), "Expect what is usual here", qtbot)
    assert "this is what the practice user shows" in look(matrix, 0, 0).tip


def test_what_another_window_expects_by_now_is_kept(desk, matrix, qtbot):
    choose(matrix, "practice / public-all", "User SRP", "disabled", "unconfirmed")
    settings = desk.services.settings
    picked(matrix, matrix.grid.model().index(0, 0), "Expect that it signs in", qtbot)
    settings.setValue("matrix/expected", str(settings.value("matrix/expected")).replace("unconfirmed", "sms"))
    picked(matrix, matrix.grid.model().index(1, 0), "Expect that it signs in", qtbot)
    kept = str(settings.value("matrix/expected"))
    assert "sms" in kept
    assert "disabled" in kept


def test_only_what_is_not_as_expected_can_be_shown_and_run_again(desk, matrix, qtbot):
    choose(matrix, "practice / public-all", "User SRP", "User password", "plain", "disabled")
    picked(matrix, matrix.grid.model().index(1, 1), "Expect that it signs in", qtbot)
    run(matrix, qtbot)
    box = next(each for each in matrix.findChildren(QCheckBox) if each.text() == text("matrix.only_failed"))
    box.click()
    hidden = [matrix.grid.isRowHidden(row) for row in range(2)], [matrix.grid.isColumnHidden(at) for at in range(2)]
    assert hidden == ([True, False], [True, False])
    before = matrix.grid.model().cell(matrix.grid.model().index(0, 0)).recording
    button(matrix, "Run failed again").click()
    done(matrix, qtbot)
    assert matrix.grid.model().cell(matrix.grid.model().index(0, 0)).recording == before
    picked(matrix, matrix.grid.model().index(1, 1), "Expect what is usual here", qtbot)
    assert matrix.grid.isRowHidden(1)
    qtbot.waitUntil(lambda: text("matrix.none_failed") in words(matrix))


def test_what_is_done_stays_when_the_rest_is_stopped(desk, matrix, qtbot):
    choose(matrix, "practice / public-all", *(text(f"flow.{flow}.title") for flow in ("user_srp", "user_password")),
           "plain", "sms", "email", "custom", "passkey", "choose-mfa")  # fmt: skip
    pick = next(each for each in matrix.findChildren(QComboBox) if each.accessibleName() == "Sign-ins at once")
    pick.setCurrentIndex(pick.findData(1))
    button(matrix, "Run all").click()
    model = matrix.grid.model()
    qtbot.waitUntil(lambda: model.counts()[State.PASSED] > 0, timeout=PATIENCE)
    button(matrix, "Stop").click()
    done(matrix, qtbot)
    counts = model.counts()
    assert counts[State.PASSED] + counts[State.SKIPPED] == 12
    assert counts[State.SKIPPED]
    assert "stopped" in {look(matrix, row, 1).below for row in range(6)}


def test_a_user_of_ones_own_has_a_masked_password_that_leaves_its_field(desk, matrix, qtbot):
    choose(matrix, "practice / public-all", "User password")
    fields = {each.accessibleName(): each for each in matrix.setup.findChildren(QLineEdit)}
    assert fields["Password of the user"].echoMode() is QLineEdit.EchoMode.Password
    button(matrix, "Add the user").click()
    assert "Who is the user?" in words(matrix)
    fields["User"].setText("plain")
    fields["Password of the user"].setText("Wrong1!pass")
    qtbot.keyClick(fields["User"], Qt.Key.Key_Return)
    assert fields["Password of the user"].text() == ""
    run(matrix, qtbot)
    assert look(matrix, 0, 0).word == "NotAuthorizedException"
    kept = desk.services.settings
    assert not [key for key in kept.allKeys() if "Wrong1!pass" in str(kept.value(key))]
    button(matrix, "Take your own users out").click()
    assert matrix.grid.model().rowCount() == 0


def test_a_user_of_ones_own_is_chosen_whatever_the_name(desk, matrix):
    choose(matrix, "practice / public-all", "User password")
    fields = {each.accessibleName(): each for each in matrix.setup.findChildren(QLineEdit)}
    fields["User"].setText("device")
    button(matrix, "Add the user").click()
    assert [user.name for user in matrix.setup.users] == ["device"]


def test_a_missing_test_secret_is_named_and_its_user_is_kept(make_desk, desk, matrix, qtbot):
    choose(matrix, "practice / public-all", "User password")
    fields = {each.accessibleName(): each for each in matrix.setup.findChildren(QLineEdit)}
    fields["User"].setText("plain")
    fields["Or a test secret with the password"].setText("nobody-has-it")
    button(matrix, "Add the user").click()
    run(matrix, qtbot)
    shown = look(matrix, 0, 0)
    assert (shown.tone, shown.word) == ("red", "An answer's value is missing")
    assert "nobody-has-it" in shown.tip
    again = opened(make_desk())
    profiles = desk.panels.models.profiles.profiles
    again.setup.offer(profiles, desk.services.practice.now.users, "")
    assert [user.name for user in again.setup.users] == ["plain"]


def test_reports_are_written_redacted_and_the_grid_is_copied(desk, matrix, qtbot, tmp_path):
    choose(matrix, "practice / public-all", "User password", "plain", "disabled")
    run(matrix, qtbot)
    for name, part in (("m.html", "NotAuthorizedException"), ("m.xml", "<testsuites")):
        button(matrix, "Export…").click()
        dialog = next(each for each in matrix.findChildren(QFileDialog) if each.isVisible())
        dialog.fileSelected.emit(str(tmp_path / name))
        dialog.close()
        qtbot.waitUntil(lambda path=tmp_path / name: f"Saved: {path}" in words(matrix), timeout=PATIENCE)
        content = (tmp_path / name).read_text("utf-8")
        assert part in content
        assert "Practice1!" not in content
    button(matrix, "Export…").click()
    dialog = next(each for each in matrix.findChildren(QFileDialog) if each.isVisible())
    dialog.fileSelected.emit(str(tmp_path / "nowhere" / "m.html"))
    dialog.close()
    qtbot.waitUntil(lambda: any("cannot be written" in each for each in words(matrix)), timeout=PATIENCE)
    button(matrix, "Copy as Markdown").click()
    assert "| plain | Signed in |" in QApplication.clipboard().text()


def test_a_report_of_another_kind_has_the_name_of_that_kind(desk, matrix, qtbot):
    choose(matrix, "practice / public-all", "User password", "plain")
    run(matrix, qtbot)
    button(matrix, "Export…").click()
    dialog = next(each for each in matrix.findChildren(QFileDialog) if each.isVisible())
    dialog.filterSelected.emit("JUnit XML (*.xml)")
    assert Path(dialog.selectedFiles()[0]).name == "matrix.xml"
    dialog.close()


def test_the_controls_have_names_of_their_own(desk, matrix, qtbot):
    choose(matrix, "practice / public-all", "User SRP", "plain")
    seen = check_names_of(matrix)
    assert {"Matrix of sign-ins", "Run all", "User plain", "All: Flows", "Password of the user"} <= seen


def test_a_cell_that_nothing_has_happened_in_opens_nothing(desk, matrix, qtbot):
    choose(matrix, "practice / public-all", "User SRP", "plain")
    matrix.grid.doubleClicked.emit(matrix.grid.model().index(0, 0))
    assert "Nothing has happened there yet that could be opened." in words(matrix)
    assert not desk.panels.models.timeline.runs


def test_where_there_is_little_room_the_grid_has_it_while_it_fills(desk, matrix, qtbot):
    matrix.resize(500, 420)
    assert (matrix.setup.isVisible(), matrix.grid.isVisible()) == (True, False)
    choose(matrix, "practice / public-all", "User SRP", "plain")
    run(matrix, qtbot)
    assert (matrix.setup.isVisible(), matrix.grid.isVisible()) == (False, True)
    assert matrix.grid.visualRect(matrix.grid.model().index(0, 0)).topLeft() == QPoint(0, 0)


def test_where_all_is_shown_only_if_failed_the_tick_can_be_taken_away_again(desk, matrix, qtbot):
    choose(matrix, "practice / public-all", "User password", "plain")
    run(matrix, qtbot)
    (only,) = (each for each in matrix.findChildren(QCheckBox) if each.text() == text("matrix.only_failed"))
    only.click()
    assert text("matrix.none_failed") in words(matrix)
    choose(matrix, "practice / public-all", "User password", "sms")
    assert text("matrix.none_failed") not in words(matrix)  # nothing has run yet
    assert only.isEnabled()
    only.click()
    assert not matrix.grid.isRowHidden(0)


def test_all_and_none_change_the_table_once(desk, matrix, qtbot):
    changed = []
    matrix.setup.changed.connect(lambda: changed.append(len(matrix.setup.users)))
    for wanted in ("None: Users", "All: Users"):
        next(each for each in matrix.findChildren(QPushButton) if each.accessibleName() == wanted).click()
    assert (len(changed), changed[0], changed[1] > 3) == (2, 0, True)


def test_what_another_window_expects_counts_once_the_matrix_is_opened_or_run(desk, matrix, qtbot):
    choose(matrix, "practice / public-all", "User password", "plain")
    kept = {(desk.panels.top.profile.id, "user_password", "plain"): REFUSED}
    desk.services.settings.setValue("matrix/expected", dump_expectations(kept))
    run(matrix, qtbot)
    assert look(matrix, 0, 0).below == "expected: NotAuthorizedException"


def test_a_sign_in_under_way_when_the_window_closes_is_in_the_history(desk, matrix, qtbot, tmp_path):
    faults = [{"kind": "delay", "operation": "RespondToAuthChallenge", "seconds": 30}]
    what_if.change(desk.services.practice.client, {"faults": faults})
    choose(matrix, "practice / public-all", "User SRP", "plain")
    button(matrix, "Run all").click()
    (cell,) = matrix.grid.model().cells().values()
    qtbot.waitUntil(lambda: any(isinstance(event, Replied) for event in cell.events), timeout=PATIENCE)
    desk.window.close()
    desk.services.history.stop()
    (entry,) = History(tmp_path / "history").entries().entries
    assert (entry.finished, entry.headline.outcome) == (True, "cancelled")
