"""A scroll area whose bar is always there, only seen where there is something to scroll, and never told of.

Qt tells screen readers of a scroll area's bars as children as long as they are visible, and reads past the end of that
list when one asks for a bar that was hidden in between, by itself or with the page that it is on: the program then
crashes. So Qt's own bar stays hidden, and one beside it, which is no child for screen readers, does its work: they
scroll by what they bring into sight. A bar that stays also keeps the content from jumping sideways.
"""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QScrollBar, QWidget


class UpAndDown(QScrollArea):
    """Scrolls up and down only; its content is as wide as it is, apart from the `bar`."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.valueChanged.connect(self._go)
        hidden = self.verticalScrollBar()
        hidden.rangeChanged.connect(self._fit)
        hidden.valueChanged.connect(self.bar.setValue)
        self._place_bar()
        self._fit(0, 0)

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(self.bar.sizeHint().width(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_bar()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "bar"):
            self._place_bar()

    def _place_bar(self) -> None:
        """Put the bar at the right end, and the content beside it."""
        wide, inside = self.bar.sizeHint().width(), self.contentsRect()
        self.setViewportMargins(0, 0, wide, 0)
        self.bar.setGeometry(inside.right() + 1 - wide, inside.top(), wide, inside.height())
        self.bar.setPageStep(self.viewport().height())

    def _go(self, value: int) -> None:
        self.verticalScrollBar().setValue(value)

    def _fit(self, least: int, most: int) -> None:
        """Disable the bar where there is nothing to scroll: it is not painted then.

        Qt's own is asked for each time: what Qt itself made loses its Python side once a screen reader saw it.
        """
        self.bar.setRange(least, most)
        self.bar.setPageStep(self.viewport().height())
        self.bar.setSingleStep(self.verticalScrollBar().singleStep())
        self.bar.setValue(self.verticalScrollBar().value())
        self.bar.setEnabled(most > least)


def bring_into_sight(shown: QWidget) -> None:
    """Scroll what is around a widget so far that the widget is seen, its end rather than its beginning."""
    around = shown.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    content = around.widget() if isinstance(around, QScrollArea) else None
    if isinstance(around, QScrollArea) and content is not None and shown.isVisible():
        end = shown.mapTo(content, shown.rect().bottomLeft())
        around.ensureVisible(0, end.y() - shown.height(), 0, 0)
        around.ensureVisible(0, end.y(), 0, 0)
