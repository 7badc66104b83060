"""A strip under the top bar for what the person should know at once and can do without: closed by its button."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QToolButton

from app.texts import text
from widgets.icons import icon
from widgets.parts import name, row
from widgets.pieces import IconBox
from widgets.theme import GRID
from widgets.wrapped import Wrapped


class Notice(QFrame):
    """Hidden while there is nothing to say. `of` completes the name of its button where another may be showing."""

    def __init__(self, of: str = "") -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self._words = Wrapped(tone="amber")
        close = QToolButton()
        close.setIcon(icon("cross"))
        closes = text("window.notice_close_of", what=of) if of else text("window.notice_close")
        name(close, closes)
        close.setToolTip(closes)
        close.clicked.connect(self.hide)
        line = row(spacing=GRID)
        line.setContentsMargins(2 * GRID, 6, 2 * GRID, 6)
        line.addWidget(IconBox("warning", "amber"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        line.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)
        self.hide()

    @property
    def words(self) -> str:
        """What it says, or said last."""
        return self._words.text()

    def say(self, words: str) -> None:
        """Show these words, as they are."""
        self._words.setText(words)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
