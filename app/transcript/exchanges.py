"""Pairs each call with its reply: the rows that a person thinks in."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.transcript.events import Called, Event, Failed, Refused, Replied


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A call and what came of it; `outcome` is None while it is under way."""

    called: Called
    outcome: Replied | Refused | Failed | None = None


def exchanges(events: Iterable[Event]) -> list[Exchange]:
    """Return the exchanges of a run in the order of their calls."""
    found: dict[int, Exchange] = {}
    for event in events:
        if isinstance(event, Called):
            found[event.number] = Exchange(called=event)
        elif isinstance(event, Replied | Refused | Failed) and event.number in found:
            found[event.number] = Exchange(called=found[event.number].called, outcome=event)
    return list(found.values())
