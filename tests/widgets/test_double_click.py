"""Help > Open transcripts by double-click: says what it would write, writes it, takes it away, tells of trouble."""

import pytest
from PySide6.QtWidgets import QWidget

from app.runs.double_click import Opener, set_up, status
from tests.helpers.showing import button, words
from widgets.double_click import DoubleClick

NOBODY = "A double-click does not open transcripts yet"
THIS = "A double-click opens transcripts with this program"


@pytest.fixture
def data(tmp_path, monkeypatch):
    """Return the person's data folder, which is nobody's yet."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def opened(qtbot, data):
    """Open the dialog and wait until it has looked."""

    def make():
        parent = QWidget()
        qtbot.addWidget(parent)
        dialog = DoubleClick(parent)
        dialog.show()
        qtbot.waitUntil(button(dialog, "Set up").isEnabled)
        return parent, dialog

    return make


def test_it_names_the_files_before_they_are_there_and_what_they_start(opened, data):
    _parent, dialog = opened()
    said = words(dialog)
    assert NOBODY in said
    assert {str(path) for path in status(data).paths} < set(said)
    assert any(line.endswith("main.py") for line in said)
    assert not data.exists()
    assert not button(dialog, "Remove").isEnabled()


def test_it_sets_up_and_removes(opened, data, qtbot):
    _parent, dialog = opened()
    button(dialog, "Set up").click()
    assert not button(dialog, "Set up").isEnabled()
    qtbot.waitUntil(lambda: THIS in words(dialog))
    assert status(data).opener is Opener.THIS
    button(dialog, "Remove").click()
    qtbot.waitUntil(lambda: NOBODY in words(dialog))
    assert status(data).opener is Opener.NOBODY


def test_another_copys_files_are_told(opened, data):
    set_up(data, ("python", "of another copy"))
    _parent, dialog = opened()
    assert any("another copy" in line for line in words(dialog))
    assert button(dialog, "Remove").isEnabled()


def test_why_it_did_not_work_is_told_and_it_can_be_tried_again(opened, data, qtbot):
    data.write_text("in the way")
    _parent, dialog = opened()
    button(dialog, "Set up").click()
    qtbot.waitUntil(lambda: any(line.startswith("That did not work: Not a directory") for line in words(dialog)))
    qtbot.waitUntil(button(dialog, "Set up").isEnabled)
    data.unlink()
    button(dialog, "Set up").click()
    qtbot.waitUntil(lambda: THIS in words(dialog))
    assert not any(line.startswith("That did not work") for line in words(dialog))


def test_packages_that_are_missing_are_named_with_the_command_that_brings_them(opened, monkeypatch):
    monkeypatch.setenv("PATH", "")
    _parent, dialog = opened()
    assert any("sudo apt install shared-mime-info desktop-file-utils" in line for line in words(dialog))


def test_it_closes_in_the_middle_of_a_job(qtbot, data):
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = DoubleClick(parent)
    dialog.show()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.close()
