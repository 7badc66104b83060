"""Tells of the current row of a timeline: at once when a person chose it, and in time when it changes by itself."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from app.models.rows import Row

REST = 30  # milliseconds in which the current row is told of once, where it changes by itself


class Telling(QObject):
    """Tells each state of the current row once. `current` returns that row, `tell` shows it, which is dear."""

    def __init__(self, current: Callable[[], Row | None], tell: Callable[[Row | None], None], parent: QObject) -> None:
        super().__init__(parent)
        self._current = current
        self._tell = tell
        self._told: tuple[object, ...] = ()
        self._rest = QTimer(self, interval=REST, singleShot=True)
        self._rest.timeout.connect(self.now)

    def now(self) -> None:
        """Tell what is current, unless that was told."""
        row = self._current()
        state = (id(row), id(row.event), row.live, row.note, row.marked) if row else ()
        if state != self._told:
            self._told = state
            self._tell(row)

    def in_time(self) -> None:
        """Tell it at once, but not of each of a hundred events that come together."""
        if not self._rest.isActive():
            self.now()
            self._rest.start()
