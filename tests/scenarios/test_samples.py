"""The suite that is shipped, and one that changes users: every scenario comes to its end at the practice pool."""

import time
from pathlib import Path

import pytest

from app.auth.challenges import ANSWERERS
from app.auth.flows import FLOWS
from app.practice.seed_table import SEED
from app.scenarios.judging import judge
from app.scenarios.questions import UNASKED
from app.scenarios.reading import read
from app.scenarios.writing import write
from app.texts import RESOURCES
from app.transcript.events import Asked
from tests.helpers.practice_desk import Desk, signed_in
from tests.helpers.practice_pool import PASSWORD, practice_pool
from tests.runs.test_scenario import ran, scenario_from

SHIPPED = RESOURCES / "practice" / "scenarios.toml"
USERS = Path(__file__).parent / "users.toml"


def scenarios_in(path):
    return read(path.read_bytes(), path.name)


class Clock:
    """The practice pool's clock, which goes on where a run waits for the next code of an authenticator."""

    def __init__(self, pool):
        self.pool = pool
        self.ahead = 0.0

    def wait(self, seconds):
        self.ahead += seconds
        self.pool.control("clock", {"offset": self.ahead})

    def now(self):
        return time.time() + self.ahead


@pytest.fixture(scope="module")
def fresh():
    """A desk at a pool of its own, and its clock."""
    with practice_pool() as pool:
        yield Desk(pool), Clock(pool)


def judged(path, fresh, only=None):
    """Run the scenarios of a file in their order: how each ended where it should not, and all their events."""
    desk, clock = fresh
    bad, events = {}, []
    for scenario in scenarios_in(path):
        here = ran(scenario, desk, clock=clock.now, wait=clock.wait)
        judgement = judge(scenario, here)
        events += here
        if not judgement.passed:
            bad[scenario.name] = judgement, here[-1]
    return bad, events


def test_the_suite_that_is_shipped_passes_again_and_again_and_asks_every_challenge(fresh):
    fresh[0].pool.control("reset")
    bad, events = judged(SHIPPED, fresh)
    assert bad == {}
    again, _ = judged(SHIPPED, fresh)
    assert again == {}
    asked = {event.name for event in events if isinstance(event, Asked)}
    assert set(ANSWERERS) - set(UNASKED) - asked == {"WEB_AUTHN", "PASSWORD", "PASSWORD_SRP"}
    assert {scenario.flow for scenario in scenarios_in(SHIPPED)} == set(FLOWS)


def test_sign_ins_that_change_users_come_to_their_ends(fresh):
    fresh[0].pool.control("reset")
    bad, _ = judged(USERS, fresh)
    assert bad == {}


def test_every_practice_user_is_in_a_scenario():
    signed = {(one.profile.partition(" / ")[0], one.user) for path in (SHIPPED, USERS) for one in scenarios_in(path)}
    assert {(pool.name, user.username) for pool in SEED for user in pool.users} <= signed


@pytest.mark.parametrize("path", [SHIPPED, USERS], ids=["shipped", "users"])
def test_a_sample_is_written_and_read_the_same(path):
    scenarios = scenarios_in(path)
    assert read(write(scenarios).encode(), path.name) == scenarios


def test_a_passkey_that_was_registered_signs_in(fresh):
    desk, _ = fresh
    desk.pool.control("reset")
    access = signed_in(desk.sign_in("user_srp", "passkey")).access_token
    desk.sign_in("register_passkey", "passkey", access_token=access, authenticator="software")
    body = 'answers.CREDENTIALS.preferred_challenge = "WEB_AUTHN"\nanswers.WEB_AUTHN.authenticator = "software"'
    signed_in(ran(scenario_from(body, flow="user_auth", user="passkey"), desk))


def test_the_file_in_the_readme_passes_as_it_stands(fresh, monkeypatch):
    readme = (RESOURCES.parent / "README.md").read_text("utf-8")
    files = [part.partition("```")[0] for part in readme.split("```toml\n")[1:]]
    (written,) = (each for each in files if "[[scenario]]" in each)
    (scenario,) = read(written.encode(), "README.md")
    monkeypatch.setenv("SMS_PASSWORD", PASSWORD)
    fresh[0].pool.control("reset")
    assert judge(scenario, ran(scenario, fresh[0])).passed
