"""The list of scenarios: what runs with which profile, what came of it, and what stays when a file changes."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.exporters.checked import Checked, State
from app.models.scenarios import BelowRole, LineRole, MarkRole, RightRole, ScenariosModel, Stage
from app.profiles.profile import Profile
from app.scenarios.scenario import End, Expectation, Scenario
from app.texts import text

FILE, OTHER = Path("night.toml"), Path("day.toml")
SHOP = Profile(id="shop", name="my shop", user_pool_id="us-east-1_Shop00000", client_id="a")
STAGING = Profile(id="staging", name="staging", user_pool_id="us-east-1_Shop00000", client_id="b")
ANN = Scenario(name="Ann signs in", profile="my shop", flow="user_srp", user="ann", file="night.toml")
BOB = Scenario(
    name="Bob is refused", profile="my shop", flow="user_srp",
    expect=Expectation(end=End.ERROR, name="NotAuthorizedException"),
)  # fmt: skip


@pytest.fixture
def model():
    made = ScenariosModel()
    made.set_profiles((SHOP, STAGING))
    made.show_file(FILE, (ANN, BOB))
    return made


def checked(state=State.PASSED, name="Ann signs in", **more):
    return Checked(
        name=name, file="", profile="my shop", flow="user_srp", state=state, at=1.0, expected="signed_in", **more
    )


def keys(model):
    return [line.key for line in model.lines]


def row(model, place, role):
    return model.index(place, 0).data(role)


def test_a_row_says_the_flow_the_profile_the_expected_end_and_the_file(model, qtmodeltester):
    assert row(model, 0, BelowRole) == "User SRP · my shop · expects: signed in · night.toml"
    assert "expects: NotAuthorizedException" in row(model, 1, BelowRole)
    qtmodeltester.check(model)


def test_a_scenario_waits_runs_and_ends_with_a_word_and_an_icon(model):
    first, _ = keys(model)
    model.begin(keys(model))
    assert (row(model, 0, RightRole), row(model, 0, MarkRole)) == ("waiting", ("waiting", "muted"))
    model.run(first)
    assert (row(model, 0, RightRole), row(model, 0, MarkRole)) == ("running", ("waiting", "accent"))
    model.end(first, checked(State.FAILED), "It was refused.")
    assert (row(model, 0, RightRole), row(model, 0, MarkRole)) == ("FAILED", ("cross", "red"))
    assert row(model, 0, LineRole).happened == "It was refused."
    assert row(model, 1, RightRole) == "waiting"
    assert model.counts(keys(model)) == {State.PASSED: 0, State.FAILED: 1, State.SKIPPED: 0}


def test_a_new_run_forgets_what_came_of_the_last(model):
    first, _ = keys(model)
    model.end(first, checked(State.FAILED), "It was refused.")
    model.begin([first])
    line = row(model, 0, LineRole)
    assert (line.stage, line.checked, line.happened) == (Stage.WAITING, None, "")


def test_a_profile_that_is_missing_is_said_until_another_is_used(model):
    model.set_profiles((STAGING,))
    assert row(model, 0, RightRole) == "no profile"
    assert "staging" in row(model, 0, LineRole).problem
    model.use_profile([keys(model)[0]], "staging")
    assert row(model, 0, LineRole).profile == STAGING
    assert row(model, 0, LineRole).problem == ""
    assert row(model, 1, LineRole).profile is None
    model.use_profile([keys(model)[0]], "")
    assert row(model, 0, LineRole).profile is None


def test_as_long_as_there_is_no_profile_at_all_that_is_what_is_said():
    model = ScenariosModel()
    model.show_file(FILE, (ANN,))
    assert row(model, 0, LineRole).problem == text("scenarios.no_profiles")


def test_when_a_file_changes_only_what_is_the_same_keeps_its_result(model):
    first, second = keys(model)
    model.use_profile([second], "staging")
    model.end(first, checked())
    model.end(second, checked(name="Bob is refused"))
    model.show_file(FILE, (ANN, replace(BOB, user="bob")))
    assert row(model, 0, LineRole).checked is not None
    assert row(model, 1, LineRole).checked is None
    assert row(model, 1, LineRole).profile == STAGING


def test_files_stand_below_one_another_and_what_is_closed_comes_back_with_its_results(model):
    model.show_file(OTHER, (ANN,))
    model.end(keys(model)[0], checked())
    gone = tuple(line for line in model.lines if line.path == FILE)
    model.close_files([FILE])
    assert [line.path for line in model.lines] == [OTHER]
    model.restore(gone)
    assert model.paths == (OTHER, FILE)
    assert [line.checked is not None for line in model.lines] == [False, True, False]


def test_what_is_not_listed_any_more_has_no_result(model):
    first, _ = keys(model)
    model.close_files([FILE])
    model.run(first)
    model.end(first, checked())
    assert model.lines == ()
