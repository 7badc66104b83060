"""The matrix's cells as scenarios: every practice user by every flow comes to what is expected there."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from app.practice.seed_table import SEED
from app.profiles.profile import Profile
from app.runs.matrix import FLOWS_OF_MATRIX, MatrixUser, practice_testers, trial
from app.runs.matrix_expected import TRIGGERS_IN, Why, expected
from app.runs.practice_profiles import practice_users
from app.runs.scenario import PracticeAccess, ScenarioRun
from app.scenarios.judging import judge
from app.scenarios.scenario import End, Expectation, From, Source
from app.secret import Secret
from tests.helpers.practice_desk import PUBLIC

CHANGING = ("legacy",)  # comes over with the first password, so that SRP refuses only before
WAITING = ("totp", "device", "device-opt-in")  # their codes are taken once: one flow shows as much as all
OWN = Profile(id="own", name="own", user_pool_id="us-east-1_Example1", client_id="client")


def came_to(desk, cell):
    """Sign in as a cell says; its judgement."""
    events = []
    job = cell.job("0:0", PracticeAccess(endpoint=desk.pool.endpoint, token=Secret(desk.pool.token)))
    ScenarioRun(job, secrets=desk.access, emit=events.append).run()
    return judge(job.scenario, events)


def users_of(desk):
    return practice_testers(practice_users(desk.pool.announced), tuple(desk.profiles.values()))


@pytest.mark.parametrize("client", ["public-all", "defaults", "legacy-values", "choice-only"])
def test_every_practice_user_comes_to_what_is_expected_by_every_flow(desk, client):
    profiles = [each for name, each in desk.profiles.items() if client in name or not name.startswith("practice /")]

    def differing(user):
        flows = FLOWS_OF_MATRIX[:1] if user.name in WAITING else FLOWS_OF_MATRIX
        cells = [trial(user, profile, flow, {}) for profile in profiles for flow in flows]
        judged = [(cell, came_to(desk, cell)) for cell in cells if cell is not None]
        return [(cell.scenario.name, *judgement.differences) for cell, judgement in judged if not judgement.passed]

    users = [user for user in users_of(desk) if user.name not in CHANGING]
    with ThreadPoolExecutor(4) as pool:
        assert [found for each in pool.map(differing, users) for found in each] == []


def test_an_expectation_that_is_not_met_is_told_from_one_that_is(desk):
    (user,) = (each for each in users_of(desk) if each.name == "disabled")
    profile = desk.profiles[PUBLIC]
    wrong = trial(user, profile, "user_srp", {(profile.id, "user_srp", "disabled"): Expectation()})
    assert not came_to(desk, wrong).passed


def test_users_are_of_their_own_pool_and_those_of_the_person_of_any():
    mine = MatrixUser(name="ana")
    assert trial(replace(mine, user_pool_id="us-east-1_Example2"), OWN, "user_srp", {}) is None
    assert trial(mine, OWN, "user_srp", {}) is not None


def test_what_the_person_expects_goes_before_what_is_known():
    wanted = Expectation(end=End.ERROR, name="TooManyRequestsException")
    cell = trial(MatrixUser(name="ana"), OWN, "user_srp", {("own", "user_srp", "ana"): wanted})
    assert (cell.scenario.expect, cell.expected.why) == (wanted, Why.PERSON)


def test_a_flow_that_the_app_client_does_not_allow_is_expected_to_be_refused():
    closed = replace(OWN, explicit_auth_flows=("ALLOW_USER_SRP_AUTH",))
    assert expected(closed, "user_password", "ana").expect.name == "InvalidParameterException"
    assert expected(closed, "user_srp", "ana").expect.end is End.SIGNED_IN
    assert expected(OWN, "user_password", "ana").expect.end is End.SIGNED_IN  # nothing is known of it


def test_only_practice_users_have_an_inbox_and_codes_that_are_typed_for_nobody():
    vault = Source(kind=From.VAULT, name="ana-password")
    cell = trial(MatrixUser(name="ana", password=vault), OWN, "user_srp", {})
    assert set(cell.scenario.answers) == {"CREDENTIALS"}
    assert cell.scenario.answers["CREDENTIALS"][0]["password"] is vault
    assert cell.job("0:0", PracticeAccess(endpoint="http://127.0.0.1:1")).practice is None


def test_the_pools_with_custom_challenges_are_those_of_the_seed():
    with_triggers = [pool.pool_id for pool in SEED if "DefineAuthChallenge" in pool.request.get("LambdaConfig", {})]
    assert tuple(with_triggers) == TRIGGERS_IN
