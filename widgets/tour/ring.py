"""The ring around the part of the window that the tour speaks of; it lets every click through."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QWidget

from widgets.theme import GRID, colors

WIDTH = 3
MOVES = (
    QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest,
    QEvent.Type.ParentChange,
)  # fmt: skip


class Ring(QWidget):
    """Follows its part wherever it goes; hidden where that is.

    What the part is in is looked up each time: Python's side of a viewport may go before the viewport does.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._around: QWidget | None = None
        self.hide()

    def put_around(self, part: QWidget | None) -> None:
        """Go around another part, brought into sight where it is in one that scrolls; None goes away."""
        for each in _ancestry(self._around):
            each.removeEventFilter(self)
        self._around = part
        for each in _ancestry(part):
            each.installEventFilter(self)
            if part is not None and isinstance(each, QScrollArea):
                each.ensureWidgetVisible(part, 0, GRID)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in MOVES:
            self._fit()
        return bool(super().eventFilter(watched, event))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colors().accent, WIDTH))
        half = WIDTH / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), GRID, GRID)

    def _fit(self) -> None:
        part = self._around
        if part is None or not part.isVisible():
            self.hide()
            return
        room = self._in_window(part, part.rect())
        for each in _ancestry(part)[1:]:  # what a part that scrolls does not show is not shown by the ring either
            room &= self._in_window(each, each.rect())
        self.setGeometry(room.adjusted(-WIDTH, -WIDTH, WIDTH, WIDTH) & self.window().rect())
        self.show()
        self.raise_()

    def _in_window(self, part: QWidget, room: QRect) -> QRect:
        return room.translated(part.mapTo(self.window(), QPoint(0, 0)))


def _ancestry(part: QWidget | None) -> list[QWidget]:
    """The part and all that it is in, below the window."""
    found: list[QWidget] = []
    while part is not None and not part.isWindow():
        found.append(part)
        part = part.parentWidget()
    return found
