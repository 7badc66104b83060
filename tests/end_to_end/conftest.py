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
def desk(running: Running) -> Desk:
    """A tester at the window."""
    return Desk(running.window)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty folder for a program's settings and index."""
    return tmp_path / "home"
