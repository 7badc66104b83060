"""Transcripts in the window: kept as they go on, saved, exported, opened by menu, drop and history."""

import json
from dataclasses import replace

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QTabWidget

from app.history.store import History
from app.models.rows import RowKind
from app.models.timeline import RowRole
from app.secret import Secret
from app.texts import text
from app.transcript.files import dump, load
from app.transcript.recording import Recording
from tests.helpers import sample_runs
from tests.helpers.drags import Drag, middle, of_files
from tests.helpers.showing import button, showing, words
from tests.profiles.sample_files import GEN2
from widgets.profiles.dialog import ProfilesDialog
from widgets.transcripts.history import HistoryDialog
from widgets.transcripts.save import SaveDialog

PATIENCE = 20_000


@pytest.fixture
def window(make_desk):
    """A window whose practice pool is not needed."""
    return make_desk()


@pytest.fixture
def file(tmp_path):
    """A redacted transcript of a sign-in and of one that a crash cut off."""
    path = tmp_path / "ticket.cfx.json"
    path.write_bytes(dump([recording(sample_runs.signed_in()), recording(sample_runs.until_sms("plain"), "other")]))
    return path


def recording(events, run_id="r"):
    return Recording(run_id=run_id, events=(replace(events[0], run_id=run_id), *events[1:]))


def headings(desk):
    timeline = desk.panels.models.timeline
    rows = [timeline.index(place, 0).data(RowRole) for place in range(timeline.rowCount())]
    return [row for row in rows if row.kind is RowKind.HEADING]


def open_by_drop(desk, qtbot, *paths, runs):
    assert Drag(desk.window, of_files(paths)).drop(middle(desk.panels.stage)).isAccepted()
    qtbot.waitUntil(lambda: len(headings(desk)) == runs)


def menu(desk, key):
    (action,) = [each for each in desk.window.findChildren(QAction) if each.text() == text(f"menu.{key}")]
    return action


def saving(desk, key="save_runs"):
    menu(desk, key).trigger()
    return desk.window.findChild(SaveDialog)


def saved(dialog, qtbot, path):
    dialog.save_to(str(path))
    qtbot.waitUntil(lambda: text("save_runs.saved", path=str(path)) in words(dialog))
    return path.read_bytes()


def choose(dialog, kind):
    formats = next(box for box in dialog.findChildren(QComboBox) if box.findData(kind) >= 0)
    formats.setCurrentIndex(formats.findData(kind))


def tick(dialog, key):
    (box,) = [each for each in dialog.findChildren(QCheckBox) if each.accessibleName() == text(key)]
    box.click()


def test_a_dropped_transcript_stands_on_the_timeline_with_where_it_comes_from(window, qtbot, file):
    open_by_drop(window, qtbot, file, runs=2)
    first, second = headings(window)
    assert first.detail == "opened from ticket.cfx.json · practice / public-all"
    assert "<user-1>" in first.title
    assert (first.word, second.word) == (text("timeline.signed_in"), text("timeline.end.unfinished"))
    assert window.window.findChild(ProfilesDialog) is None


def test_every_tab_shows_every_row_of_an_opened_run(window, qtbot, file):
    open_by_drop(window, qtbot, file, runs=2)
    view, details = window.panels.stage.timeline, window.panels.right.details
    seen = ""
    for place in range(view.model().rowCount()):
        view.setCurrentIndex(view.model().index(place, 0))
        for tab in range(details.count()):
            if details.isTabVisible(tab):
                details.setCurrentIndex(tab)
                seen += "".join(words(details))
    assert "<access-token-1>" in seen
    assert "<session-1>" in seen
    assert text("account.no_token") in seen
    assert text("code.opened") in seen


def test_nothing_can_be_asked_with_a_run_that_came_without_its_tokens(window, qtbot, file):
    open_by_drop(window, qtbot, file, runs=2)
    view, details = window.panels.stage.timeline, window.panels.right.details
    view.setCurrentIndex(view.model().index(1, 0))
    details.setCurrentWidget(details.account)
    assert isinstance(details, QTabWidget)
    assert not button(details, text("account.button.get_user")).isEnabled()


def test_profiles_and_transcripts_that_are_dropped_together_go_each_to_its_own_place(window, qtbot, file, tmp_path):
    profiles = tmp_path / "amplify_outputs.json"
    profiles.write_text(json.dumps(GEN2))
    renamed = file.rename(tmp_path / "ticket(1).json")  # as a browser names a second download
    open_by_drop(window, qtbot, renamed, profiles, runs=2)
    qtbot.waitUntil(lambda: window.window.findChild(ProfilesDialog) is not None)
    preview = window.window.findChild(ProfilesDialog).files.preview
    qtbot.waitUntil(lambda: preview.paths == (profiles,))


