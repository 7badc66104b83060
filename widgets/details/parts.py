"""What the pages of the details share: wire values that wrap anywhere, labelled facts, the note of an empty page."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QGridLayout, QLabel, QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.models.overview import Fact
from app.texts import text
from widgets.clipboard import clipboard
from widgets.parts import label
from widgets.pieces import Column
from widgets.theme import BODY, GRID, Size, colors, font, mono


class Wrapped(QLabel):
    """Plain text that wraps between words and, where a word is too long, within it; its own menu copies it."""

    def __init__(
        self, words: str, *, wire: bool = False, tone: str = "text", size: Size = BODY, bold: bool = False
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._wire, self._tone, self._size, self._bold = wire, tone, size, bold
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(words)

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
        menu.addAction(text("details.copy"), lambda: clipboard().copy(self.text()))
        menu.exec(event.globalPos())

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


class Page(QScrollArea):
    """A page that scrolls up and down, its content put in anew each time."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(text("details.page_name", what=name))  # the tab alone is named as the page
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

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
