"""How far the server's clock is from this machine's, by the Date headers of its replies.

A Date header tells the second in which the reply was made. So the offset lies between that second and the end of the
call, and the end of that second and the beginning of the call; several replies narrow it down.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

from app.transcript.events import Event, Refused, Replied

RESOLUTION = 1.0  # seconds, of a Date header (RFC 9110, IMF-fixdate)
WARN_SECONDS = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Skew:
    """The server's clock minus this machine's, in seconds, with how far off that may be at most."""

    seconds: float
    uncertainty: float

    @property
    def warns(self) -> bool:
        """Whether it is far enough off that codes and proofs may be refused for it."""
        return abs(self.seconds) >= WARN_SECONDS

    def server_now(self, at: float) -> float:
        """Return the server's time, for a time of this machine; both in epoch seconds."""
        return at + self.seconds


class Clocks:
    """What is known of the clock of each endpoint; endpoints are told apart by their URLs."""

    def __init__(self) -> None:
        self._ranges: dict[str, tuple[float, float]] = {}

    def hear(self, endpoint: str, event: Event) -> None:
        """Take an event into account; only replies that have a Date tell anything."""
        found = _range(event)
        if found is None:
            return
        low, high = self._ranges.get(endpoint, found)
        both = max(low, found[0]), min(high, found[1])
        self._ranges[endpoint] = both if both[0] <= both[1] else found  # a clock was set meanwhile: the newest counts

    def tell(self, endpoint: str, seconds: float) -> None:
        """Take what is known for sure: how far that endpoint's clock was set ahead, in seconds."""
        self._ranges[endpoint] = seconds, seconds

    def skew(self, endpoint: str) -> Skew | None:
        """Return how far off that endpoint's clock is, or None where no reply told it."""
        found = self._ranges.get(endpoint)
        if found is None:
            return None
        low, high = found
        return Skew(seconds=(low + high) / 2, uncertainty=(high - low) / 2)

    def server_now(self, endpoint: str, at: float) -> float:
        """Return the time at an endpoint, for a time of this machine; the same where nothing is known of it."""
        found = self.skew(endpoint)
        return at if found is None else found.server_now(at)


def skew(events: Iterable[Event]) -> Skew | None:
    """Return how far off the clock of a run's server is; None where no reply has a Date."""
    clocks = Clocks()
    for event in events:
        clocks.hear("", event)
    return clocks.skew("")


def _range(event: Event) -> tuple[float, float] | None:
    """Return the least and the greatest offset that a reply allows."""
    if not isinstance(event, Replied | Refused) or event.server_date is None:
        return None
    sent = event.at - max(event.seconds, 0.0)
    found = event.server_date - event.at, event.server_date + RESOLUTION - sent
    return found if all(map(isfinite, found)) else None


