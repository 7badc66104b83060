"""The append-only events of one run; whoever watches is told of each."""

from collections.abc import Callable, Sequence

from app.auth.tokens import TokenSet
from app.transcript.events import END, Event, Started, TokensReceived

Watcher = Callable[[Event], None]


class Transcript:
    """Belongs to one thread. Events come in order; nothing comes after the end (a late one is dropped)."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._watchers: list[Watcher] = []

    @property
    def events(self) -> Sequence[Event]:
        """The events so far, oldest first; do not change."""
        return self._events

    @property
    def started(self) -> Started | None:
        """The first event, once it came."""
        first = self._events[0] if self._events else None
        return first if isinstance(first, Started) else None

    @property
    def ended(self) -> bool:
        """Whether the last event of the run has come."""
        return bool(self._events) and isinstance(self._events[-1], END)

    @property
    def tokens(self) -> TokenSet | None:
        """The newest tokens, if any came."""
        return next((event.tokens for event in reversed(self._events) if isinstance(event, TokensReceived)), None)

    def watch(self, watcher: Watcher) -> None:
        """Call `watcher` with each event from now on."""
        self._watchers.append(watcher)

    def append(self, event: Event) -> bool:
        """Add an event; False when the run had ended and the event was dropped."""
        if self.ended:
            return False
        self._events.append(event)
        for watcher in self._watchers:
            watcher(event)
        return True