def test_a_damaged_file_says_where_it_is_wrong(window, qtbot, tmp_path):
    bad = tmp_path / "bad.cfx.json"
    bad.write_bytes(dump([recording(sample_runs.signed_in())]).replace(b'"kind":"Started"', b'"kind":7'))
    assert Drag(window.window, of_files([bad])).drop(middle(window.panels.stage)).isAccepted()
    qtbot.waitUntil(lambda: "$.runs[0].events[0].kind" in window.window._strips.notice.words)
    assert headings(window) == []


def test_opened_by_the_menu_the_files_that_are_picked_are_opened(window, qtbot, file):
    menu(window, "open_runs").trigger()
    dialog = window.window.findChild(QFileDialog)
    dialog.filesSelected.emit([str(file)])
    dialog.close()
    qtbot.waitUntil(lambda: len(headings(window)) == 2)


def test_there_is_nothing_to_save_where_nothing_ran(window):
    dialog = saving(window)
    assert text("save_runs.nothing") in words(dialog)
    assert not button(dialog, text("save_runs.save")).isEnabled()


def test_an_opened_run_is_saved_again_as_it_is(window, qtbot, file, tmp_path):
    open_by_drop(window, qtbot, file, runs=2)
    dialog = saving(window)
    which = next(box for box in dialog.findChildren(QComboBox) if box.findData("html") < 0)
    which.setCurrentIndex(1)
    again = load(saved(dialog, qtbot, tmp_path / "again.cfx.json"))
    assert [run.events[1:] for run in again] == [run.events[1:] for run in load(file.read_bytes())]


def test_a_sign_in_is_saved_without_its_secrets_and_with_them_only_for_one_file(desk, qtbot, tmp_path):
    desk.begin("plain", "user_password")
    qtbot.waitUntil(lambda: desk.outcome() == "Signed in as plain", timeout=PATIENCE)
    dialog = saving(desk)
    redacted = saved(dialog, qtbot, tmp_path / "a.cfx.json")
    assert b"Practice1!" not in redacted
    assert b"plain" not in load(redacted)[0].events[0].user.encode()
    tick(dialog, "save_runs.keep_names")
    named = saved(dialog, qtbot, tmp_path / "b.cfx.json")
    assert load(named)[0].events[0].user == "plain"
    assert b"Practice1!" not in named
    assert text("save_runs.reveal_warning") not in words(dialog)
    tick(dialog, "save_runs.reveal")
    assert text("save_runs.reveal_warning") in words(dialog)
    assert text("save_runs.redacted") not in words(dialog)
    path = tmp_path / "c.cfx.json"
    assert b"Practice1!" in saved(dialog, qtbot, path)
    assert path.stat().st_mode & 0o077 == 0
    dialog.close()
    assert not saving(desk).reveals


@pytest.mark.parametrize("kind", ["html", "har", "markdown", "junit", "svg", "mermaid"])
def test_a_run_is_exported_in_each_format_and_no_secret_with_it(window, qtbot, tmp_path, kind):
    revealed = tmp_path / "revealed.cfx.json"
    revealed.write_bytes(dump([recording(sample_runs.signed_in())], redacted=False))
    open_by_drop(window, qtbot, revealed, runs=1)
    dialog = saving(window, "export_runs")
    assert dialog.format == "html"
    choose(dialog, kind)
    assert text("save_runs.reveal") not in [each.accessibleName() for each in showing(dialog, QCheckBox)]
    content = saved(dialog, qtbot, tmp_path / "out").decode()
    assert content
    assert sample_runs.SESSION not in content
    assert "482913" not in content


def test_a_format_for_reports_never_reveals_whatever_was_ticked_for_a_transcript(window, qtbot, file):
    open_by_drop(window, qtbot, file, runs=2)
    dialog = saving(window)
    tick(dialog, "save_runs.reveal")
    assert dialog.reveals
    choose(dialog, "har")
    assert not dialog.reveals


def test_a_file_that_cannot_be_written_is_said_in_the_dialog(window, qtbot, file, tmp_path):
    open_by_drop(window, qtbot, file, runs=2)
    dialog = saving(window)
    dialog.save_to(str(tmp_path / "nowhere" / "x.cfx.json"))
    qtbot.waitUntil(lambda: any("cannot be written" in each for each in words(dialog)))


