"""A comparison as a list: parts, steps, values and times, masked at first, and the way between differences."""

import pytest

from app.models.comparison import ComparisonModel, ComparisonRole, Shape
from app.models.rows import Run
from app.models.runs_compared import pair_to_compare, run_before, title_of
from app.models.timeline import TimelineModel
from app.secret import MASK
from app.transcript.compare import compare
from app.transcript.events import Ended
from app.transcript.recording import Recording
from tests.helpers import sample_runs as sample
from tests.helpers.sample_runs import T0
from tests.transcript.test_compare import refresh

RIGHT = Recording(run_id="a", events=tuple(sample.signed_in()))
WRONG = Recording(run_id="b", events=tuple(sample.wrong_code(at=T0 + 60)))


@pytest.fixture
def model(qapp):
    made = ComparisonModel()
    made.show(compare(RIGHT, WRONG))
    return made


def lines(model):
    return [model.index(place, 0).data(ComparisonRole.LINE) for place in range(model.rowCount())]


def line(model, title, shape=Shape.VALUE):
    return next(each for each in lines(model) if each.title == title and each.shape is shape)


def test_it_is_a_proper_model(model, qtmodeltester):
    qtmodeltester.check(model)


def test_its_parts_follow_one_another_as_things_happened(model):
    assert [each.title for each in lines(model) if each.shape is Shape.SECTION] == [
        "Exchanges and questions", "Outcome", "ID token", "Access token", "Timing",
    ]  # fmt: skip


def test_the_first_difference_is_marked_and_said(model):
    assert model.first.data(ComparisonRole.LINE).title == "error"
    assert model.first.data() == (
        "First difference: RespondToAuthChallenge · SMS_MFA · error, left: not there, right: CodeMismatchException, "
        "only right"
    )


def test_differences_are_reached_one_after_the_other_in_both_directions(model):
    first = model.first.row()
    second = model.difference(first, 1)
    assert second.row() > first
    assert second.data(ComparisonRole.COUNTS)
    assert model.difference(second.row(), -1).row() == first
    assert not model.difference(first, -1).isValid()


def test_secrets_are_masked_until_they_are_revealed_and_masked_again_in_another_comparison(model):
    path = "params/AuthParameters/SRP_A"
    assert (line(model, path).left, line(model, path).masked) == (MASK, (True, True))
    model.reveal(True)
    assert (line(model, path).left, line(model, path).masked) == ("ab" * 384, (False, False))
    model.show(compare(RIGHT, RIGHT))
    assert line(model, path).left == MASK


def test_claims_are_as_readable_as_on_the_page_tokens(qapp):
    model = ComparisonModel()
    model.show(compare(RIGHT, RIGHT))
    assert line(model, "claims/token_use").left == "id"
    assert line(model, "claims/email").left == MASK


def test_only_the_differences_are_left_with_their_steps_when_a_person_wants_that(model):
    whole = model.rowCount()
    model.set_only_differences(True)
    assert model.rowCount() < whole / 2
    assert all(each.counts for each in lines(model) if each.shape is Shape.VALUE)
    assert not [each for each in lines(model) if each.shape is Shape.TIME]
    assert model.first.data(ComparisonRole.LINE).title == "error"


def test_times_are_bars_on_one_scale_for_both_runs(model):
    waiting = line(model, "Question SMS_MFA", Shape.TIME)
    assert waiting.shares == pytest.approx((18.987 / 19.34, 3.787 / 19.34), abs=0.01)
    assert line(model, "In all", Shape.TIME).shares == pytest.approx((1.0, 4.05 / 19.34), abs=0.01)
    slow = line(model, "RespondToAuthChallenge · PASSWORD_VERIFIER", Shape.TIME)
    assert (slow.shares, slow.left) == ((1.0, 1.0), "121 ms")


def test_what_one_run_lacks_is_said_in_its_place(qapp):
    model = ComparisonModel()
    model.show(compare(Recording(run_id="b", events=(sample.started(), Ended(at=T0, reason="cancelled"))), RIGHT))
    step = line(model, "InitiateAuth", Shape.STEP)
    assert (step.left, step.right, step.there) == ("not in this run", "PASSWORD_VERIFIER", (False, True))


def test_without_a_comparison_there_are_no_rows(qapp):
    model = ComparisonModel()
    model.show(None)
    assert model.rowCount() == 0
    assert not model.first.isValid()


def runs(*events) -> list[Run]:
    timeline = TimelineModel()
    for number, each in enumerate(events):
        for event in each:
            timeline.add(f"r{number}", event)
    return timeline.runs


def test_a_run_is_compared_with_the_last_sign_in_of_its_user(qapp):
    there = runs(sample.signed_in(), sample.signed_in(user="other"), sample.wrong_code())
    assert run_before(there, there[2]) is there[0]
    assert run_before(there, there[1]) is None
    assert pair_to_compare(there, there[2]) == (there[0], there[2])
    assert pair_to_compare(there, there[1]) == (there[0], there[1])
    assert pair_to_compare(there, there[0]) == (there[0], there[1])
    assert pair_to_compare(there[:1], None) == (there[0], there[0])
    assert pair_to_compare([], None) is None


def test_a_refresh_is_compared_with_the_sign_in_whose_token_it_redeemed(qapp):
    there = runs(sample.signed_in(), sample.wrong_code(), refresh().events)
    assert run_before(there, there[2]) is there[0]


def test_runs_are_told_apart_by_the_time_at_which_they_began(qapp):
    (run,) = runs(sample.signed_in())
    assert title_of(run).startswith("User SRP · sms · Signed in · ")
    assert title_of(run).count(":") == 2
