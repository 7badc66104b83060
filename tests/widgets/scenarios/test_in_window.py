"""Scenarios in a window: opened, run in processes of their own, looked at, reported, read again when they change."""

from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFileDialog, QPushButton

from app.exporters.checked import State
from app.history.store import History
from app.models.rows import RowKind
from app.models.timeline import RowRole
from app.texts import text
from tests.helpers.drags import Drag, middle, of_files
from tests.helpers.showing import button, showing, words
from widgets.profiles.dialog import ProfilesDialog
from widgets.scenarios.dialog import ScenariosDialog

PATIENCE = 30_000
ONE = """
[[scenario]]
name = "{name}"
profile = "{profile}"
flow = "user_password"
user = "{user}"
answers.CREDENTIALS.password = "{password}"
"""


def one(name="As expected", profile="practice / public-all", user="plain", password="Practice1!"):
    return ONE.format(name=name, profile=profile, user=user, password=password)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "night.toml"
    path.write_text(one() + one("Not as expected", password="wrong") + one("Elsewhere", profile="my shop"))
    return path


def dialog_of(desk) -> ScenariosDialog:
    (action,) = [each for each in desk.window.findChildren(QAction) if each.text() == text("menu.scenarios")]
    action.trigger()
    found = desk.window.findChild(ScenariosDialog)
    assert found is not None
    return found


def model_of(desk):
    return desk.window.conductors.scenarios._model


def opened(desk, qtbot, *paths: Path) -> ScenariosDialog:
    dialog = dialog_of(desk)
    dialog.suite.open_wanted.emit(paths)
    qtbot.waitUntil(lambda: {line.path for line in model_of(desk).lines} >= set(paths))
    return dialog


def press(dialog, key):
    button(dialog, text(f"scenarios.{key}")).click()


def choose(dialog, desk, *names):
    selection, model = dialog.suite.list.selectionModel(), model_of(desk)
    selection.clear()
    for place, line in enumerate(model.lines):
        if line.scenario.name in names:
            flag = QItemSelectionModel.SelectionFlag.Select
            selection.setCurrentIndex(model.index(place, 0), flag)


def states(desk):
    return [line.checked.state if line.checked else None for line in model_of(desk).lines]


def ran(desk, qtbot, dialog):
    qtbot.waitUntil(lambda: said(dialog).startswith("Ran "), timeout=PATIENCE)


def said(dialog):
    return dialog.suite._said.text()


def kept_runs(folder):
    return History(folder / "history").entries().entries


def test_all_are_run_and_what_is_not_as_expected_is_said_in_full(desk, qtbot, file):
    dialog = opened(desk, qtbot, file)
    press(dialog, "run_all")
    assert not button(dialog, text("scenarios.run_all")).isEnabled()
    ran(desk, qtbot, dialog)
    assert states(desk) == [State.PASSED, State.FAILED, None]
    assert said(dialog) == "Ran 2 of 2: 1 ok, 1 FAILED · left out for want of a profile: 1"
    choose(dialog, desk, "Not as expected")
    told = "\n".join(words(dialog))
    assert "end: expected signed_in, got NotAuthorizedException" in told
    assert "InitiateAuth · NotAuthorizedException · Incorrect username or password." in told


def test_what_ran_is_in_the_history_without_being_opened(desk, qtbot, file, tmp_path):
    dialog = opened(desk, qtbot, file)
    press(dialog, "run_all")
    ran(desk, qtbot, dialog)
    qtbot.waitUntil(lambda: len(kept_runs(tmp_path)) == 2, timeout=PATIENCE)
    assert {entry.headline.outcome for entry in kept_runs(tmp_path)} == {"signed_in", "NotAuthorizedException"}


def test_only_what_is_chosen_runs_and_its_transcript_opens_on_the_timeline(desk, qtbot, file, tmp_path):
    dialog = opened(desk, qtbot, file)
    choose(dialog, desk, "As expected")
    press(dialog, "run_chosen")
    ran(desk, qtbot, dialog)
    assert states(desk) == [State.PASSED, None, None]
    press(dialog, "open_transcript")
    assert said(dialog) == text("scenarios.opened")
    timeline = desk.panels.models.timeline
    rows = [timeline.index(place, 0).data(RowRole) for place in range(timeline.rowCount())]
    assert rows[0].kind is RowKind.HEADING
    assert rows[0].detail == "from scenarios night.toml · practice / public-all"
    assert len(rows) > 3
    desk.services.history.save_as(tmp_path / "kept.cfx.json", [rows[0].run.run_id])
    qtbot.waitUntil(lambda: (tmp_path / "kept.cfx.json").exists())  # it can be saved like any other run


