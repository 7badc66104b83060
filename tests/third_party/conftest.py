"""What the tests with clients and servers that are not ours share."""

from collections.abc import Iterator

import pytest

from tests.helpers.practice_pool import PracticePool, practice_pool


@pytest.fixture(scope="session")
def practice() -> Iterator[PracticePool]:
    """The practice pool in its own process."""
    with practice_pool() as running:
        yield running
