"""Files that are dropped on a window: seen while they hang above it, copied only, and never text in a field."""

import pytest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.texts import text
from tests.helpers.drags import COPY, LINK, MOVE, Drag, middle, of_addresses, of_files, of_text
from widgets.drops import MOST, DropTarget


class Window:
    """A window with a field, and what its drop target says."""

    def __init__(self):
        self.widget, self.field = QWidget(), QLineEdit()
        box = QVBoxLayout()
        box.addWidget(self.field)
        box.addStretch(1)
        self.widget.setLayout(box)
        self.widget.resize(500, 300)
        self.target = DropTarget(self.widget)
        self.dropped, self.refused = [], []
        self.target.dropped.connect(self.dropped.append)
        self.target.refused.connect(self.refused.append)
        self.widget.show()

    @property
    def empty(self):
        """A place where there is no field."""
        return self.widget.rect().center()


@pytest.fixture
def window(qtbot, qapp):
    made = Window()
    qtbot.addWidget(made.widget)
    return made


def test_the_window_says_what_a_drop_would_do_as_long_as_files_hang_above_it(window, tmp_path):
    hint, drag = window.target.hint, Drag(window.widget, of_files([tmp_path / "a.json"]))
    assert not hint.isVisible()
    assert drag.enter(window.empty).isAccepted()
    assert hint.isVisible()
    assert hint.words == text("profile_import.drop_one")
    assert hint.geometry() == window.widget.rect()
    drag.leave()
    assert not hint.isVisible()
    assert (window.dropped, window.refused) == ([], [])


def test_the_hint_follows_the_window(window, tmp_path):
    Drag(window.widget, of_files([tmp_path / "a.json", tmp_path / "b.json"])).enter(window.empty)
    window.widget.resize(700, 400)
    assert window.target.hint.geometry() == window.widget.rect()
    assert window.target.hint.words == text("profile_import.drop_many", count=2)


def test_several_files_come_together_in_their_order_and_each_once(window, tmp_path):
    files = [tmp_path / each for each in ("b.json", "a b ü%.js", "b.json")]
    Drag(window.widget, of_files(files)).drop(window.empty)
    assert window.dropped == [(files[0], files[1])]
    assert not window.target.hint.isVisible()


def test_a_folder_is_told_apart_by_whoever_reads_it(window, tmp_path):
    Drag(window.widget, of_files([tmp_path])).drop(window.empty)
    assert window.dropped == [(tmp_path,)]


def test_a_file_that_falls_on_a_text_field_is_no_text(window, tmp_path):
    Drag(window.widget, of_files([tmp_path / "a.json"])).drop(middle(window.field))
    assert window.field.text() == ""
    assert window.dropped == [(tmp_path / "a.json",)]


@pytest.mark.parametrize(("offered", "taken"), [(COPY | MOVE, COPY), (LINK | MOVE, LINK), (MOVE | COPY | LINK, COPY)])
def test_a_file_is_never_moved_away(window, tmp_path, offered, taken):
    fallen = Drag(window.widget, of_files([tmp_path / "a.json"]), offered).drop(window.empty)
    assert fallen.isAccepted()
    assert fallen.dropAction() == taken


def test_what_can_only_be_moved_is_not_taken(window, tmp_path):
    assert not Drag(window.widget, of_files([tmp_path / "a.json"]), MOVE).drop(window.empty).isAccepted()
    assert window.dropped == []
    assert not window.target.hint.isVisible()


def test_an_address_that_is_no_file_here_gets_one_sentence(window):
    drag = Drag(window.widget, of_addresses(["https://example.com/amplify_outputs.json"]))
    drag.enter(window.empty)
    assert window.target.hint.words == text("profile_import.drop_remote")
    drag.drop(window.empty)
    assert window.refused == [text("profile_import.remote")]
    assert window.dropped == []


def test_an_address_can_still_be_dropped_into_a_text_field(window):
    address = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123"
    Drag(window.widget, of_addresses([address])).drop(middle(window.field))
    assert window.field.text() == address
    assert (window.dropped, window.refused) == ([], [])


def test_text_goes_into_a_field_and_nowhere_else(window):
    assert not Drag(window.widget, of_text("alice")).drop(window.empty).isAccepted()
    assert not window.target.hint.isVisible()
    Drag(window.widget, of_text("alice")).drop(middle(window.field))
    assert window.field.text() == "alice"
    assert (window.dropped, window.refused) == ([], [])


def test_more_files_than_anybody_means_are_not_all_read(window, tmp_path):
    files = [tmp_path / f"{number}.json" for number in range(MOST + 3)]
    Drag(window.widget, of_files(files)).drop(window.empty)
    assert window.dropped == [tuple(files[:MOST])]
    assert window.refused == [text("profile_import.too_many", count=MOST + 3, most=MOST)]


def test_files_among_addresses_are_taken(window, tmp_path):
    data = of_addresses(["https://example.com/a.json", (tmp_path / "b.json").as_uri()])
    Drag(window.widget, data).drop(window.empty)
    assert window.dropped == [(tmp_path / "b.json",)]


def test_a_window_takes_files_before_it_was_ever_shown_and_after_it_was_hidden(window, tmp_path):
    window.widget.hide()
    window.widget.show()
    Drag(window.widget, of_files([tmp_path / "a.json"])).drop(window.empty)
    assert len(window.dropped) == 1
