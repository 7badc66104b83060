"""What the pages of the details share: labelled facts, pages that scroll, the note of an empty page."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.models.overview import Fact
from app.texts import text
from widgets.parts import label
from widgets.pieces import Column
from widgets.scrolling import UpAndDown
from widgets.theme import GRID
from widgets.wrapped import Wrapped


class Facts(QWidget):
    """Labels on the left, values on the right, or below where there is no room; a value is named after its label."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        super().__init__()
        self._pairs = [_pair(fact) for fact in facts]
        self._beside: bool | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._arrange(beside=True)

    def set_value(self, place: int, words: str) -> None:
        """Put other words into the value at this place."""
        name, value = self._pairs[place]
        if value.text() != words:
            value.setText(words)
            value.setAccessibleName(f"{name.text()}: {words}")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        names = max((name.sizeHint().width() for name, _ in self._pairs), default=0)
        self._arrange(beside=names * 2.5 < event.size().width())

    def _arrange(self, *, beside: bool) -> None:
        if beside is self._beside:
            return
        self._beside = beside
        self._grid.setColumnStretch(0, 0 if beside else 1)
        self._grid.setColumnStretch(1, 1 if beside else 0)
        self._grid.setVerticalSpacing(GRID if beside else GRID // 2)
        for line, (name, value) in enumerate(self._pairs):
            for part in (name, value):
                self._grid.removeWidget(part)
            self._grid.addWidget(name, line if beside else 2 * line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, line if beside else 2 * line + 1, 1 if beside else 0)


def _pair(fact: Fact) -> tuple[QLabel, Wrapped]:
    value = Wrapped(fact.value, wire=fact.wire, tone=fact.tone.value if fact.tone else "text")
    value.setAccessibleName(f"{fact.label}: {fact.value}")
    return label(fact.label, "muted"), value


class Page(UpAndDown):
    """A page that scrolls up and down, its content put in anew each time."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(text("details.page_name", what=name))  # the tab alone is named as the page

    def fill(self, *parts: QWidget) -> None:
        """Show these widgets one below the other, in place of what was there."""
        place = self.verticalScrollBar().value()
        column = Column()
        column.setProperty("role", "panel")
        layout = QVBoxLayout(column)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        for part in parts:
            layout.addWidget(part)
        layout.addStretch(1)
        self.setWidget(column)
        self.verticalScrollBar().setValue(place)


def note(words: str) -> QLabel:
    """Return the line that stands where a page has nothing to show."""
    return label(words, "muted", wrap=True)
