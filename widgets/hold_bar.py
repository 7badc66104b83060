"""The strip above the timeline while calls are held."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from app.texts import text
from widgets.parts import button, name, row
from widgets.pieces import IconBox
from widgets.theme import GRID
from widgets.wrapped import Wrapped


class HoldBar(QFrame):
    """`off_wanted`: its button."""

    off_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        off = button(text("hold.off"), "quiet", press=self.off_wanted.emit)
        off.setToolTip(text("hold.off_tip"))
        line = row(spacing=GRID)
        line.setContentsMargins(2 * GRID, 4, 2 * GRID, 4)
        line.addWidget(IconBox("pause", "amber"))
        words = Wrapped(text("hold.on"), tone="amber")  # few: large text on a small screen leaves no room for more
        words.setToolTip(text("hold.on_tip"))
        name(words, text("hold.on"), text("hold.on_tip"))
        line.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(off)
        self.setLayout(line)
        self.hide()
