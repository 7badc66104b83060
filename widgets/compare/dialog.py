"""The dialog Compare: two runs beside one another, what differs marked and found by keys, as Markdown for a ticket."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QDialog, QListView, QVBoxLayout, QWidget

from app.exporters.comparing import count_words
from app.exporters.comparison import comparison_markdown
from app.models.comparison import ComparisonModel, ComparisonRole, Line
from app.texts import text
from app.transcript.claims_compared import refreshed_from
from app.transcript.compare import Comparison, compare, compare_tokens
from app.transcript.opened import from_one_file
from app.transcript.recording import Recording
from widgets.clipboard import CopyButton
from widgets.compare.chosen import ChosenRow
from widgets.compare.delegate import ComparisonDelegate
from widgets.compare.side import Offered, Side
from widgets.flowing import Flowing
from widgets.parts import button, column, follow_selection, label, name
from widgets.pieces import Line as Beside
from widgets.theme import GRID, HEADING
from widgets.transcripts.room import scrolled
from widgets.veil import Reveal
from widgets.wrapped import Wrapped
from widgets.wrapped_check import WrappedCheck

WIDTH, HEIGHT = 112 * GRID, 88 * GRID


class CompareDialog(QDialog):
    """`open_wanted`: transcripts are to be opened; `account_wanted` carries the id of a run that has both its ID token
    and what GetUser said, as `has_user` tells of a run's id."""

    open_wanted = Signal()
    account_wanted = Signal(str)

    def __init__(self, parent: QWidget, has_user: Callable[[str], bool]) -> None:
        super().__init__(parent)
        self.setWindowTitle(text("compare.title"))
        self._has_user = has_user
        self._shown: Comparison | None = None
        self._model = ComparisonModel(self)
        self.left, self.right = Side("left"), Side("right")
        self._count = label(role="strong")
        self._empty = Wrapped(text("compare.nothing"), tone="muted")
        self._only = QCheckBox(text("compare.only"))
        self._tokens = WrappedCheck(text("compare.tokens"))
        self._reveal = Reveal()
        self._back = button(text("compare.previous"), press=lambda: self._go(-1))
        self._next = button(text("compare.next"), press=lambda: self._go(1))
        self._account = button(text("compare.account"), press=self._want_account)
        self._copy = CopyButton(text("compare.copy"), self._markdown)
        self._list = _list(self._model)
        self._chosen = ChosenRow()
        self.setLayout(self._laid_out())
        self._connect()
        room = self.screen().availableGeometry().adjusted(GRID, GRID, -GRID, -GRID)
        self.resize(min(WIDTH, room.width()), min(HEIGHT, room.height()))
        self._list.setFocus()
        self.compare()

    def offer(self, runs: Sequence[Offered]) -> None:
        """Offer these runs; those that are compared stay so, and are compared anew where something happened to them."""
        for side in (self.left, self.right):
            side.offer(runs)
        before = (self._shown.left, self._shown.right) if self._shown is not None else None
        if before != self._pair():
            self.compare()
        self._fit()  # GetUser may have answered since

    def choose(self, left: str, right: str) -> None:
        """Compare the runs with these ids; where one is a refresh of the other, their tokens."""
        self.left.choose(left)
        self.right.choose(right)
        self._tokens.box.setChecked(self._is_refresh())
        self.compare()

    def compare(self) -> None:
        """Compare the runs that are chosen, and go to the first difference."""
        pair = self._pair()
        self._tokens.setVisible(self._is_refresh())
        self._shown = None
        if pair is not None:
            how = compare_tokens if self._is_refresh() and self._tokens.box.isChecked() else compare
            self._shown = how(*pair, same_labels=from_one_file(*pair))
        self._model.show(self._shown)
        self._reveal.say(revealed=False)
        self._fit()
        first = self._model.first
        self._choose(first if first.isValid() else self._model.index(0, 0))

    def _pair(self) -> tuple[Recording, Recording] | None:
        left, right = self.left.run, self.right.run
        return (left.recording, right.recording) if left is not None and right is not None else None

    def _is_refresh(self) -> bool:
        """Say whether the right run has refreshed the tokens of the left one."""
        pair = self._pair()
        return pair is not None and pair[0] is not pair[1] and refreshed_from(pair[1], pair[:1]) is not None

    def _fit(self) -> None:
        found = len(self._shown.differences) if self._shown is not None else 0
        self._count.setText(count_words(found) if self._shown is not None else "")
        self._empty.setVisible(self._shown is None)
        for each in (self._back, self._next):
            each.setEnabled(found > 0)
        for part in (self._reveal, self._copy, self._only):
            part.setEnabled(self._shown is not None)
        self._account.setVisible(bool(self._with_user()))

    def _with_user(self) -> str:
        """Return the id of the right run, or else the left, where it has both ID token and GetUser's answer."""
        keys = [side.run.key for side in (self.right, self.left) if side.run is not None]
        return next((key for key in keys if self._has_user(key)), "")

    def _want_account(self) -> None:
        self.account_wanted.emit(self._with_user())

    def _swap(self) -> None:
        left, right = self.left.run, self.right.run
        if left is not None and right is not None:
            self.choose(right.key, left.key)

    def _go(self, step: int) -> None:
        self._choose(self._model.difference(self._list.currentIndex().row(), step))

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self._list.setCurrentIndex(index)
            self._list.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._tell()

    def _show_only(self, only: bool) -> None:
        self._model.set_only_differences(only)
        self._choose(self._model.first)

    def _toggle(self) -> None:
        self._model.reveal(not self._model.revealed)
        self._reveal.say(revealed=self._model.revealed)
        self._tell()

    def _cover(self) -> None:
        if self._model.revealed:
            self._toggle()

    def _tell(self) -> None:
        line = self._list.currentIndex().data(ComparisonRole.LINE)
        self._chosen.show_line(line if isinstance(line, Line) else None)

    def _markdown(self) -> str | None:
        if self._shown is None:
            return None
        return comparison_markdown(self._shown, only_differences=self._only.isChecked())

    def _connect(self) -> None:
        for side in (self.left, self.right):
            side.chosen.connect(self._changed)
        self._only.toggled.connect(self._show_only)
        self._tokens.box.clicked.connect(self.compare)
        self._reveal.clicked.connect(self._toggle)
        self._reveal.covered.connect(self._cover)
        self._list.selectionModel().currentChanged.connect(self._tell)
        for keys, step in (("F7", 1), ("Shift+F7", -1)):
            QShortcut(QKeySequence(keys), self).activated.connect(lambda step=step: self._go(step))

    def _changed(self) -> None:
        for side in (self.left, self.right):
            side.say()
        self._tokens.box.setChecked(self._is_refresh())
        self.compare()

    def _laid_out(self) -> QVBoxLayout:
        swap = button(text("compare.swap"), press=self._swap)
        open_ = button(text("compare.open"), press=self.open_wanted.emit)
        close = button(text("compare.close"), press=self.close)
        box = column(spacing=12)
        box.addWidget(Wrapped(text("compare.title"), size=HEADING, bold=True))
        box.addWidget(Wrapped(text("compare.what"), tone="muted"))
        box.addWidget(Beside(self.left, self.right, room="even"))
        box.addWidget(Flowing(self._count, self._back, self._next, self._only, self._reveal))
        box.addWidget(self._tokens)
        box.addWidget(self._empty)
        box.addWidget(self._list, 1)
        box.addWidget(self._chosen)
        whole = column(margin=24, spacing=12)
        whole.addWidget(scrolled(box, text("compare.title")), 1)
        whole.addWidget(Flowing(swap, open_, self._account, self._copy, close))
        for pressed in (swap, open_, close, self._back, self._next, self._reveal, self._account, self._copy):
            pressed.setAutoDefault(False)
        return whole


def _list(model: ComparisonModel) -> QListView:
    made = QListView()
    made.setModel(model)
    made.setItemDelegate(ComparisonDelegate(made))
    name(made, text("compare.list"))
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.verticalScrollBar().setSingleStep(3 * GRID)
    made.setMinimumHeight(24 * GRID)
    follow_selection(made)
    return made