def test_what_ran_is_in_the_history_of_the_next_start_and_opens_from_there(desk, make_desk, qtbot, tmp_path):
    desk.begin("plain", "user_password")
    qtbot.waitUntil(lambda: desk.outcome() == "Signed in as plain", timeout=PATIENCE)
    qtbot.waitUntil(lambda: any(e.finished for e in History(tmp_path / "history").entries().entries))
    assert not [path for path in (tmp_path / "history").iterdir() if b"Practice1!" in path.read_bytes()]
    later = make_desk()
    menu(later, "history").trigger()
    dialog = later.window.findChild(HistoryDialog)
    qtbot.waitUntil(lambda: dialog.chosen is not None)
    button(dialog, text("history.open")).click()
    qtbot.waitUntil(lambda: len(headings(later)) == 1)
    view = later.panels.stage.timeline
    assert view.current_row() is headings(later)[0]
    view.setCurrentIndex(view.model().index(2, 0))
    button(dialog, text("history.open")).click()  # it is there already, and chosen again
    qtbot.waitUntil(lambda: view.current_row() is headings(later)[0])
    assert len(headings(later)) == 1
    assert headings(later)[0].detail == f"{text('timeline.from_history')} · practice / public-all"


def test_a_note_and_a_mark_are_kept_and_found_by_a_search(window, qtbot, tmp_path):
    kept = History(tmp_path / "history")
    kept.save(recording(sample_runs.signed_in(), "one"))
    kept.save(recording(sample_runs.wrong_code(at=sample_runs.T0 + 60), "two"))
    menu(window, "history").trigger()
    dialog = window.window.findChild(HistoryDialog)
    qtbot.waitUntil(lambda: dialog.chosen is not None)
    assert dialog.chosen.run_id == "two"
    dialog._note.setText("ticket 7")
    dialog._note.editingFinished.emit()
    qtbot.waitUntil(lambda: dialog.chosen is not None and dialog.chosen.note == "ticket 7")
    dialog._mark.click()
    qtbot.waitUntil(lambda: dialog.chosen is not None and dialog.chosen.marked)
    dialog._search.setText("signed in")
    assert dialog.chosen.run_id == "one"
    dialog._search.setText("TICKET")
    assert dialog.chosen.run_id == "two"
    dialog._search.setText("nothing like it")
    assert dialog.chosen is None
    assert text("history.none_fits") in words(dialog)


def test_a_note_that_is_being_typed_stays_when_another_run_ends(window, qtbot, tmp_path):
    kept = History(tmp_path / "history")
    kept.save(recording(sample_runs.signed_in(), "one"))
    menu(window, "history").trigger()
    dialog = window.window.findChild(HistoryDialog)
    qtbot.waitUntil(lambda: dialog.chosen is not None)
    qtbot.keyClicks(dialog._note, "half ty")
    kept.save(recording(sample_runs.wrong_code(at=sample_runs.T0 + 60), "two"))
    window.services.history.load()
    qtbot.waitUntil(lambda: dialog._model.kept == 2)
    assert (dialog.chosen.run_id, dialog._note.text()) == ("one", "half ty")


def test_a_run_is_deleted_only_after_it_was_asked(window, qtbot, tmp_path):
    kept = History(tmp_path / "history")
    kept.save(recording(sample_runs.signed_in(), "one"))
    menu(window, "history").trigger()
    dialog = window.window.findChild(HistoryDialog)
    qtbot.waitUntil(lambda: dialog.chosen is not None)
    button(dialog, text("history.delete")).click()
    assert kept.open(["one"])
    button(dialog, text("history.delete_go")).click()
    qtbot.waitUntil(lambda: dialog.chosen is None)
    assert kept.open(["one"]) == ()
    assert text("history.empty") in words(dialog)


def test_the_outcome_stays_under_its_own_run_when_another_is_opened(desk, qtbot, file):
    desk.begin("plain", "user_password")
    qtbot.waitUntil(lambda: desk.outcome() == "Signed in as plain", timeout=PATIENCE)
    before = desk.panels.stage.timeline._anchor_row()
    open_by_drop(desk, qtbot, file, runs=3)
    assert before is not None
    assert desk.panels.stage.timeline._anchor_row() is before


def test_a_revealed_file_brings_its_secrets_masked(window, qtbot, tmp_path):
    revealed = tmp_path / "revealed.cfx.json"
    revealed.write_bytes(dump([recording(sample_runs.signed_in())], redacted=False))
    open_by_drop(window, qtbot, revealed, runs=1)
    assert isinstance(window.panels.models.timeline.runs[0].transcript.tokens.access_token, Secret)


def test_rows_are_laid_out_once_however_many_runs_are_opened(window, qtbot, monkeypatch):
    measured = []
    view = window.panels.stage.timeline
    monkeypatch.setattr(view, "extra_height", lambda row: measured.append(row) or 0)  # asked once a row and layout
    runs = [recording(sample_runs.signed_in(), f"run-{number}") for number in range(20)]
    window.panels.stage.open(runs, "opened")
    assert len(headings(window)) == 20
    assert len(measured) < 4 * view.model().rowCount()
    assert view.current_row() is headings(window)[0]
