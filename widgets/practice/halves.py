"""Two parts, one above the other, that share whatever height there is; their own wishes do not make a dialog scroll."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from widgets.theme import GRID

LEAST = 34 * GRID  # pixels, both together


class Halves(QSplitter):
    """`share` is the upper part's, in hundredths."""

    def __init__(self, upper: QWidget, lower: QWidget, share: int) -> None:
        super().__init__(Qt.Orientation.Vertical)
        for part, hundredths in ((upper, share), (lower, 100 - share)):
            self.addWidget(part)
            self.setStretchFactor(self.indexOf(part), hundredths)
        self.setChildrenCollapsible(False)
        self.setSizes([10 * share, 10 * (100 - share)])

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(LEAST, self.minimumSizeHint().height()))