def test_a_scenario_without_a_profile_runs_with_another_that_is_chosen(desk, qtbot, tmp_path):
    path = tmp_path / "away.toml"
    path.write_text(one("Here", profile="my shop") + one("There", profile="my shop"))
    dialog = opened(desk, qtbot, path)
    press(dialog, "run_all")
    assert said(dialog) == text("scenarios.none_can_run")
    choose(dialog, desk, "Here")
    (box,) = showing(dialog, QComboBox)
    box.setCurrentIndex(box.findText("practice / public-all"))
    box.activated.emit(box.currentIndex())
    press(dialog, "for_all")
    press(dialog, "run_all")
    ran(desk, qtbot, dialog)
    assert states(desk) == [State.PASSED, State.PASSED]


def test_cancel_keeps_what_is_done_and_skips_the_rest(desk, qtbot, tmp_path):
    path = tmp_path / "many.toml"
    path.write_text("".join(one(f"Sign-in {number}") for number in range(12)))
    dialog = opened(desk, qtbot, path)
    press(dialog, "run_all")
    qtbot.waitUntil(lambda: State.PASSED in states(desk), timeout=PATIENCE)
    press(dialog, "cancel")
    ran(desk, qtbot, dialog)
    assert None not in states(desk)
    assert states(desk)[0] is State.PASSED
    assert states(desk)[-1] is State.SKIPPED
    passed = states(desk).count(State.PASSED)
    assert said(dialog) == f"Ran {passed} of 12: {passed} ok, {12 - passed} skipped"


def test_an_end_that_is_no_name_of_cognito_is_said_in_words(desk, qtbot, tmp_path):
    path = tmp_path / "away.toml"
    path.write_text(one().replace('"Practice1!"', '{ env = "NOT_SET_ANYWHERE" }'))
    dialog = opened(desk, qtbot, path)
    press(dialog, "run_all")
    ran(desk, qtbot, dialog)
    assert "FAILED · An answer's value is missing" in words(dialog)


def test_a_broken_file_says_where_it_is_wrong_and_what_was_loaded_stays(make_desk, qtbot, file, tmp_path):
    desk = make_desk()
    dialog = opened(desk, qtbot, file)
    bad = tmp_path / "bad.toml"
    bad.write_text(one() + "profil = 1\n")
    assert Drag(dialog, of_files([bad])).drop(middle(dialog.suite)).isAccepted()
    qtbot.waitUntil(lambda: any("bad.toml: scenario[1].profil" in each for each in words(dialog)))
    assert len(model_of(desk).lines) == 3
    bad.write_text(one("Mended"))
    dialog.suite.open_wanted.emit((bad,))
    qtbot.waitUntil(lambda: len(model_of(desk).lines) == 4)
    assert not any("bad.toml:" in each for each in words(dialog))


def test_a_file_that_is_dropped_on_the_window_opens_the_dialog(make_desk, qtbot, file):
    desk = make_desk()
    assert Drag(desk.window, of_files([file])).drop(middle(desk.panels.stage)).isAccepted()
    qtbot.waitUntil(lambda: len(model_of(desk).lines) == 3)
    assert desk.window.findChild(ScenariosDialog).isVisible()
    assert desk.window.findChild(ProfilesDialog) is None


def test_a_file_that_changes_on_disk_is_read_again(make_desk, qtbot, file):
    desk = make_desk()
    opened(desk, qtbot, file)
    for names in (["First"], ["First", "Second"]):  # as an editor does it: another file takes the place of this one
        new = file.with_suffix(".new")
        new.write_text("".join(one(each) for each in names))
        new.replace(file)
        qtbot.waitUntil(lambda names=names: [line.scenario.name for line in model_of(desk).lines] == names)


