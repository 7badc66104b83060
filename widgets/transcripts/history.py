"""The dialog History: the runs of earlier starts, found by a word, opened, noted, marked, deleted."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QDialog, QLineEdit, QListView, QVBoxLayout, QWidget

from app.history.store import Entry, Listing
from app.models.history import AgoRole, BelowRole, EntryRole, HistoryModel, KeyRole
from app.models.transcript_words import problem_words
from app.texts import text
from widgets.confirm import Confirm
from widgets.filter_line import FilterLine
from widgets.flowing import Flowing
from widgets.parts import button, column, follow_selection, label, name
from widgets.row_delegate import RowDelegate
from widgets.theme import GRID, HEADING
from widgets.transcripts.room import scrolled
from widgets.wrapped import Wrapped

WIDTH, HEIGHT = 70 * GRID, 72 * GRID


class HistoryDialog(QDialog):
    """`opened` and `removed` carry run ids, a tuple; `annotated` a run id, its note, and whether it is marked."""

    opened = Signal(object)
    removed = Signal(object)
    annotated = Signal(str, str, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(text("history.title"))
        self._model = HistoryModel(self)
        self._keep = ""  # the run that was chosen before the rows were replaced
        self._search, self._note = FilterLine(text("history.search"), self._model.set_text), QLineEdit()
        self._mark = QCheckBox(text("history.mark"))
        self._list = _list(self._model)
        self._empty = Wrapped(text("history.empty"), tone="muted")
        self._trouble = Wrapped(tone="amber")
        self._confirm = Confirm()
        self._shown = ""  # the run_id that the note and the mark are of
        self._open = button(text("history.open"), "primary", press=self._want)
        self._delete = button(text("history.delete"), press=self._ask_to_delete)
        self._model.modelAboutToBeReset.connect(self._remember)
        self._model.modelReset.connect(self._choose_again)
        self._list.selectionModel().currentChanged.connect(self._fit)
        self._list.activated.connect(self._want)
        self._note.editingFinished.connect(self._annotate)
        self._mark.clicked.connect(self._annotate)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self._list, context=Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._ask_to_delete)
        self.setLayout(self._laid_out())
        self.resize(WIDTH, HEIGHT)
        self._trouble.hide()
        self._fit()

    def show_listing(self, listing: Listing) -> None:
        """Show what is kept now; what was chosen stays so."""
        self._model.set_entries(listing.entries)
        self._trouble.setText("\n".join(problem_words(error) for error in listing.broken))
        self._trouble.setVisible(bool(listing.broken))
        self._fit()

    @property
    def chosen(self) -> Entry | None:
        """The run that is chosen."""
        entry = self._list.currentIndex().data(EntryRole)
        return entry if isinstance(entry, Entry) else None

    def _want(self, _: object = None) -> None:
        if self.chosen is not None:
            self.opened.emit((self.chosen.run_id,))

    def _ask_to_delete(self) -> None:
        entry = self.chosen
        if entry is not None:
            what = str(self._list.currentIndex().data())
            self._confirm.ask(
                text("history.delete_what", what=what), text("history.delete_go"),
                lambda: self.removed.emit((entry.run_id,)),
            )  # fmt: skip

    def _annotate(self) -> None:
        entry = self.chosen
        now = (self._note.text().strip(), self._mark.isChecked())
        self._note.setModified(False)
        if entry is not None and now != (entry.note, entry.marked):
            self.annotated.emit(entry.run_id, *now)

    def _remember(self) -> None:
        self._keep = str(self._list.currentIndex().data(KeyRole) or self._keep)

    def _choose_again(self) -> None:
        rows = [self._model.index(place, 0) for place in range(self._model.rowCount())]
        found = next((row for row in rows if row.data(KeyRole) == self._keep), rows[0] if rows else QModelIndex())
        self._list.setCurrentIndex(found)
        self._fit()

    def _fit(self) -> None:
        """Show what is noted of the chosen run."""
        entry = self.chosen
        run_id = entry.run_id if entry is not None else ""
        another, self._shown = run_id != self._shown, run_id
        if another:
            self._confirm.drop()
        for each in (self._open, self._delete, self._note, self._mark):
            each.setEnabled(entry is not None)
        if another or not self._note.isModified():  # the list is told anew at the end of each run, whoever types here
            self._note.setText(entry.note if entry else "")
        self._mark.setChecked(entry is not None and entry.marked)
        self._empty.setText(text("history.none_fits" if self._model.kept else "history.empty"))
        self._empty.setVisible(self._model.rowCount() == 0)

    def _laid_out(self) -> QVBoxLayout:
        caption = label(text("history.note"), "muted")
        caption.setBuddy(self._note)
        name(self._note, text("history.note"))
        box = column(spacing=12)
        box.addWidget(Wrapped(text("history.title"), size=HEADING, bold=True))
        box.addWidget(Wrapped(text("history.what"), tone="muted"))
        box.addWidget(self._search)
        box.addWidget(self._search.trouble)
        box.addWidget(self._list, 1)
        for each in (self._empty, self._trouble, caption, self._note, self._mark, self._confirm):
            box.addWidget(each)
        close = button(text("history.close"), press=self.close)
        whole = column(margin=24, spacing=12)
        whole.addWidget(scrolled(box, text("history.title")), 1)
        whole.addWidget(Flowing(self._open, self._delete, close))
        for pressed in (self._open, self._delete, close):
            pressed.setAutoDefault(False)  # Enter in a field is no wish to open a run
        return whole


def _list(model: HistoryModel) -> QListView:
    made = QListView()
    made.setModel(model)
    made.setItemDelegate(RowDelegate(made, below=BelowRole, right=AgoRole))
    name(made, text("history.list"))
    made.setMouseTracking(True)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setMinimumHeight(18 * GRID)
    follow_selection(made)
    return made
