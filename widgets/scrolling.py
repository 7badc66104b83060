"""A scroll area whose bar is always there, and only seen where there is something to scroll.

Qt tells screen readers of a scroll area's visible bars as children, and reads past the end of that list when one asks
for a bar that went away in between: the program then crashes (seen at the start, when a notice made the left column's
bar come and go). A bar that stays also keeps the content from jumping sideways.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget


class UpAndDown(QScrollArea):
    """Scrolls up and down only; its content is as wide as it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().rangeChanged.connect(self._fit)
        self._fit(0, 0)

    def _fit(self, least: int, most: int) -> None:
        """Disable the bar where there is nothing to scroll: it is not painted then.

        The bar is asked for each time: what Qt itself made loses its Python side once a screen reader saw it.
        """
        self.verticalScrollBar().setEnabled(most > least)


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
