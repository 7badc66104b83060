"""A list as high as its rows, up to a few; rows of a title, something at its right, a line below."""

from PySide6.QtCore import QAbstractItemModel, QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy

from widgets.parts import follow_selection, name
from widgets.row_delegate import RowDelegate

VISIBLE_ROWS = 4


class ShortList(QListView):
    """`below` and `right` are the roles of the line below and of what is at the right."""

    def __init__(self, model: QAbstractItemModel, words: str, *, below: int, right: int) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self, below=below, right=right))
        name(self, words)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        follow_selection(self)

    def sizeHint(self) -> QSize:
        rows = min(max(self.model().rowCount(), 1), VISIBLE_ROWS)
        return QSize(200, rows * max(self.sizeHintForRow(0), 20) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())
