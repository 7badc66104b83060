"""A scroll area whose bar is always there, and only seen where there is something to scroll.

Qt tells screen readers of a scroll area's visible bars as children, and reads past the end of that list when one asks
for a bar that went away in between: the program then crashes (seen at the start, when a notice made the left column's
bar come and go). A bar that stays also keeps the content from jumping sideways.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea


class UpAndDown(QScrollArea):
    """Scrolls up and down only; its content is as wide as it is."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))  # a disabled one is not painted
        bar.setEnabled(False)
