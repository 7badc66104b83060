"""The verdicts on a token, on the page Tokens: a row for each, with icon, word and why."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.models.verdicts import VerdictRow
from widgets.parts import column, row
from widgets.pieces import IconBox
from widgets.theme import GRID, SMALL
from widgets.wrapped import Wrapped


class Verdicts(QWidget):
    """Rows below each other; the accessible name of a row's words says all of it."""

    def __init__(self, rows: Sequence[VerdictRow]) -> None:
        super().__init__()
        self.rows = tuple(rows)
        box = column(spacing=GRID // 2)
        for each in rows:
            line = row()
            line.addWidget(IconBox(each.icon, each.colour), 0, Qt.AlignmentFlag.AlignTop)
            words = column(spacing=0)
            head = Wrapped(f"{each.title}: {each.word}", tone=each.colour, size=SMALL, bold=True)
            head.setAccessibleName(each.accessible)
            words.addWidget(head)
            words.addWidget(Wrapped(each.detail, tone="muted", size=SMALL))
            line.addLayout(words, 1)
            box.addLayout(line)
        self.setLayout(box)
