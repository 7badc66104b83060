"""Labels for words of any length, a server's or a person's: they wrap anywhere and are never cut."""

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QMenu, QSizePolicy

from app.secret import Secret
from app.texts import text
from widgets.clipboard import clipboard
from widgets.theme import BODY, GRID, Size, colors, font, mono


class Wrapped(QLabel):
    """Plain text that wraps between words and, where a word is too long, within it; its own menu copies it.

    `wire` writes it in the monospace face, `tone` names a colour of the theme; a `secret` leaves the clipboard again.
    """

    def __init__(
        self,
        words: str = "",
        *,
        wire: bool = False,
        tone: str = "text",
        size: Size = BODY,
        bold: bool = False,
        secret: bool = False,
    ) -> None:
        super().__init__()
        self._secret = secret
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._wire, self._tone, self._size, self._bold = wire, tone, size, bold
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(words)

    def set_tone(self, tone: str) -> None:
        """Write it in another colour of the theme."""
        self._tone = tone
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._laid_out(width)[1] + 0.5)

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > 1 else 30 * GRID
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        ink: QColor = getattr(colors(), self._tone)
        painter.setPen(ink)
        self._laid_out(self.width())[0].draw(painter, QPointF(0, 0))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.addAction(text("details.copy"), self.copy)
        menu.exec(event.globalPos())

    def copy(self) -> None:
        """Copy the text."""
        clipboard().copy(Secret(self.text()) if self._secret else self.text())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def _laid_out(self, width: int) -> tuple[QTextLayout, float]:
        face = mono(self._size) if self._wire else font(self._size, bold=self._bold)
        layout = QTextLayout(self.text().replace("\n", "\u2028"), face)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, GRID))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        return layout, height
