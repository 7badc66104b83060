"""Two real windows of one program: a sign-in in each at once, one closed while it runs, and the end with the last."""

import signal
from pathlib import Path

from tests.end_to_end.desk import Desk
from tests.helpers.processes import PATIENCE
from tests.helpers.waiting import wait_for
from tests.helpers.window import Window, running_program

PASSWORD = "Practice1!"


def titles(window: Window) -> list[str]:
    """The titles of the windows that are open."""
    return sorted(name for role, name, _ in window.showing() if role == "frame")


def begin(desk: Desk, username: str) -> None:
    """Begin to sign in, by a sign-in that waits for a code or goes through."""
    desk.window.select("Flow", "User password", role="list")
    desk.fill(username=username, password=PASSWORD)
    desk.window.press("Sign in")


def test_two_windows_sign_in_at_once_and_one_outlives_the_other(tmp_path: Path):
    with running_program(tmp_path / "home") as running:
        program = running.window
        begin(Desk(program), "sms")
        program.find("Continue", role="push button")
        program.choose_menu("File", "New window")
        wait_for(lambda: [name[:3] for name in titles(program)] == ["1 ·", "2 ·"], "two windows that can be told apart")
        first, second = Desk(program.beside("1 ·")), Desk(program.beside("2 ·"))
        assert not second.timeline()
        begin(second, "plain")
        assert second.outcome() == "Signed in as plain"
        assert not first.outcomes()
        first.window.find("Continue", role="push button")
        begin(second, "email")
        second.window.find("Continue", role="push button")
        second.window.choose_menu("File", "Close window")
        wait_for(lambda: len(titles(program)) == 1, "one window")
        alone = Desk(program)
        alone.window.find("Continue", role="push button")
        alone.use_code("sms")
        alone.go_on()
        assert alone.outcome() == "Signed in as sms"
        assert running.program.poll() is None


def test_an_interrupt_closes_all_windows_whatever_they_wait_for(tmp_path: Path):
    with running_program(tmp_path / "home") as running:
        program = running.window
        begin(Desk(program), "sms")
        program.find("Continue", role="push button")
        program.choose_menu("File", "New window")
        wait_for(lambda: len(titles(program)) == 2, "two windows")
        running.program.send_signal(signal.SIGINT)
        assert running.program.wait(PATIENCE) == 130
