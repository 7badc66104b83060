"""The tour's card along the foot of the window: where it is, what is there to see, what to do."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.texts import text
from widgets.flowing import Flowing
from widgets.parts import button, column, name, row
from widgets.theme import GRID, HEADING, SMALL, colors
from widgets.wrapped import Wrapped


class TourCard(QFrame):
    """Signals: its four buttons."""

    do_wanted = Signal()
    next_wanted = Signal()
    back_wanted = Signal()
    end_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "presenting")
        name(self, text("tour.heading"))
        self._title = Wrapped(size=HEADING, bold=True)
        self._body = Wrapped()
        self._said = Wrapped(tone="green", size=SMALL)
        self._dots = _Dots()
        self._do = button("", press=self.do_wanted.emit)
        self._back = button(text("tour.back"), press=self.back_wanted.emit)
        self._next = button("", "primary", press=self.next_wanted.emit)
        self._end = button(text("tour.end"), "quiet", press=self.end_wanted.emit)
        self.setLayout(self._laid_out())
        self.hide()

    def show_station(self, station: str, place: int, count: int) -> None:
        """Show a station by its name, the one at `place` of `count`."""
        self._title.setText(text(f"tour.{station}.title"))
        self._body.setText(text(f"tour.{station}.body"))
        self._dots.show_place(place, count)
        self._back.setEnabled(place > 0)
        last = place == count - 1
        self._next.setText(text("tour.finish" if last else "tour.next"))
        self._end.setVisible(not last)
        words = text("tour.announce", place=place + 1, count=count, title=self._title.text(), body=self._body.text())
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def offer(self, words: str, *, enabled: bool = True) -> None:
        """Offer to do what the station is about; with empty words nothing."""
        self._do.setText(words)
        self._do.setVisible(bool(words))
        self._do.setEnabled(enabled)

    def say(self, words: str, tone: str = "green") -> None:
        """Say what came of it."""
        self._said.setText(words)
        self._said.set_tone(tone)
        self._said.setVisible(bool(words))

    def take_focus(self) -> None:
        """Put the keyboard on the way on."""
        self._next.setFocus()

    def _laid_out(self) -> QVBoxLayout:
        words = column(spacing=4)
        for each in (self._title, self._body, self._said):
            words.addWidget(each)
        line = row(spacing=2 * GRID)
        line.addLayout(words, 3)
        line.addWidget(Flowing(self._do, self._back, self._next, self._end), 2, Qt.AlignmentFlag.AlignVCenter)
        box = column(spacing=GRID)
        box.setContentsMargins(2 * GRID, 12, 2 * GRID, 12)
        box.addWidget(self._dots, 0, Qt.AlignmentFlag.AlignLeft)
        box.addLayout(line)
        return box


class _Dots(QWidget):
    """A dot for each station, those that are behind filled, the present one longer."""

    def __init__(self) -> None:
        super().__init__()
        self._place, self._count = 0, 1

    def show_place(self, place: int, count: int) -> None:
        self._place, self._count = place, count
        name(self, text("tour.step", place=place + 1, count=count))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize((self._count + 1) * 2 * GRID, GRID)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        at = 0
        for place in range(self._count):
            painter.setBrush(colors().accent if place <= self._place else colors().border)
            wide = 3 * GRID if place == self._place else GRID
            painter.drawRoundedRect(at, 0, wide, GRID, GRID / 2, GRID / 2)
            at += wide + GRID
