"""Cancel for authenticators: one call ends those that wait now, and all that would wait later."""

import threading


class Abort:
    """Hands each ceremony an event of its own, since a timeout sets that one and must not end the others."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._events: list[threading.Event] = []
        self._called = False

    def __call__(self) -> None:
        """End every wait; any thread may call."""
        with self._lock:
            self._called = True
            for event in self._events:
                event.set()

    @property
    def called(self) -> bool:
        """Whether it was called."""
        return self._called

    def event(self) -> threading.Event:
        """Return a new event that is set as soon as this is called."""
        event = threading.Event()
        with self._lock:
            self._events.append(event)
            if self._called:
                event.set()
        return event
