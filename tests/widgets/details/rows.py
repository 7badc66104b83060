"""Rows of sample runs, as the timeline gives them to the details."""

from collections.abc import Iterable

from app.models.rows import Row
from app.models.timeline import RowRole, TimelineModel
from app.transcript.events import Event
from tests.helpers import sample_runs as sample


def rows_of(events: Iterable[Event]) -> list[Row]:
    """Play the events into a timeline and return its rows."""
    model = TimelineModel(now=lambda: sample.T0 + 20)
    for event in events:
        model.add("r", event)
    return [model.index(place, 0).data(RowRole) for place in range(model.rowCount())]
