"""What the practice pool's tests share."""

from collections.abc import Iterator

import pytest

from app.practice.triggers import Runner
from tests.practice.world import World


@pytest.fixture
def world() -> World:
    """A pool with one client and no users yet; its triggers cannot run."""
    return World()


@pytest.fixture(scope="session")
def sample_runner() -> Iterator[Runner]:
    """The child process with the sample triggers, warm for all tests."""
    runner = Runner()
    runner.start()
    yield runner
    runner.close()


@pytest.fixture
def world_with_samples(world: World, sample_runner: Runner) -> World:
    """A pool whose triggers are the samples that come with the practice pool."""
    world.state.lambdas = sample_runner
    return world
