"""The program, started once for a module of tests and driven from outside."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.desk import Desk
from tests.helpers.window import Running, running_program


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The program in a desktop session of its own, with an unlocked gnome-keyring."""
    with running_program(tmp_path_factory.mktemp("home")) as program:
        yield program


@pytest.fixture
def desk(running: Running) -> Iterator[Desk]:
    """A tester at the window, who does not accept that the program reports a fault of its own."""
    yield Desk(running.window)
    said = running.log.read_text()
    assert "Error\n" not in said, said[-2000:]
    assert running.program.poll() is not None or not running.window.has("A fault of this program*")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty folder for a program's settings and index."""
    return tmp_path / "home"
