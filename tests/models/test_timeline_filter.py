"""The timeline's filter."""

import pytest

from app.models.rows import RowKind
from app.models.timeline import KindRole, RowRole, TimelineModel
from app.models.timeline_filter import TimelineFilter
from tests.helpers import sample_runs as sample


@pytest.fixture
def model(qapp):
    return TimelineModel(now=lambda: sample.T0)


def play(model, run_id, events):
    for event in events:
        model.add(run_id, event)


def test_a_filter_keeps_headings_of_what_it_finds_and_the_question_that_waits(model, qtmodeltester):
    shown = TimelineFilter(model)
    play(model, "a", sample.wrong_code())
    play(model, "b", sample.no_answer())
    play(model, "c", sample.until_sms("third"))
    shown.set_text("  MISMATCH ")
    kinds = [shown.index(place, 0).data(KindRole) for place in range(shown.rowCount())]
    assert kinds == ["heading", "exchange", "outcome", "heading", "waiting"]
    shown.set_text("")
    assert shown.rowCount() == model.rowCount()
    qtmodeltester.check(shown)


def test_a_run_that_begins_under_a_filter_brings_its_heading_along(model):
    shown = TimelineFilter(model)
    shown.set_text("SMS_MFA")
    play(model, "a", sample.until_sms())
    assert [shown.index(place, 0).data(RowRole).kind for place in range(shown.rowCount())] == [
        RowKind.HEADING, RowKind.EXCHANGE, RowKind.WAITING,
    ]  # fmt: skip