def test_a_file_that_was_closed_stays_closed_when_it_changes(make_desk, qtbot, file, tmp_path):
    other = tmp_path / "other.toml"
    other.write_text(one("Other"))
    desk = make_desk()
    dialog = opened(desk, qtbot, file, other)
    choose(dialog, desk, "As expected")
    press(dialog, "close_file")
    file.write_text(one("Changed"))
    other.write_text(one("Changed, too"))
    names = lambda: [line.scenario.name for line in model_of(desk).lines]  # noqa: E731
    qtbot.waitUntil(lambda: "Changed, too" in names())
    assert names() == ["Changed, too"]


def test_a_file_that_was_gone_for_a_while_is_read_when_it_is_back(make_desk, qtbot, file):
    desk = make_desk()
    dialog = opened(desk, qtbot, file)
    file.unlink()
    qtbot.waitUntil(lambda: any("night.toml cannot be read" in each for each in words(dialog)))
    file.write_text(one("Back"))
    qtbot.waitUntil(lambda: [line.scenario.name for line in model_of(desk).lines] == ["Back"])
    assert not any("night.toml cannot be read" in each for each in words(dialog))


def test_a_file_that_is_none_of_scenarios_is_spoken_of_until_the_person_has_enough_of_it(make_desk, qtbot, tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text("x = 1\n")
    desk = make_desk()
    dialog = dialog_of(desk)
    dialog.suite.open_wanted.emit((bad,))
    qtbot.waitUntil(lambda: any("bad.toml:" in each for each in words(dialog)))
    press(dialog, "forget_broken")
    assert not any("bad.toml:" in each for each in words(dialog))


def test_closed_files_that_are_opened_again_offer_no_undo(make_desk, qtbot, file):
    desk = make_desk()
    dialog = opened(desk, qtbot, file)
    press(dialog, "close_file")
    dialog.suite.open_wanted.emit((file,))
    qtbot.waitUntil(lambda: len(model_of(desk).lines) == 3)
    assert text("scenarios.reopen") not in [each.text() for each in showing(dialog, QPushButton)]


def test_closed_files_come_back_by_undo_and_open_files_are_known_at_the_next_start(make_desk, qtbot, file):
    desk = make_desk()
    dialog = opened(desk, qtbot, file)
    press(dialog, "close_file")
    assert model_of(desk).lines == ()
    assert text("scenarios.empty") in words(dialog)
    button(dialog, text("scenarios.reopen")).click()
    assert len(model_of(desk).lines) == 3
    desk.window.close()
    later = make_desk()
    dialog_of(later)
    qtbot.waitUntil(lambda: len(model_of(later).lines) == 3)


def test_the_practice_suite_is_one_click_away(make_desk, qtbot):
    desk = make_desk()
    dialog = dialog_of(desk)
    press(dialog, "suite")
    qtbot.waitUntil(lambda: len(model_of(desk).lines) > 20)


def test_what_came_of_them_is_exported_as_junit_and_as_a_report(desk, qtbot, file, tmp_path):
    dialog = opened(desk, qtbot, file)
    assert not button(dialog, text("scenarios.junit")).isEnabled()
    press(dialog, "run_all")
    ran(desk, qtbot, dialog)
    for key, name, holds in (("junit", "out.xml", 'failures="1"'), ("html", "out.html", "Not as expected")):
        press(dialog, key)
        (picking,) = showing(dialog, QFileDialog)
        picking.fileSelected.emit(str(tmp_path / name))
        picking.close()
        qtbot.waitUntil(lambda name=name: said(dialog) == text("scenarios.written", path=tmp_path / name))
        content = (tmp_path / name).read_text("utf-8")
        assert holds in content
        assert "Practice1!" not in content


def test_closing_the_dialog_lets_them_run_and_closing_the_window_ends_them(desk, qtbot, tmp_path):
    path = tmp_path / "many.toml"
    path.write_text("".join(one(f"Sign-in {number}") for number in range(8)))
    dialog = opened(desk, qtbot, path)
    press(dialog, "run_all")
    dialog.close()
    qtbot.waitUntil(lambda: State.PASSED in states(desk), timeout=PATIENCE)
    desk.window.close()
    qtbot.waitUntil(lambda: not desk.window.conductors.scenarios._running, timeout=PATIENCE)
