"""Make a scenario in the window: of a sign-in on the practice pool, into a file that runs."""

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from app.scenarios.reading import read
from app.texts import text
from tests.helpers.showing import button, showing, words
from tests.widgets.test_accessible_names import check_names
from tests.widgets.test_main_window import PATIENCE, signed_in
from widgets.make_scenario import MakeScenarioDialog


@pytest.fixture
def make(desk):
    made = desk.window.conductors.make_scenario
    yield made
    made.close()


def dialog(desk) -> MakeScenarioDialog:
    (found,) = showing(desk.window, MakeScenarioDialog)
    return found


def test_a_sign_in_becomes_a_scenario_in_a_file(desk, qtbot, make, tmp_path):
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    make.open()
    check_names(desk)
    (line,), (toml,) = showing(dialog(desk), QLineEdit), showing(dialog(desk), QPlainTextEdit)
    line.setText("the first sign-in")
    assert 'name = "the first sign-in"' in toml.toPlainText()
    assert "Practice1!" not in toml.toPlainText()
    path = tmp_path / "made.toml"
    dialog(desk).save_to(str(path))
    saved = text("make_scenario.saved", path=str(path), count=1)
    qtbot.waitUntil(lambda: saved in words(dialog(desk)), timeout=PATIENCE)
    (made,) = read(path.read_bytes(), "made.toml")
    assert (made.name, made.user, made.flow) == ("the first sign-in", "plain", "user_srp")
    dialog(desk).save_to(str(path))
    qtbot.waitUntil(lambda: any("has the same name" in each for each in words(dialog(desk))), timeout=PATIENCE)


def test_without_a_name_it_goes_nowhere(desk, qtbot, make):
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    make.open()
    showing(dialog(desk), QLineEdit)[0].setText(" ")
    assert not button(dialog(desk), text("make_scenario.save")).isEnabled()


def test_without_a_sign_in_it_says_what_to_do(desk, make):
    make.open()
    assert text("make_scenario.nothing") in words(dialog(desk))
