"""Several windows of one program: what each has for itself, what all are told, and what closing one leaves."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtGui import QAction

from app.profiles.profile import Profile
from app.secret import Secret
from app.transcript.events import Ended
from app.transcript.files import dump
from app.transcript.recording import Recording
from tests.helpers import sample_runs as sample
from tests.helpers.showing import button, words
from tests.widgets.desk import Desk, SecureMemory, services_in
from widgets.main_window import MainWindow
from widgets.veil import veil
from widgets.windows import Windows

PATIENCE = 15_000  # milliseconds


class Program:
    """The windows with what is behind them."""

    def __init__(self, services, windows, vault):
        self.services, self.windows, self.vault = services, windows, vault

    def desk(self, place) -> Desk:
        return Desk(self.windows.all[place], self.services, self.vault)

    def another(self) -> Desk:
        action(self.desk(-1), "&New window").trigger()
        return self.desk(-1)


def action(desk: Desk, words: str) -> QAction:
    return next(each for each in desk.window.findChildren(QAction) if each.text() == words)


@pytest.fixture
def program(qapp, qtbot, tmp_path) -> Iterator[Program]:
    vault = SecureMemory()
    services = services_in(tmp_path, qapp, vault)
    windows = Windows(services, qapp)
    window = windows.open_first()
    for worker in (services.vault, services.history, services.profiles, services.practice):
        worker.start()
    services.vault.describe()
    services.vault.refresh()
    services.profiles.load()
    qtbot.waitUntil(window._panels.top.sign_in.isEnabled, timeout=20_000)
    yield Program(services, windows, vault)
    left = windows.all
    windows.close_all()
    for each in left:
        if shiboken6.isValid(each):
            each.deleteLater()
    for worker in (services.practice, services.history, services.profiles, services.vault):
        worker.stop()
    windows.deleteLater()


def test_while_one_window_presents_no_other_lifts_the_veil_or_changes_the_text(program):
    first, second = program.desk(0), program.another()
    for desk in (first, second):
        desk.window.conductors.presentation.begin()
    size = first.window.font().pointSizeF()
    program.another()
    first.window.conductors.presentation.end()
    assert veil().drawn
    assert second.window.font().pointSizeF() == size
    second.window.close()
    assert not veil().drawn
    assert first.window.font().pointSizeF() < size


def rows(desk: Desk) -> int:
    return desk.panels.models.timeline.rowCount()


def test_a_window_that_is_opened_later_knows_what_the_first_one_knows(program, qtbot):
    first = program.desk(0)
    first.begin("sms", "user_password")
    qtbot.waitUntil(lambda: first.panels.stage.challenge.asks == "SMS_MFA", timeout=PATIENCE)
    qtbot.waitUntil(lambda: first.panels.models.inbox.row_for("SMS_MFA") >= 0, timeout=PATIENCE)
    second = program.another()
    assert second.panels.top.profile == first.panels.top.profile
    assert second.panels.top.sign_in.isEnabled()
    assert "Practice pool running" in words(second.panels.status)
    second.panels.models.inbox.set_user("sms")
    assert second.panels.models.inbox.row_for("SMS_MFA") >= 0
    assert rows(second) == 0
    qtbot.waitUntil(lambda: "Keyring: Test keyring" in words(second.panels.status))


def test_each_window_has_its_own_sign_in_at_the_same_time(program, qtbot):
    first, second = program.desk(0), program.another()
    first.begin("sms", "user_password")
    second.begin("plain", "user_srp", "practice / confidential")
    qtbot.waitUntil(lambda: second.outcome() == "Signed in as plain", timeout=PATIENCE)
    qtbot.waitUntil(lambda: first.panels.stage.challenge.asks == "SMS_MFA", timeout=PATIENCE)
    assert {run.started.user for run in first.panels.models.timeline.runs} == {"sms"}
    assert {run.started.user for run in second.panels.models.timeline.runs} == {"plain"}
    assert first.panels.top.profile.name == "practice / public-all"


def test_a_saved_sign_in_appears_in_all_windows(program, qtbot):
    first, second = program.desk(0), program.another()
    first.begin("plain", "user_password")
    qtbot.waitUntil(lambda: second.panels.models.saved.rowCount() == 1, timeout=PATIENCE)
    assert first.panels.models.saved.rowCount() == 1


def test_a_token_is_read_for_the_window_that_asked(program, qtbot):
    first, second = program.desk(0), program.another()
    first.begin("plain", "user_password")
    qtbot.waitUntil(lambda: second.panels.models.saved.rowCount() == 1, timeout=PATIENCE)
    before = rows(first)
    second.panels.left.saved.refresh()
    qtbot.waitUntil(lambda: second.outcome() == "Signed in as plain", timeout=PATIENCE)
    assert rows(first) == before


def test_profiles_that_one_window_writes_are_in_the_other(program, qtbot):
    first, second = program.desk(0), program.another()
    mine = Profile(id="mine", name="Mine", user_pool_id="us-east-1_Example1", client_id="client")
    services = first.window._services
    services.profiles.save(mine, Secret("hidden"))
    for desk in (first, second):
        qtbot.waitUntil(lambda desk=desk: desk.panels.models.profiles.find("mine") is not None)


def test_an_opened_file_is_shown_in_the_window_that_opened_it(program, qtbot, tmp_path):
    first, second = program.desk(0), program.another()
    path = tmp_path / "run.cfx.json"
    ended = [*sample.until_sms(), Ended(at=sample.T0 + 9, reason="cancelled")]
    path.write_bytes(dump([Recording(run_id=ended[0].run_id, events=tuple(ended))]))
    second.window.conductors.drops.open((path,))
    qtbot.waitUntil(lambda: rows(second) > 0)
    assert rows(first) == 0


def test_what_goes_wrong_is_said_in_the_window_where_it_was_asked(program, qtbot, tmp_path):
    first, second = program.desk(0), program.another()
    broken = tmp_path / "broken.cfx.json"
    broken.write_text('{"format": "cognito-flow-explorer transcript", "version": 99}')
    second.window._services.history.open(broken)
    qtbot.waitUntil(second.window._strips.notice.isVisible)
    assert first.window._strips.notice.isHidden()


def test_closing_one_window_leaves_the_others_and_ends_its_run(program, qtbot):
    first, second = program.desk(0), program.another()
    first.begin("sms", "user_password")
    second.begin("sms", "user_password")
    for desk in (first, second):
        qtbot.waitUntil(lambda desk=desk: desk.panels.stage.challenge.asks == "SMS_MFA", timeout=PATIENCE)
    gone = first.window
    gone.close()
    qtbot.waitUntil(lambda: not shiboken6.isValid(gone))
    assert program.windows.all == (second.window,)
    assert second.panels.stage.challenge.asks == "SMS_MFA"
    second.window.conductors.sign_ins.stop()
    second.begin("plain", "user_password")
    qtbot.waitUntil(lambda: second.outcome() == "Signed in as plain", timeout=PATIENCE)
    qtbot.waitUntil(lambda: second.panels.models.saved.rowCount() == 1, timeout=PATIENCE)
    program.services.practice.reset()
    qtbot.waitUntil(lambda: "The practice pool is as it was at first." in words(second.panels.right.inbox))


def badge(desk: Desk) -> str:
    shown = desk.panels.status._what_if
    return shown.text() if shown.isVisibleTo(desk.window) else ""


def test_what_if_is_said_in_all_windows_and_in_one_that_is_opened_later(program, qtbot):
    first, second = program.desk(0), program.another()
    first.window.conductors.desk.change({"clock_offset": 900, "user_pools": []})
    for desk in (first, second):
        qtbot.waitUntil(lambda desk=desk: badge(desk) == "What if: clock +15 min", timeout=PATIENCE)
    third = program.another()
    qtbot.waitUntil(lambda: badge(third) == "What if: clock +15 min", timeout=PATIENCE)
    third.window.conductors.desk.back_to_normal()
    for desk in (first, second, third):
        qtbot.waitUntil(lambda desk=desk: not badge(desk), timeout=PATIENCE)


def test_a_function_that_one_window_uses_stands_in_the_others_editor(program, qtbot):
    first, second = program.desk(0), program.another()
    for desk in (first, second):
        desk.window.conductors.triggers.open()
    page = [desk.window.conductors.triggers._dialog.functions for desk in (first, second)]
    for each in page:
        qtbot.waitUntil(lambda each=each: "def verify_auth_challenge" in each.code.toPlainText(), timeout=PATIENCE)
    page[0].code.setPlainText("# mine\n")
    page[0]._use.click()
    qtbot.waitUntil(lambda: page[1].code.toPlainText() == "# mine\n", timeout=PATIENCE)


def test_titles_tell_windows_apart_and_one_alone_needs_no_number(program, qtbot):
    first = program.desk(0)
    assert first.window.windowTitle() == "Cognito Flow Explorer"
    second = program.another()
    top = second.panels.top
    top.profiles.setCurrentIndex(top.profiles.findText("practice / confidential"))
    assert first.window.windowTitle() == "1 · practice / public-all · Cognito Flow Explorer"
    assert second.window.windowTitle() == "2 · practice / confidential · Cognito Flow Explorer"
    second.window.close()
    assert first.window.windowTitle() == "Cognito Flow Explorer"


def test_a_new_window_stands_beside_and_the_last_closed_is_remembered(program, qtbot):
    first = program.desk(0)
    first.window.resize(1000, 650)
    second = program.another()
    assert second.window.size() == first.window.size()
    first.window.close()
    top = second.panels.top
    top.profiles.setCurrentIndex(top.profiles.findText("practice / confidential"))
    second.window.close()
    assert program.services.settings.value("window/profile") == second.panels.top.profile.id


def test_quit_closes_all_windows_until_one_has_to_ask(program, qtbot, monkeypatch):
    program.another()
    third = program.another()
    asks = program.windows.all[1]
    monkeypatch.setattr(asks.conductors, "may_close", lambda: False)
    action(third, "&Quit").trigger()
    assert program.windows.all == (asks, third.window)
    monkeypatch.undo()
    program.windows.close_all()
    assert not program.windows.all


def test_a_pool_that_is_over_can_be_started_again_from_any_window(program, qtbot):
    first, second = program.desk(0), program.another()
    program.services.practice._process.kill()
    for desk in (first, second):
        qtbot.waitUntil(lambda desk=desk: desk.panels.top.profile is None, timeout=PATIENCE)
    third = program.another()
    assert third.panels.top.profile is None
    button(third.panels.status, "Start again").click()
    for desk in (first, second, third):
        qtbot.waitUntil(desk.panels.top.sign_in.isEnabled, timeout=20_000)
        assert not action(desk, "&Start again").isEnabled()


def test_a_window_alone_needs_no_others(desk):
    assert isinstance(desk.window, MainWindow)
    action(desk, "&New window").trigger()
    assert desk.window.isVisible()


def test_undo_brings_back_what_this_window_deleted_whatever_another_one_did(program, qtbot):
    first, second = program.desk(0), program.another()
    for key in ("one", "two"):
        made = Profile(id=key, name=key, user_pool_id="us-east-1_Example1", client_id=key)
        first.window._services.profiles.save(made, Secret(f"hidden {key}"))
    deleted = {}
    for desk, key in ((first, "one"), (second, "two")):
        profiles = desk.panels.models.profiles
        qtbot.waitUntil(lambda profiles=profiles: profiles.find("two") is not None, timeout=PATIENCE)
        desk.window.conductors.profiles.edit(profiles.find(key))
        deleted[key] = desk.window.conductors.profiles.dialog
    for dialog in deleted.values():
        dialog.editing.delete()
        qtbot.waitUntil(dialog._undo.isVisible, timeout=PATIENCE)
    deleted["one"]._undo.button.click()
    qtbot.waitUntil(lambda: not deleted["one"]._undo.isVisible(), timeout=PATIENCE)
    assert [each.id for each in first.panels.models.profiles.profiles if not each.practice] == ["one"]
    assert deleted["two"]._undo.isVisible()
    assert [entry.profile_id for entry in program.vault.entries()] == ["one"]


def test_a_note_of_another_window_is_not_erased_by_a_mark(program, qtbot):
    first, second = program.desk(0), program.another()
    for event in sample.signed_in():
        first.panels.models.timeline.add("r", event)
        program.services.history.add("r", (event,))
    second.window._services.history.annotate("r", "ticket 4711", False)
    (run,) = first.panels.models.timeline.runs
    qtbot.waitUntil(lambda: run.rows[0].note == "ticket 4711", timeout=PATIENCE)
    timeline = first.panels.stage.timeline
    timeline.setCurrentIndex(timeline.model().index(0, 0))
    first.window.conductors.remarks.mark()
    assert (run.rows[0].note, run.rows[0].marked) == ("ticket 4711", True)
