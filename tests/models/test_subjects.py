"""What the filter's terms find: rows of the timeline, runs of the history."""

from dataclasses import replace

import pytest

from app.history.store import Entry
from app.models.history import HistoryModel
from app.models.timeline import RowRole, TimelineModel
from app.models.timeline_filter import TimelineFilter
from app.transcript.filters import FilterError
from app.transcript.recording import Recording, Remark
from tests.helpers import sample_runs as sample

RUNS = {"a": sample.wrong_code(), "b": sample.no_answer(), "c": sample.signed_in()}


@pytest.fixture
def model(qapp):
    made = TimelineModel(now=lambda: sample.T0)
    for run_id, events in RUNS.items():
        for event in events:
            made.add(run_id, event)
    return made


def found(model, wanted):
    """Runs and places of the rows that fit, without headings."""
    shown = TimelineFilter(model)
    shown.set_text(wanted)
    rows = [shown.index(place, 0).data(RowRole) for place in range(shown.rowCount())]
    return [(row.run.run_id, row.title) for row in rows if row.kind.value != "heading"]


def every(model, run_id):
    run = next(run for run in model.runs if run.run_id == run_id)
    return [(run_id, row.title) for row in run.rows[1:]]


def test_flow_user_and_profile_choose_whole_runs(model):
    rows = [row for run_id in "ac" for row in every(model, run_id)]
    assert found(model, "~flow user_srp") == found(model, "~flow 'User SRP'") == rows
    assert found(model, "!~flow user_srp") == every(model, "b")
    assert found(model, "~user nobody") == []
    assert len(found(model, "~profile practice")) == len(rows) + len(every(model, "b"))


def test_the_calls_of_an_operation_are_found(model):
    titles = {title for _, title in found(model, "~op ^respond")}
    assert titles == {"RespondToAuthChallenge"}
    assert "RespondToAuthChallenge" not in {title for _, title in found(model, "!~op ^respond")}


def test_a_refusal_is_found_by_name_message_and_status(model):
    by_name = found(model, "~error mismatch")
    assert by_name == [("a", "RespondToAuthChallenge"), ("a", "CodeMismatchException")]
    assert found(model, "~status 4 ~error") == by_name[:1]
    assert [run for run, _ in found(model, "~error")] == ["a", "a", "b", "b"]


def test_a_challenge_is_found_where_it_comes_and_where_it_is_answered(model):
    rows = found(model, "~challenge ^sms_mfa$ ~user .")
    assert ("a", "RespondToAuthChallenge") in rows
    assert ("a", "CodeMismatchException") not in rows


def test_notes_and_marks_are_found_on_rows_and_on_runs(model):
    assert found(model, "~note") == found(model, "~marked") == []
    row = next(run for run in model.runs if run.run_id == "c").rows[2]
    model.annotate("c", "seen on Monday", False, row.first)
    model.annotate("b", "", True)
    assert found(model, "~note monday") == [("c", row.title)]
    assert found(model, "monday") == [("c", row.title)]
    assert found(model, "~marked") == every(model, "b")


def test_a_mark_that_comes_and_goes_under_a_filter_is_seen_at_once(model):
    shown = TimelineFilter(model)
    shown.set_text("~marked")
    assert shown.rowCount() == 0
    model.annotate("a", "", True)
    assert shown.rowCount() == len(every(model, "a")) + 1
    model.annotate("a", "", False)
    assert shown.rowCount() == 0


def test_a_wrong_filter_leaves_what_is_shown(model):
    shown = TimelineFilter(model)
    with pytest.raises(FilterError):
        shown.set_text("~colour")
    assert shown.rowCount() == model.rowCount()


@pytest.fixture
def history(qapp):
    made = HistoryModel(now=lambda: sample.T0)
    runs = [Recording(run_id=run_id, events=tuple(events)) for run_id, events in RUNS.items()]
    runs[2] = replace(runs[2], remarks=(Remark(event=2, note="seen on Monday", marked=True),))
    made.set_entries([Entry.of(run) for run in runs])
    return made


@pytest.mark.parametrize(
    ("wanted", "runs"),
    [
        ("", 3), ("~flow srp", 2), ("~error", 2), ("~error mismatch", 1), ("!~error", 1), ("~op respond", 2),
        ("~status 4", 1), ("~challenge sms & ~error", 1), ("~note monday", 1), ("~marked", 1), ("~marked ~error", 0),
        ("'signed in'", 1), ("~user nobody | ~profile practice", 3),
    ],
)  # fmt: skip
def test_runs_of_the_history_are_found_by_the_same_language(history, wanted, runs):
    history.set_text(wanted)
    assert history.rowCount() == runs
