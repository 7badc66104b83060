"""Replay in the window: a sign-in once more with another profile, and both handed over to be compared."""

import pytest
from PySide6.QtWidgets import QLineEdit

from app.models.runs_compared import as_recording
from app.texts import text
from app.transcript.redaction import redact
from tests.helpers.showing import button, showing, words
from tests.widgets.test_accessible_names import check_names
from tests.widgets.test_main_window import PATIENCE, signed_in
from widgets.compare.dialog import CompareDialog
from widgets.conduct.replay import ReplayConductor
from widgets.replay import ReplayDialog


@pytest.fixture
def replay(desk):
    """A conductor whose comparisons are in `compared`."""
    compared = []
    sign_ins = desk.window.conductors.sign_ins
    made = ReplayConductor(desk.panels, sign_ins, lambda *both: compared.append(both), desk.window)
    made.compared = compared
    yield made
    made.close()


def dialog(desk) -> ReplayDialog:
    (found,) = showing(desk.window, ReplayDialog)
    return found


def fields(desk) -> dict[str, QLineEdit]:
    return {line.accessibleName(): line for line in showing(dialog(desk), QLineEdit)}


def choose(desk, profile: str) -> None:
    box = dialog(desk)._profiles
    box.setCurrentIndex(box.findText(profile))


def test_a_sign_in_is_done_again_at_another_app_client_and_compared(desk, qtbot, replay):
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    replay.open()
    check_names(desk)
    assert fields(desk)["Username"].text() == "plain"
    choose(desk, "practice / confidential")
    button(dialog(desk), text("replay.go")).click()
    qtbot.waitUntil(lambda: bool(replay.compared), timeout=PATIENCE)
    ((first, second),) = replay.compared
    assert (first.started.profile, second.started.profile) == ("practice / public-all", "practice / confidential")
    assert (second.started.about, second.started.flow) == (first.run_id, "user_srp")
    assert second.end.username == "plain"


def test_what_a_redacted_transcript_left_out_is_asked(desk, qtbot, replay):
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    opened = redact((as_recording(desk.panels.models.timeline.runs[-1]),))
    desk.panels.stage.clear()
    desk.panels.stage.open(opened, "ticket.cfx.json")
    replay.open()
    assert (fields(desk)["Username"].text(), fields(desk)["Password"].text()) == ("", "")
    fields(desk)["Username"].setText("plain")
    fields(desk)["Password"].setText("Practice1!")
    choose(desk, "practice / public-all")
    button(dialog(desk), text("replay.go")).click()
    qtbot.waitUntil(lambda: bool(replay.compared), timeout=PATIENCE)
    assert replay.compared[0][0].events[:-1] == opened[0].events[:-1]


def test_without_a_finished_sign_in_it_says_what_to_do(desk, replay):
    replay.open()
    assert text("replay.nothing") in words(dialog(desk))
    assert not button(dialog(desk), text("replay.go")).isEnabled()


def test_while_a_run_is_under_way_it_says_so_and_stays(desk, qtbot, replay):
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    desk.begin("sms")
    qtbot.waitUntil(lambda: desk.panels.stage.timeline.card is desk.panels.stage.challenge, timeout=PATIENCE)
    desk.panels.stage.timeline.setCurrentIndex(desk.panels.stage.timeline.model().index(0, 0))
    replay.open()
    button(dialog(desk), text("replay.go")).click()
    assert text("replay.busy") in words(dialog(desk))
    assert replay.compared == []


def test_the_menu_s_replay_ends_beside_the_first_in_the_window_that_compares(desk, qtbot):
    desk.begin("plain")
    signed_in(desk, qtbot, "plain")
    conductors = desk.window.conductors
    conductors.replay.open()
    button(dialog(desk), text("replay.go")).click()
    qtbot.waitUntil(lambda: bool(showing(desk.window, CompareDialog)), timeout=PATIENCE)
    conductors.compare.close()
