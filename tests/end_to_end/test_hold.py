"""Held calls in the real window: seen, edited, dropped, and in the transcript that is saved."""

from pathlib import Path

from app.transcript.events import Called, Released
from app.transcript.files import load
from tests.end_to_end.desk import Desk
from tests.end_to_end.test_transcripts import save
from tests.helpers.window import running_program

PASSWORD = "Practice1!"
MEMBERS = "What will be sent"


def begin(desk: Desk) -> None:
    desk.choose("practice / public-all", "User password")
    desk.fill(username="plain", password=PASSWORD)
    desk.sign_in()
    desk.window.find(MEMBERS, role="text")


def test_a_call_is_held_edited_and_dropped_and_the_file_says_so(tmp_path: Path):
    with running_program(tmp_path / "home") as running:
        desk = Desk(running.window)
        running.window.choose_menu("Run", "Hold calls")
        running.window.find("Stop holding", role="push button")
        begin(desk)
        held = running.window.text(MEMBERS, role="text")
        assert PASSWORD not in held
        running.window.type(MEMBERS, held.replace('"plain"', '"nobody"'), role="text")
        running.window.press("Send as edited")
        assert desk.outcome() == "NotAuthorizedException"
        running.window.choose_menu("File", "Save transcript")
        events = load(save(desk, tmp_path / "held.cfx.json"))[0].events
        running.window.press("Close")
        begin(desk)
        running.window.press("Drop")
        assert desk.outcome() == "Dropped by you"
        assert any(row.startswith("InitiateAuth was held, dropped") for row in desk.timeline())
        running.window.press("Stop holding")
        desk.sign_in()
        assert desk.outcome() == "Signed in as plain"
    released = [event for event in events if isinstance(event, Released)]
    assert [(each.outcome, each.changed) for each in released] == [("edited", ("AuthParameters.USERNAME",))]
    assert len([event for event in events if isinstance(event, Called)]) == 1
