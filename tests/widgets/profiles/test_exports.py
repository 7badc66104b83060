"""The choice of profiles to export: the person's own, and a sentence that says what does not go into the file."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog

from app.profiles.profile import Profile
from app.texts import text
from tests.helpers.showing import button, showing, words
from widgets.profiles.exports import ExportPanel
from widgets.theme import apply_theme

ONE = Profile(id="one", name="One & only", user_pool_id="us-east-1_Example1", client_id="a")
TWO = Profile(id="two", name="Two", user_pool_id="us-east-1_Example1", client_id="b")
PRACTICE = Profile(id="p", name="practice", user_pool_id="us-east-1_Example1", client_id="c", practice=True)


class Panel:
    """The panel and what it says."""

    def __init__(self, widget):
        self.widget = widget
        self.wanted, self.left = [], []
        widget.wanted.connect(lambda *what: self.wanted.append(what))
        widget.left.connect(lambda: self.left.append(True))


@pytest.fixture
def panel(qtbot, qapp):
    apply_theme(qapp)
    made = ExportPanel()
    made.resize(600, 500)
    qtbot.addWidget(made)
    made.show()
    return Panel(made)


def test_it_offers_the_persons_own_and_says_what_is_left_out(panel):
    panel.widget.show_profiles((PRACTICE, ONE, TWO))
    assert [each.accessibleName() for each in showing(panel.widget, QCheckBox)] == ["One & only", "Two"]
    assert text("profile_export.left_out") in words(panel.widget)
    assert panel.widget.chosen == ("one", "two")


def test_the_profile_that_is_looked_at_is_chosen(panel):
    panel.widget.show_profiles((PRACTICE, ONE, TWO), "two")
    assert panel.widget.chosen == ("two",)
    panel.widget.show_profiles((PRACTICE, ONE, TWO), "p")
    assert panel.widget.chosen == ("one", "two")


def test_what_is_ticked_is_exported_to_where_the_person_says(panel, qtbot, tmp_path):
    panel.widget.show_profiles((ONE, TWO))
    showing(panel.widget, QCheckBox)[0].click()
    button(panel.widget, "Save as…").click()
    dialog = panel.widget.findChild(QFileDialog)
    assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    dialog.setDirectory(str(tmp_path))
    dialog.selectFile("mine")
    dialog.accept()
    assert panel.wanted == [(("two",), tmp_path / "mine.toml")]


def test_nothing_is_exported_where_nothing_is_ticked(panel):
    panel.widget.show_profiles((ONE, TWO))
    button(panel.widget, "Choose none").click()
    assert not panel.widget.save.isEnabled()
    button(panel.widget, "Choose all").click()
    assert panel.widget.chosen == ("one", "two")


def test_without_profiles_of_ones_own_it_says_how_to_get_one(panel):
    panel.widget.show_profiles((PRACTICE,))
    assert text("profile_export.empty") in words(panel.widget)
    assert not panel.widget.save.isVisible()
    button(panel.widget, "Cancel export").click()
    assert panel.left == [True]


def test_escape_leaves(panel, qtbot):
    panel.widget.show_profiles((ONE,))
    qtbot.keyClick(panel.widget.save, Qt.Key.Key_Escape)
    assert panel.left == [True]
