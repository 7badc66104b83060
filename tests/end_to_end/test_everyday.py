"""What happens between sign-ins: the window is closed and opened again, the practice pool dies, secrets are shown."""

import os
import signal
from collections import Counter
from pathlib import Path

from tests.end_to_end.desk import Desk
from tests.end_to_end.test_endings import practice_pool_of
from tests.helpers.waiting import wait_for
from tests.helpers.window import Running, Window, desktop, program_in, running_program

MAY_REPEAT = {"list item", "page tab list", "tree item"}  # Qt names a list of tabs after its current tab
PATIENCE = 20.0  # seconds


def signed_in(desk: Desk, username: str = "plain") -> None:
    desk.fill(username=username, password="Practice1!")
    desk.sign_in()
    assert desk.outcome() == f"Signed in as {username}"


def saved(window: Window) -> list[str]:
    return window.items("Saved sign-ins", role="list") if window.has("Saved sign-ins", role="list") else []


def quit_program(running: Running) -> None:
    running.window.choose_menu("File", "Quit")
    assert running.program.wait(PATIENCE) == 0


def test_profile_and_saved_sign_ins_are_there_again_and_bring_tokens(home: Path):
    with desktop() as (session, environment):
        with program_in(session, environment, home) as running:
            desk = Desk(running.window)
            desk.choose("practice / confidential", "User password")
            signed_in(desk)
            wait_for(lambda: saved(running.window), "the saved sign-in")
            quit_program(running)
        with program_in(session, environment, home) as running:
            desk = Desk(running.window)
            assert running.window.has("practice / confidential", role="combo box")
            (item,) = wait_for(lambda: saved(running.window), "the saved sign-in")
            assert item.startswith("plain, practice / confidential")
            running.window.press("Refresh tokens")
            assert desk.outcome().startswith("Signed in")


def test_a_sign_in_that_is_forgotten_as_the_window_closes_is_gone(home: Path):
    with desktop() as (session, environment):
        with program_in(session, environment, home) as running:
            signed_in(Desk(running.window))
            wait_for(lambda: saved(running.window), "the saved sign-in")
            running.window.press("Forget")
            running.window.find("Undo", role="push button")
            quit_program(running)
        with program_in(session, environment, home) as running:
            Desk(running.window)
            running.window.find("Nothing saved yet*")
    assert [each for each in home.rglob("*.json") if each.parent.name != "history"] == []


def test_undo_keeps_a_sign_in_over_the_end_of_the_window(home: Path):
    with desktop() as (session, environment):
        with program_in(session, environment, home) as running:
            signed_in(Desk(running.window))
            wait_for(lambda: saved(running.window), "the saved sign-in")
            running.window.press("Forget")
            running.window.press("Undo")
            wait_for(lambda: saved(running.window), "the saved sign-in again")
            quit_program(running)
        with program_in(session, environment, home) as running:
            Desk(running.window)
            wait_for(lambda: saved(running.window), "the saved sign-in")


def test_a_practice_pool_that_was_killed_is_started_again_from_the_status_line(home: Path):
    with running_program(home) as running:
        desk = Desk(running.window)
        pool = practice_pool_of(running)
        os.kill(pool, signal.SIGKILL)
        running.window.find("Practice pool ended by itself*")
        running.window.press("Start again")
        running.window.find("Practice pool running", seconds=PATIENCE)
        assert practice_pool_of(running) != pool
        signed_in(desk)


def test_a_reset_while_a_challenge_waits_ends_the_sign_in_with_words(home: Path):
    with running_program(home) as running:
        desk = Desk(running.window)
        desk.fill(username="sms")
        desk.sign_in()
        desk.challenge("Code")
        running.window.choose_menu("Practice pool", "Reset practice pool")
        running.window.find("The practice pool is as it was at first*")
        desk.answer("Code", "123456")
        desk.go_on()
        assert desk.outcome().startswith("NotAuthorizedException")
        signed_in(desk)


def test_reveal_shows_the_session_and_another_row_hides_it_again(home: Path):
    with running_program(home) as running:
        desk, window = Desk(running.window), running.window
        desk.fill(username="sms")
        desk.sign_in()
        desk.challenge("Code")
        window.press("Response", role="page tab")
        assert is_masked(session_in(window))
        window.press("Reveal", role=None)
        wait_for(lambda: not is_masked(session_in(window)), "the Session")
        window.select("Timeline", "InitiateAuth*", role="list")
        window.select("Timeline", "RespondToAuthChallenge*", role="list")
        assert is_masked(session_in(window))
        window.find("Reveal")


def session_in(window: Window) -> str:
    """Return the line of the Session in the tree of the response."""
    return wait_for(
        lambda: next((name for _, name, _ in window.showing() if name.startswith("Session:")), ""), "the Session's line"
    )


def is_masked(line: str) -> bool:
    return "characters" in line and len(line) < 60


def test_no_control_is_nameless_and_no_two_of_a_kind_share_a_name(home: Path):
    with running_program(home) as running:
        desk, window = Desk(running.window), running.window
        check_names(window)
        desk.fill(username="sms")
        desk.sign_in()
        desk.challenge("Code")
        for tab in ("Request", "Response", "Tokens", "Explain", "Code", "Overview"):
            window.press(tab, role="page tab")
            check_names(window)
        signed_in(desk)
        window.press("Tokens", role="page tab")
        check_names(window)


def check_names(window: Window) -> None:
    controls = [(role, name) for role, name in window.controls() if role not in MAY_REPEAT]
    assert [role for role, name in controls if not name] == []
    assert [control for control, count in Counter(controls).items() if count > 1] == []
    assert len(controls) > 10
