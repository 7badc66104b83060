"""Notes and marks in the window: written by menu, seen on the row and beside it, kept, found, exported."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QLineEdit

from app.history.store import read
from app.models.timeline import RowRole
from app.texts import text
from app.transcript.files import dump
from app.transcript.recording import Recording, Remark
from tests.helpers import sample_runs
from tests.helpers.drags import Drag, middle, of_files
from tests.helpers.showing import button
from widgets.note_dialog import NoteDialog

PATIENCE = 20_000


@pytest.fixture
def desk(make_desk, qtbot, tmp_path):
    """A window in which a run was opened, its third row chosen."""
    made = make_desk()
    path = tmp_path / "ticket.cfx.json"
    noted = Recording(
        run_id="r", events=tuple(replace(each, run_id="r") if not at else each
                                 for at, each in enumerate(sample_runs.signed_in())),
        note="for the ticket", remarks=(Remark(event=1, marked=True),),
    )  # fmt: skip
    path.write_bytes(dump([noted]))
    made.path = path
    assert Drag(made.window, of_files([path])).drop(middle(made.panels.stage)).isAccepted()
    qtbot.waitUntil(lambda: len(made.panels.models.timeline.runs) == 1, timeout=PATIENCE)
    choose(made, 2)
    return made


def choose(desk, place):
    timeline = desk.panels.stage.timeline
    timeline.setCurrentIndex(timeline.model().index(place, 0))


def row(desk, place):
    return desk.panels.models.timeline.index(place, 0).data(RowRole)


def menu(desk, key):
    (action,) = [each for each in desk.window.findChildren(QAction) if each.text() == text(f"menu.{key}")]
    return action


def write(desk, words):
    menu(desk, "note").trigger()
    (dialog,) = [each for each in desk.window.findChildren(NoteDialog) if each.isVisible()]
    dialog.findChild(QLineEdit).setText(words)
    button(dialog, text("note.keep")).click()


def test_what_a_file_has_of_notes_and_marks_stands_on_its_rows(desk):
    assert row(desk, 0).note == "for the ticket"
    assert row(desk, 0).accessible.endswith("note: for the ticket")
    marked = [each for each in desk.panels.models.timeline.runs[0].rows if each.marked]
    assert [each.first for each in marked] == [1]
    assert "marked" in marked[0].accessible


def test_a_note_is_written_on_the_chosen_row_and_stands_beside_it(desk, qtbot):
    overview = desk.panels.right.details.widget(0)

    def said() -> list[str]:
        return [each.text() for each in overview.findChildren(QLabel)]

    write(desk, "  the code came late ")
    assert row(desk, 2).note == "the code came late"
    qtbot.waitUntil(lambda: "the code came late" in said(), timeout=PATIENCE)
    write(desk, "")
    assert row(desk, 2).note == ""
    qtbot.waitUntil(lambda: text("details.fact.note") not in said(), timeout=PATIENCE)


def test_a_mark_comes_and_goes(desk):
    menu(desk, "mark").trigger()
    assert row(desk, 2).marked
    menu(desk, "mark").trigger()
    assert not row(desk, 2).marked


def test_the_timelines_own_menu_offers_both(desk):
    for key in ("mark", "unmark"):
        made = desk.window.conductors.remarks.menu(row(desk, 2))
        assert [each.text() for each in made.actions()] == [text("menu.note"), text(f"menu.{key}")]
        made.actions()[1].trigger()
        assert row(desk, 2).marked == (key == "mark")


def test_what_is_noted_goes_along_into_what_is_saved(desk, qtbot):
    saved = desk.path.with_name("again.cfx.json")
    write(desk, "the code came late")
    menu(desk, "mark").trigger()
    run_id = desk.panels.models.timeline.runs[0].run_id
    desk.services.history.save_as(saved, [run_id])
    qtbot.waitUntil(saved.exists, timeout=PATIENCE)
    (again,) = read(saved)
    first = row(desk, 2).first
    assert Remark(event=first, note="the code came late", marked=True) in again.remarks


def test_what_is_noted_on_a_run_of_this_program_is_kept_in_the_history(make_desk, qtbot):
    desk = make_desk()
    for event in sample_runs.signed_in():
        desk.panels.stage.take(sample_runs.started().run_id, event)
        desk.services.history.add(sample_runs.started().run_id, (event,))
    choose(desk, 2)
    write(desk, "seen on Monday")
    choose(desk, 0)
    menu(desk, "mark").trigger()
    heard = []
    desk.services.history.listed.connect(heard.append)
    desk.services.history.load()
    qtbot.waitUntil(lambda: any(each.marked for listing in heard[-1:] for each in listing.entries), timeout=PATIENCE)
    entry = heard[-1].entries[0]
    assert entry.marked
    assert entry.remarks == (Remark(event=row(desk, 2).first, note="seen on Monday"),)
