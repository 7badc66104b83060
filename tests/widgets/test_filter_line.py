"""The field of a filter."""

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QToolButton, QWidget

from app.transcript.filters import TERMS, parsed
from widgets.filter_help import FilterHelp
from widgets.filter_line import FilterLine


@pytest.fixture
def line(qtbot):
    shown = []

    def show(wanted):
        parsed(wanted)
        shown.append(wanted)

    window = QWidget()
    made = FilterLine("Filter", show)
    made.setParent(window)
    made.trouble.setParent(window)
    made.shown = shown
    qtbot.addWidget(window)
    window.show()
    made.holder = window
    return made


def test_a_wrong_filter_says_where_it_is_wrong_and_hides_nothing(line):
    line.setText("~error & ~colour")
    assert line.shown[-1] == ""
    assert line.trouble.isVisible()
    assert line.trouble.text() == (
        "At character 10: there is no term “~colour”. Nothing is hidden until this is put right."
    )
    assert line.accessibleDescription() == line.trouble.text()
    line.setText("~error & sms")
    assert line.shown[-1] == "~error & sms"
    assert not line.trouble.isVisible()
    assert line.accessibleDescription() == ""


def test_its_button_lists_every_term_once(line, qtbot):
    (help_,) = [each for each in line.findChildren(QToolButton) if each.accessibleName().startswith("Filter:")]
    help_.click()
    help_.click()
    dialogs = [each for each in line.holder.findChildren(QDialog) if isinstance(each, FilterHelp)]
    assert len(dialogs) == 1
    words = [each.text() for each in dialogs[0].findChildren(QLabel)]
    for term in TERMS:
        assert sum(each.split()[0] == f"~{term}" for each in words if each) == 1, term
    dialogs[0].close()
