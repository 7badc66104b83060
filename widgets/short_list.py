"""A list as high as its rows, up to a few; rows of a title, something at its right, a line below."""

from PySide6.QtCore import QAbstractItemModel, QSize, Qt, Slot
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QSizePolicy

from widgets.parts import follow_selection, name
from widgets.row_delegate import RowDelegate

VISIBLE_ROWS = 4


class ShortList(QListView):
    """`below` and `right` are the roles of the line below and of what is at the right; `key` tells rows apart.

    A row is always chosen: after its rows were replaced the same as before, or the first where that one is gone.
    """

    def __init__(self, model: QAbstractItemModel, words: str, *, key: int, below: int, right: int) -> None:
        super().__init__()
        self._key = key
        self._chosen: object = None  # the key that was chosen before the rows were replaced
        model.modelAboutToBeReset.connect(self._remember)
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
        model.modelReset.connect(self._choose_again)
        self._choose_again()

    def sizeHint(self) -> QSize:
        rows = min(max(self.model().rowCount(), 1), VISIBLE_ROWS)
        return QSize(200, rows * max(self.sizeHintForRow(0), 20) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    @Slot()
    def _remember(self) -> None:
        self._chosen = self.currentIndex().data(self._key)

    @Slot()
    def _choose_again(self) -> None:
        rows = [self.model().index(row, 0) for row in range(self.model().rowCount())]
        if rows:
            self.setCurrentIndex(next((row for row in rows if row.data(self._key) == self._chosen), rows[0]))
