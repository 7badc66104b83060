"""The chosen row of a comparison in full: its two values beside one another, however long they are."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.models.comparison import Line, Shape
from app.texts import text
from widgets.parts import column
from widgets.pieces import Line as Beside
from widgets.theme import GRID, SMALL
from widgets.transcripts.room import scrolled
from widgets.wrapped import Wrapped


class ChosenRow(QWidget):
    """Scrolls, for a token has 1,000 characters."""

    def __init__(self) -> None:
        super().__init__()
        self._title = Wrapped(bold=True, size=SMALL)
        self._values = (_value(), _value())
        inner = column(spacing=4)
        inner.addWidget(self._title)
        inner.addWidget(Beside(*self._values, room="even"))
        inner.addStretch(1)
        area = scrolled(inner, text("compare.details"))
        area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the keyboard scrolls it, too
        box = column()
        box.addWidget(area)
        self.setLayout(box)
        self.setFixedHeight(5 * self.fontMetrics().height() + 2 * GRID)

    def show_line(self, line: Line | None) -> None:
        """Show another row; a heading has no values."""
        values = ("", "") if line is None or line.shape is Shape.SECTION else (line.left, line.right)
        self._title.setText(line.whole_title if line is not None else "")
        for shown, words, which in zip(self._values, values, ("left", "right"), strict=True):
            shown.setText(words)
            shown.setAccessibleName(f"{text(f'compare.{which}')}: {words}" if words else "")


def _value() -> Wrapped:
    return Wrapped(wire=True, size=SMALL, secret=True)  # it may be one: a copy of it leaves the clipboard again
