"""A call and what came of it are one exchange."""

import pytest

from app.transcript.events import Failed, Refused, Replied
from app.transcript.exchanges import exchanges
from tests.helpers import sample_runs


def test_each_call_is_paired_with_its_reply_by_number():
    found = exchanges(sample_runs.signed_in())
    assert [one.called.operation for one in found] == ["InitiateAuth", *["RespondToAuthChallenge"] * 2]
    assert all(isinstance(one.outcome, Replied) for one in found)
    assert all(one.called.number == one.outcome.number for one in found)


@pytest.mark.parametrize(("run", "kind"), [(sample_runs.wrong_code(), Refused), (sample_runs.no_answer(), Failed)])
def test_a_refusal_and_a_failure_are_outcomes_too(run, kind):
    assert isinstance(exchanges(run)[-1].outcome, kind)


def test_a_call_under_way_has_no_outcome_yet():
    assert exchanges(sample_runs.signed_in()[:2])[0].outcome is None


def test_replies_that_nobody_called_for_are_left_out():
    assert exchanges(sample_runs.signed_in()[2:3]) == []
    assert exchanges([]) == []
