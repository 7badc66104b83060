"""The real program in a real session: started under Xvfb, driven over the accessibility bus, seen by screenshots."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.helpers.desktop import (
    SYSTEM_PYTHON,
    Keyring,
    Session,
    accessibility,
    dbus_session,
    require_at_spi_client,
    xvfb,
)
from tests.helpers.processes import PATIENCE, end, process

ROOT = Path(__file__).parent.parent.parent
APPLICATION = "cognito-flow-explorer"
START = 30.0  # seconds until the window is on the accessibility bus, on a busy machine


class Window:
    """What a person who hears the window can do with it; everything waits for what it names."""

    def __init__(self, driver: "subprocess.Popen[str]", frame: str = "") -> None:
        self._driver = driver
        self._frame = frame

    def beside(self, frame: str) -> "Window":
        """Return the one of several windows of the program whose title begins so."""
        return Window(self._driver, frame)

    def find(self, name: str, role: str | None = None, seconds: float = 10.0) -> str:
        """Wait until a control of that name (`Begins*` fits a beginning) is showing; return its whole name."""
        return str(self.ask("find", name=name, role=role, seconds=seconds))

    def has(self, name: str, role: str | None = None) -> bool:
        """Say whether a control of that name is showing now."""
        return bool(self.ask("has", name=name, role=role))

    def press(self, name: str, role: str | None = "push button") -> None:
        """Press a button, or toggle a check box."""
        self.ask("press", name=name, role=role)

    def press_now(self, name: str, role: str | None = "push button") -> bool:
        """Press a button if it is there and enabled now, and say whether it was; waits for nothing."""
        return bool(self.ask("press_now", name=name, role=role))

    def type(self, name: str, text: str, role: str | None = None) -> None:
        """Put a text into a field."""
        self.ask("set_text", name=name, text=text, role=role)

    def text(self, name: str, role: str | None = None) -> str:
        """Read a field or a label."""
        return str(self.ask("text", name=name, role=role))

    def items(self, name: str, role: str | None = None) -> list[str]:
        """Return the names of a list's items."""
        return list(self.ask("items", name=name, role=role))

    def select(self, name: str, item: str, role: str | None = None) -> str:
        """Choose an item of a list; return its whole name."""
        return str(self.ask("select", name=name, item=item, role=role))

    def choose_menu(self, menu: str, item: str) -> None:
        """Choose an item of a menu of the menu bar, with the mouse: pressed otherwise, the menu would stay open."""
        self.ask("click", name=menu, role="menu item")
        self.ask("click", name=f"{item}*", role="menu item")

    def showing(self) -> list[tuple[str, str, str]]:
        """Return role, name and description of all that is on the screen."""
        return [(role, name, description) for role, name, description in self.ask("showing")]

    def controls(self) -> list[tuple[str, str]]:
        """Return role and name of all that is on the screen and takes the keyboard."""
        return [(role, name) for role, name in self.ask("controls")]

    def ask(self, what: str, **arguments: Any) -> Any:
        """Send one request to the driver and return its answer; AssertionError where it could not do it."""
        assert self._driver.stdin is not None
        assert self._driver.stdout is not None
        where = {"frame": self._frame} if self._frame else {}
        self._driver.stdin.write(json.dumps({"do": what, **where, **arguments}) + "\n")
        self._driver.stdin.flush()
        line = self._driver.stdout.readline()
        answer = json.loads(line) if line else {"error": "the driver ended"}
        assert "error" not in answer, answer["error"]
        return answer["ok"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """The program, its window, and the session that it runs in."""

    window: Window
    program: "subprocess.Popen[bytes]"
    session: Session
    home: Path
    log: Path


@contextmanager
def running_program(
    home: Path,
    *,
    keyring: Keyring = Keyring.UNLOCKED,
    variables: dict[str, str] | None = None,
    size: str = "1280x800x24",
    files: tuple[Path, ...] = (),
) -> Iterator[Running]:
    """Start a desktop session and the program in it, with files to open; its window is on the screen on yielding."""
    with (
        desktop(keyring, size=size) as (session, environment),
        program_in(session, {**environment, **(variables or {})}, home, files) as running,
    ):
        yield running


@contextmanager
def desktop(
    keyring: Keyring = Keyring.UNLOCKED, *, size: str = "1280x800x24"
) -> Iterator[tuple[Session, dict[str, str]]]:
    """Start a desktop session in which programs can be started one after the other with the variables that it gives."""
    require_at_spi_client()
    with dbus_session(keyring) as session, xvfb(size), accessibility(session) as environment:
        yield session, environment


@contextmanager
def program_in(
    session: Session, environment: dict[str, str], home: Path, files: tuple[Path, ...] = ()
) -> Iterator[Running]:
    """Start the program in a session that is there already."""
    variables = {**environment, "QT_QPA_PLATFORM": "xcb", "PYTHONFAULTHANDLER": "1"}
    log = home / "program.log"
    home.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, str(ROOT / "main.py"), "--home", str(home), *map(str, files)]
    with process(command, variables, log) as program, driver(variables, lambda: _state(program, log)) as talk:
        yield Running(window=Window(talk), program=program, session=session, home=home, log=log)


@contextmanager
def driver(environment: dict[str, str], state: Callable[[], str]) -> Iterator["subprocess.Popen[str]"]:
    """Start the driver and wait until it sees the window; `state` tells of the program where it does not."""
    command = [SYSTEM_PYTHON, str(Path(__file__).with_name("atspi_driver.py")), APPLICATION, str(START)]
    talk = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        assert talk.stdout is not None
        hello = json.loads(talk.stdout.readline() or '{"error": "the driver ended"}')
        assert "error" not in hello, f"{hello}; {state()}"
        yield talk
    finally:
        assert talk.stdin is not None
        talk.stdin.close()
        try:
            talk.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            end(talk)  # type: ignore[arg-type]
        talk.stdout.close()


def _state(program: "subprocess.Popen[bytes]", log: Path) -> str:
    """Say whether a program still runs, and what it wrote last."""
    status = program.poll()
    return f"the program {'runs' if status is None else f'ended with {status}'}; its log: {log.read_text()[-2000:]}"


def kill_hard(pid: int) -> None:
    """End a process as an out-of-memory killer would."""
    os.kill(pid, signal.SIGKILL)
