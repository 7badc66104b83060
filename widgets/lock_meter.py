"""How often the typed user was refused, and how long Cognito is likely to refuse everything yet; it counts down."""

from collections.abc import Callable
from time import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from app.diagnosis.attempts import Meter
from app.models.lock_words import lock_words
from app.texts import text
from widgets.parts import name, row
from widgets.pieces import IconBox
from widgets.theme import GRID, SMALL
from widgets.wrapped import Wrapped


class LockMeter(QWidget):
    """Hidden while there is nothing to say. `now` is the clock of the events, in epoch seconds."""

    def __init__(self, now: Callable[[], float] = time) -> None:
        super().__init__()
        self._now = now
        self._ask: Callable[[float], Meter] = lambda _: Meter()
        self._icon = IconBox("lock", "amber")
        self._words = Wrapped(size=SMALL)
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self.tick)
        line = row(spacing=GRID // 2)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        self.setLayout(line)
        self.hide()

    def show_meter(self, ask: Callable[[float], Meter]) -> None:
        """Show from now on what this says of a user at a time."""
        self._ask = ask
        self.tick()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()  # it must not show itself anew in a window that was closed

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()

    def tick(self) -> None:
        """Say how it is now; while an attempt counts it goes on."""
        now = self._now()
        meter = self._ask(now)
        words = lock_words(meter, now)
        locked = meter.locked_until > now
        self._icon.show_icon("lock" if locked else "info", "amber" if locked else "muted")
        self._words.set_tone("amber" if locked else "muted")
        if words != self._words.text():
            self._words.setText(words)
            name(self._words, words, text("lock.name"))
        self.setVisible(bool(words))
