"""Evidence in the real window: saved, exported, opened on another computer, and not lost with the program."""

import json
from pathlib import Path

from app.history.store import History
from app.transcript.events import Asked
from app.transcript.files import load
from tests.end_to_end.desk import Desk
from tests.helpers.waiting import wait_for
from tests.helpers.window import kill_hard, running_program

PASSWORD = "Practice1!"


def save(desk: Desk, path: Path, kind: str = "") -> bytes:
    """Save the chosen run by the dialog that is open; return what is in the file."""
    if kind:
        desk.pick("Kind of file", kind)
    desk.window.press("Save as…")
    desk.window.type("File name:", str(path), role="text")
    desk.window.press("Save")
    desk.window.find(f"Saved: {path}", role="label")
    return path.read_bytes()


def signed_in(desk: Desk) -> None:
    desk.choose("practice / public-all", "User password")
    desk.fill(username="plain", password=PASSWORD)
    desk.sign_in()
    assert desk.outcome() == "Signed in as plain"


def test_a_sign_in_is_saved_exported_and_opened_on_another_computer(tmp_path: Path):
    with running_program(tmp_path / "here") as running:
        desk = Desk(running.window)
        signed_in(desk)
        running.window.choose_menu("File", "Save transcript")
        transcript = save(desk, tmp_path / "ticket.cfx.json")
        page = save(desk, tmp_path / "ticket.html", "Report (HTML)*")
        archive = save(desk, tmp_path / "ticket.har", "HTTP archive (HAR)*")
        running.window.press("Close")
    assert not [each for each in (transcript, page, archive) if PASSWORD.encode() in each or b">plain<" in each]
    assert load(transcript)[0].events[0].user == "<user-1>"
    assert b"InitiateAuth" in page
    assert json.loads(archive)["log"]["version"] == "1.2"

    with running_program(tmp_path / "there", files=(tmp_path / "ticket.cfx.json",)) as running:
        desk = Desk(running.window)
        opened = wait_for(lambda: [row for row in desk.timeline() if "opened from ticket.cfx.json" in row], "the run")
        assert opened[0].startswith("User password · <user-1>, Signed in")
        assert any(row.startswith("InitiateAuth") for row in desk.timeline())
        desk.page("Tokens")
        running.window.find("<refresh-token-1>", role="label")


def test_a_program_that_is_killed_loses_no_evidence(home: Path):
    with running_program(home) as running:
        desk = Desk(running.window)
        desk.fill(username="sms", password=PASSWORD)
        desk.sign_in()
        desk.challenge("Code")
        kept = History(home / "history")
        wait_for(
            lambda: any(isinstance(event, Asked) for run in kept.open(ids(kept)) for event in run.events[2:]),
            "the challenge on the disk",
        )
        kill_hard(running.program.pid)
    assert not [path for path in (home / "history").iterdir() if PASSWORD.encode() in path.read_bytes()]

    with running_program(home) as running:
        desk = Desk(running.window)
        running.window.choose_menu("File", "History")
        running.window.select("Earlier runs", "User SRP*", role="list")
        running.window.press("Open on the timeline")
        running.window.press("Close")
        rows = wait_for(lambda: [row for row in desk.timeline() if "Not finished" in row], "the run")
        assert "from the history" in rows[0]
        assert any("SMS_MFA" in row for row in desk.timeline())


def ids(kept: History) -> list[str]:
    return [entry.run_id for entry in kept.entries().entries]
