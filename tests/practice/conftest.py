"""What the practice pool's tests share."""

from collections.abc import Iterator
from typing import Any

import pytest

from app.practice.triggers import Runner
from tests.helpers.practice_pool import PracticePool, practice_pool
from tests.practice.choices import BOTH_ADDRESSES, EVERYTHING, allow
from tests.practice.fresh import Fresh
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


@pytest.fixture(scope="session")
def practice() -> Iterator[PracticePool]:
    """The practice pool in its own process, for all tests; each makes the pools that it changes."""
    with practice_pool() as running:
        yield running


@pytest.fixture(scope="session")
def api(practice: PracticePool) -> Iterator[Any]:
    """A boto3 client for it."""
    client = practice.api()
    yield client
    client.close()


@pytest.fixture
def fresh(practice: PracticePool, api: Any) -> Iterator[Fresh]:
    """A user pool of the test's own, made through the API, gone afterwards."""
    made = Fresh(practice, api)
    yield made
    made.clean_up()


@pytest.fixture
def choice(world: World) -> World:
    """A pool that allows every first factor, and a user with a password, an e-mail address and a phone."""
    allow(world, *EVERYTHING)
    world.user(attributes=dict(BOTH_ADDRESSES))
    return world
