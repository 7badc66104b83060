"""A list to pick from, with a search field above it: the arrows move in the list while one types, Enter picks."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QWidget

from app.models.aws_pick import matching
from app.models.short_list import Short, ShortListModel, ShortRole
from app.texts import text
from widgets.parts import column, label, name
from widgets.short_list import ShortList

MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
LEAST_ROWS = 3


class PickList(QWidget):
    """`picked` carries the key of a row, by Enter or a double click; `chosen_changed`: another row is chosen."""

    picked = Signal(str)
    chosen_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Short, ...] = ()
        self._model = ShortListModel(self)
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self.pick)
        self.search.installEventFilter(self)
        self.list = _Rows(self._model)
        self.list.activated.connect(self.pick)
        self.list.selectionModel().currentChanged.connect(self.chosen_changed)
        self._count = label(role="small", wrap=True)
        box = column()
        for part in (self.search, self._count, self.list):
            box.addWidget(part)
        self.setLayout(box)

    def show_rows(self, rows: Sequence[Short], words: str, search: str, chosen: str = "") -> None:
        """Show these; `words` is what the list is called, `search` what the field is, `chosen` the key of a row."""
        self._rows = tuple(rows)
        name(self.list, words)
        name(self.search, search)
        self.search.setPlaceholderText(search)
        self.search.clear()
        self._fill()
        place = next((place for place, row in enumerate(rows) if row.key == chosen), 0)
        self.list.setCurrentIndex(self._model.index(place))
        self.list.scrollTo(self._model.index(place), self.list.ScrollHint.PositionAtCenter)

    @property
    def chosen(self) -> str:
        """The key of the row that is chosen, an empty string where none is."""
        return str(self.list.currentIndex().data(ShortRole.KEY) or "")

    def pick(self) -> None:
        """Pick the chosen row."""
        if self.chosen:
            self.picked.emit(self.chosen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys that move in a list do so from the search field."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in MOVES:
            return QApplication.sendEvent(self.list, event)
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        found, search = matching(self._rows, self.search.text()), self.search.text().strip()
        self._model.set_rows(found)
        key = "pick.shown" if found else "pick.none_match"
        self._count.setText(text(key, count=len(found), all=len(self._rows), search=search))
        self._count.setVisible(bool(search))
        self.chosen_changed.emit()


class _Rows(ShortList):
    """As high as there is room."""

    def __init__(self, model: ShortListModel) -> None:
        super().__init__(model, "", key=ShortRole.KEY, below=ShortRole.BELOW, right=ShortRole.RIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(200, 10 * self._row())

    def minimumSizeHint(self) -> QSize:
        return QSize(0, LEAST_ROWS * self._row())

    def _row(self) -> int:
        return max(self.sizeHintForRow(0), 20)
