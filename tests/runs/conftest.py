"""A practice pool in its own process for each module of runs, and a desk at it."""

import pytest

from tests.helpers.practice_desk import Desk
from tests.helpers.practice_pool import practice_pool


@pytest.fixture(scope="module")
def running():
    """One practice pool for all tests of this module."""
    with practice_pool() as pool:
        yield pool


@pytest.fixture
def desk(running):
    """A desk at a practice pool as the seed has it."""
    running.control("reset")
    return Desk(running)
