"""A window with everything behind it that is real; what needs Qt is imported only once a test asks for it."""

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def make_desk(qapp, qtbot, tmp_path: Path) -> Iterator:
    """Returns a function that makes a window; its settings are kept as long as the test runs."""
    from tests.widgets.desk import desks

    with desks(qapp, qtbot, tmp_path) as make:
        yield make


@pytest.fixture
def desk(make_desk, qtbot):
    """A window whose practice pool runs."""
    made = make_desk()
    made.services.practice.start()
    qtbot.waitUntil(made.panels.top.sign_in.isEnabled, timeout=20_000)
    return made
