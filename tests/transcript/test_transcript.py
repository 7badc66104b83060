"""The events of one run: in order, told to whoever watches, and nothing after the end."""

import dataclasses

import pytest

from app.transcript import events
from app.transcript.events import Ended, SignedIn
from app.transcript.transcript import Transcript
from tests.helpers import sample_runs


def test_events_stay_in_their_order_and_each_is_told():
    transcript, told = Transcript(), []
    transcript.watch(told.append)
    run = sample_runs.signed_in()
    assert all(transcript.append(event) for event in run)
    assert list(transcript.events) == told == run


def test_who_watches_later_is_told_only_of_what_comes():
    transcript, told = Transcript(), []
    run = sample_runs.signed_in()
    transcript.append(run[0])
    transcript.watch(told.append)
    transcript.append(run[1])
    assert told == [run[1]]


@pytest.mark.parametrize("end", [SignedIn(at=1.0, username="plain"), Ended(at=1.0, reason="cancelled")])
def test_after_the_end_nothing_is_added_and_nobody_is_told(end):
    transcript, told = Transcript(), []
    transcript.watch(told.append)
    assert not transcript.ended
    assert transcript.append(end)
    assert transcript.ended
    assert not transcript.append(Ended(at=2.0, reason="refused"))
    assert list(transcript.events) == told == [end]


def test_the_start_is_known_once_it_came():
    transcript = Transcript()
    assert transcript.started is None
    run = sample_runs.signed_in()
    transcript.append(run[0])
    assert transcript.started is run[0]
    other = Transcript()
    other.append(run[1])
    assert other.started is None


def test_every_event_is_frozen_slotted_and_timed():
    kinds = [kind for kind in vars(events).values() if isinstance(kind, type) and issubclass(kind, events.Event)]
    assert len(kinds) > 12
    for kind in kinds:
        assert dataclasses.fields(kind)[0].name == "at"
        assert kind.__dataclass_params__.frozen
        assert "__slots__" in vars(kind)


def test_the_newest_tokens_count():
    transcript = Transcript()
    assert transcript.tokens is None
    for tokens in (sample_runs.tokens(), dataclasses.replace(sample_runs.tokens(), id_token=None)):
        transcript.append(events.TokensReceived(at=1.0, tokens=tokens))
    assert transcript.tokens is tokens
