"""The window closes at once, whatever is under way, and takes the practice pool with it, however it ends."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.end_to_end.desk import Desk
from tests.helpers.odd_server import odd_server
from tests.helpers.waiting import wait_for
from tests.helpers.window import Running, kill_hard, running_program

AT_ONCE = 5.0  # seconds, on a machine that is busy with other tests; a wait for a timeout would take ten or more


def practice_pool_of(running: Running) -> int:
    """Return the process id of the practice pool that a window started."""
    threads = Path(f"/proc/{running.program.pid}/task").glob("*/children")
    children = [pid for thread in threads for pid in thread.read_text().split()]
    found = [int(pid) for pid in children if b"practice" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    assert len(found) == 1, found
    return found[0]


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def closes_at_once(running: Running, pool: int) -> None:
    """Quit by the menu; the program and its practice pool have to be gone soon."""
    before = time.monotonic()
    running.window.choose_menu("File", "Quit")
    assert running.program.wait(AT_ONCE) == 0
    wait_for(lambda: is_gone(pool), "the end of the practice pool")
    assert time.monotonic() - before < 2 * AT_ONCE


def write_profile(home: Path, endpoint: str) -> None:
    home.mkdir()
    (home / "profiles.toml").write_text(
        f'[[profile]]\nid = "odd"\nname = "odd"\nuser_pool_id = "us-east-1_Odd"\nclient_id = "odd"\n'
        f'endpoint_url = "{endpoint}"\n'
    )


def test_a_window_closes_while_a_challenge_waits(home: Path):
    with running_program(home) as running:
        desk = Desk(running.window)
        pool = practice_pool_of(running)
        desk.fill(username="sms")
        desk.sign_in()
        desk.challenge("Code")

        closes_at_once(running, pool)


def test_a_window_closes_while_a_reply_is_awaited(home: Path):
    with odd_server() as url:
        write_profile(home, f"{url}/silent")
        with running_program(home) as running:
            desk = Desk(running.window)
            pool = practice_pool_of(running)
            desk.choose("odd", "User password")
            desk.fill(username="plain", password="Practice1!")
            desk.sign_in()
            wait_for(lambda: len(desk.timeline()) > 1, "the call on the timeline")

            closes_at_once(running, pool)


def test_cancel_ends_a_call_whose_reply_is_awaited(home: Path):
    with odd_server() as url:
        write_profile(home, f"{url}/silent")
        with running_program(home) as running:
            desk = Desk(running.window)
            desk.choose("odd", "User password")
            desk.fill(username="plain", password="Practice1!")
            desk.sign_in()
            wait_for(lambda: len(desk.timeline()) > 1, "the call on the timeline")
            running.window.press("Cancel")

            assert desk.outcome(seconds=3.0).startswith("Cancelled")


def test_a_keyring_that_hangs_is_said_the_sign_in_goes_on_and_the_window_closes(home: Path):
    with running_program(home) as running:
        desk = Desk(running.window)
        running.window.find("Keyring: Secret Service")
        pool = practice_pool_of(running)
        assert running.session.keyring_pid is not None
        os.kill(running.session.keyring_pid, signal.SIGSTOP)
        desk.fill(username="plain")
        desk.sign_in()

        assert desk.outcome(seconds=30.0) == "Signed in as plain"
        assert any("does not answer" in row for row in desk.timeline()), desk.timeline()
        closes_at_once(running, pool)


def test_a_window_closes_while_the_keyring_hangs(home: Path):
    with running_program(home) as running:
        desk = Desk(running.window)
        running.window.find("Keyring: Secret Service")
        pool = practice_pool_of(running)
        assert running.session.keyring_pid is not None
        os.kill(running.session.keyring_pid, signal.SIGSTOP)
        desk.fill(username="plain")
        desk.sign_in()
        wait_for(lambda: any(row.startswith("Tokens received") for row in desk.timeline()), "the tokens")

        closes_at_once(running, pool)


def test_the_practice_pool_ends_when_the_window_is_killed(home: Path):
    with running_program(home) as running:
        Desk(running.window)
        pool = practice_pool_of(running)
        kill_hard(running.program.pid)
        running.program.wait(AT_ONCE)

        wait_for(lambda: is_gone(pool), "the end of the practice pool")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_window_as_its_button_does(home: Path, number: signal.Signals):
    with running_program(home) as running:
        Desk(running.window)
        pool = practice_pool_of(running)
        running.program.send_signal(number)

        assert running.program.wait(AT_ONCE) == 130
        wait_for(lambda: is_gone(pool), "the end of the practice pool")
        assert (home / "settings.ini").is_file()
