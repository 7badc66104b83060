"""The workers of one kind, one for each window: they share a thread and its jobs.

What changed is told by all of them, so that every window knows; the answer to a request is told by the one that was
asked, so that no other window takes it for its own.
"""

import queue
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject

from app.workers.threads import working

Job = Callable[[], None]


class Family:
    """The first worker starts and stops the thread for all; the others come and go with their windows."""

    def __init__(self) -> None:
        self.jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self.thread: threading.Thread | None = None
        self.asked = 0  # jobs that have to be done before the program ends; counted by the window's thread,
        self.done = 0  # and those of them that are, by the worker's
        self._members: list[QObject] = []

    def join(self, member: QObject) -> None:
        """Let a worker tell what changes from now on."""
        self._members.append(member)

    def leave(self, member: QObject) -> None:
        """Let a worker, whose window was closed, tell nothing any more."""
        if member in self._members:
            self._members.remove(member)

    def start(self, name: str, work: Callable[[], None]) -> None:
        """Start the thread."""
        self.thread = threading.Thread(target=work, name=name, daemon=True)
        self.thread.start()

    def stop(self, seconds: float, *, always: bool = False) -> None:
        """Let the thread end after its jobs; waits so long, but only if one must be done (or `always`)."""
        self.jobs.put(None)
        if self.thread is not None and (always or self.asked > self.done):
            self.thread.join(seconds)

    def tell(self, signal: str, value: object) -> None:
        """Emit the signal of this name by every worker."""
        for member in tuple(self._members):
            with working(member, "telling of a change"):
                getattr(member, signal).emit(value)
