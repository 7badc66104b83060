"""Lets SIGINT and SIGTERM close the window as its button does.

Python runs signal handlers between its own instructions, and Qt's event loop has none: so the signal writes into a
socket that Qt watches.
"""

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier


class Interrupts(QObject):
    """Calls `close` in the GUI thread when a signal comes; `caught` is then its number."""

    def __init__(self, close: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.caught = 0
        self._close = close
        self._read, self._write = socket.socketpair()
        self._read.setblocking(False)
        self._write.setblocking(False)
        signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._remember)
        self._notifier = QSocketNotifier(self._read.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def _remember(self, number: int, _: object) -> None:
        self.caught = number

    def _on_signal(self) -> None:
        self._read.recv(64)
        self._close()
