"""Runs from a file as a timeline takes them: under ids of their own, and with an end even where they have none."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import uuid4

from app.transcript.events import Ended, Event, Started
from app.transcript.recording import Recording

UNFINISHED = "unfinished"  # the reason of the end of a run that had none
OPENED = "opened-"  # how the ids of runs from files begin; what follows up to the next hyphen is the same in a file


def as_opened(recordings: Sequence[Recording]) -> tuple[Recording, ...]:
    """Return runs under new ids: a file may be opened twice, next to a later one, or beside the run that it holds.

    What one of them is about is found among these alone.
    """
    file = f"{OPENED}{uuid4().hex}"
    new = [f"{file}-{place}" for place in range(len(recordings))]
    ids = {each.run_id: run_id for each, run_id in zip(recordings, new, strict=True)}
    return tuple(
        replace(each, run_id=run_id, events=tuple(_moved(event, run_id, ids) for event in each.events))
        for each, run_id in zip(recordings, new, strict=True)
    )


def from_one_file(left: Recording, right: Recording) -> bool:
    """Say whether two runs were opened from the same file: the same label then stands for the same value in both."""
    mine, its = left.run_id.rpartition("-")[0], right.run_id.rpartition("-")[0]
    return mine == its and mine.startswith(OPENED)


def with_end(recording: Recording) -> tuple[Event, ...]:
    """Return the events of a run that goes on no more: one that was cut off ends when its last event came."""
    if recording.end is not None or not recording.events:
        return recording.events
    return (*recording.events, Ended(at=recording.events[-1].at, reason=UNFINISHED))


def _moved(event: Event, run_id: str, ids: dict[str, str]) -> Event:
    if not isinstance(event, Started):
        return event
    return replace(event, run_id=run_id, about=ids.get(event.about, ""))
