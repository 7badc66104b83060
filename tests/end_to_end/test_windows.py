"""Two real windows of one program: a sign-in in each at once, one closed while it runs, and the end with the last."""

import signal
from pathlib import Path

from tests.end_to_end.desk import Desk
from tests.helpers.processes import PATIENCE
from tests.helpers.waiting import wait_for
from tests.helpers.window import Window, running_program

PASSWORD = "Practice1!"


def frames(window: Window) -> list[str]:
    """The titles of the windows that are open."""
    return sorted(name for role, name, _ in window.showing() if role == "frame")


def rows(window: Window, words: str) -> list[tuple[str, str, str]]:
    return [each for each in window.showing() if words in each[1]]


def test_two_windows_sign_in_at_once_and_one_outlives_the_other(tmp_path: Path):
    with running_program(tmp_path / "home") as running:
        desk, window = Desk(running.window), running.window
        desk.choose("practice / public-all", "User password")
        desk.fill(username="sms", password=PASSWORD)
        desk.sign_in()
        desk.challenge("Code")
        window.choose_menu("File", "New window")
        numbered = wait_for(lambda: frames(window) if len(frames(window)) == 2 else [], "a second window")
        assert [name[:3] for name in numbered] == ["1 ·", "2 ·"]
        running.program.send_signal(signal.SIGINT)
        assert running.program.wait(PATIENCE) == 130
