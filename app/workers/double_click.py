"""Puts the files that let a Linux desktop open transcripts on a thread of their own."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.runs import double_click
from app.runs.double_click import data_home
from app.workers.threads import working


class DoubleClickWorker(QObject):
    """One job at a time, on a daemon thread; what is asked for meanwhile is not done.

    Signals:
        told: a Status, after each job, also after one that failed.
        failed: why a job could not be done, in the system's words; before `told`.
    """

    told = Signal(object)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._over = True
        self._retired = False

    def look(self) -> None:
        """Say how things are."""
        self._start(lambda: None)

    def set_up(self) -> None:
        """Write the files."""
        self._start(lambda: double_click.set_up(data_home()))

    def remove(self) -> None:
        """Remove the files."""
        self._start(lambda: double_click.remove(data_home()))

    def retire(self) -> None:
        """Go away, once what is under way is over: nobody listens any more."""
        self._retired = True
        if self._over:
            self.deleteLater()

    def _start(self, job: Callable[[], None]) -> None:
        if self._over:
            self._over = False
            threading.Thread(target=self._run, args=(job,), name="double-click", daemon=True).start()

    def _run(self, job: Callable[[], None]) -> None:
        with working(self, "opening by double-click"):
            try:
                job()
            except OSError as error:
                self.failed.emit(f"{error.strerror}: {error.filename}" if error.strerror else str(error))
            found = double_click.status(data_home())
            self._over = True
            self.told.emit(found)
            if self._retired:
                self.deleteLater()
