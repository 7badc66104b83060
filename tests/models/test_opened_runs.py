"""Runs from a file on the timeline: marked, beside whatever is there, and ended even where a crash cut them off."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.models.rows import RowKind
from app.models.timeline import RowRole, TimelineModel
from app.texts import text
from app.transcript.events import Ended
from app.transcript.files import dump, load
from app.transcript.opened import as_opened, from_one_file, with_end
from app.transcript.recording import Recording
from tests.helpers.sample_runs import signed_in, started, until_sms


def recording(events, run_id="r", about=""):
    first = replace(events[0], run_id=run_id, about=about)
    return Recording(run_id=run_id, events=(first, *events[1:]))


@pytest.fixture
def timeline(qapp):
    return TimelineModel()


def show(timeline, recordings, source="opened from a.cfx.json"):
    for each in as_opened(recordings):
        for event in with_end(each):
            timeline.add(each.run_id, event, source)


def headings(timeline):
    rows = (timeline.index(place, 0).data(RowRole) for place in range(timeline.rowCount()))
    return [row for row in rows if row.kind is RowKind.HEADING]


def test_a_run_from_a_file_says_so_in_its_heading_and_to_screen_readers(timeline):
    show(timeline, [recording(signed_in())])
    (heading,) = headings(timeline)
    assert heading.detail == "opened from a.cfx.json · practice / public-all"
    assert "opened from a.cfx.json" in timeline.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_run_and_its_own_file_stand_beside_one_another_however_often_it_is_opened(timeline):
    for event in signed_in():
        timeline.add("r", event)
    show(timeline, [recording(signed_in())])
    show(timeline, [recording(signed_in())])
    assert len(headings(timeline)) == 3
    assert len({run.run_id for run in timeline.runs}) == 3
    assert [len(run.rows) for run in timeline.runs] == [len(timeline.runs[0].rows)] * 3


def test_what_a_run_of_a_file_is_about_is_found_in_that_file_alone(timeline):
    for event in signed_in():
        timeline.add("r", event)
    show(timeline, [recording(signed_in()), recording(signed_in("plain"), "s", about="r")])
    here, first, second = timeline.runs
    assert second.about is first
    assert here.source == ""
    show(timeline, [recording(signed_in("plain"), "s", about="r")])
    assert timeline.runs[-1].about is None


def test_a_run_that_a_crash_cut_off_is_not_under_way(timeline):
    show(timeline, [recording(until_sms())])
    (heading,) = headings(timeline)
    assert heading.word == text("timeline.end.unfinished")
    assert not any(timeline.index(place, 0).data(RowRole).live for place in range(timeline.rowCount()))
    assert not timeline.waiting().isValid()
    end = timeline.runs[0].transcript.events[-1]
    assert isinstance(end, Ended)
    assert end.at == until_sms()[-1].at


def test_the_end_of_a_run_that_has_one_is_its_own(timeline):
    show(timeline, [recording(signed_in())])
    assert list(timeline.runs[0].transcript.events)[1:] == signed_in()[1:]


def test_the_run_that_ran_here_last_is_found_below_and_above_opened_ones(timeline):
    assert not timeline.last_own().isValid()
    show(timeline, [recording(signed_in())])
    assert not timeline.last_own().isValid()
    for event in signed_in():
        timeline.add("r", event)
    own = timeline.last_own().row()
    assert own == timeline.rowCount() - 1
    show(timeline, [recording(signed_in())])
    assert timeline.last_own().row() == own


def test_opened_runs_are_cleared_with_the_others(timeline):
    show(timeline, [recording([started()])])
    timeline.clear()
    assert timeline.rowCount() == 0


def test_an_unfinished_run_can_be_saved_and_opened_again(timeline):
    once = load(dump([recording(until_sms())]))
    again = load(dump([replace(once[0], events=with_end(once[0]))]))
    assert with_end(again[0]) == again[0].events == with_end(once[0])


def test_runs_of_one_file_are_known_as_such_and_others_are_not():
    run = Recording(run_id="r", events=tuple(signed_in()))
    first, second = as_opened([run, run])
    (other,) = as_opened([run])
    assert from_one_file(first, second)
    assert not from_one_file(first, other)
    assert not from_one_file(run, run)
