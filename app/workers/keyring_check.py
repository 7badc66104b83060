"""Puts the keyring check on a thread of its own; what it finds comes by signals."""

import threading

from PySide6.QtCore import QObject, Signal

from app.runs.keyring_check import check_keyring
from app.workers.threads import working


class KeyringCheckWorker(QObject):
    """One check at a time, on a daemon thread: a keyring that hangs cannot keep the program.

    Signals:
        found: a Backend, a Tried for each step, then a tuple of Candidate.
        ended: the check is over.
    """

    found = Signal(object)
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._over = True
        self._retired = False

    def start(self) -> None:
        """Begin a check, unless one is under way."""
        if self._over:
            self._over = False
            threading.Thread(target=self._run, name="keyring check", daemon=True).start()

    def retire(self) -> None:
        """Go away, once what is under way is over: nobody listens any more."""
        self._retired = True
        if self._over:
            self.deleteLater()

    def _run(self) -> None:
        with working(self, "the keyring check"):
            for each in check_keyring():
                self.found.emit(each)
            self._over = True
            self.ended.emit()
            if self._retired:
                self.deleteLater()
