"""The page of scenarios: the files that are open, what runs and how far it is, and what came of each."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QListView, QProgressBar, QVBoxLayout, QWidget

from app.exporters.checked import State
from app.models.row_words import join
from app.models.scenarios import BelowRole, Line, LineRole, MarkRole, RightRole, ScenariosModel
from app.texts import text
from widgets.file_dialog import ask_files, ask_where
from widgets.flowing import Flowing
from widgets.parts import button, column, name
from widgets.profiles.bars import UndoBar
from widgets.row_delegate import RowDelegate
from widgets.scenarios.result import ResultCard
from widgets.theme import GRID
from widgets.transcripts.room import scrolled
from widgets.wrapped import Wrapped


class SuitePage(QWidget):
    """Shows a ScenariosModel.

    Signals: `open_wanted` carries paths, a tuple; `suite_wanted`: the practice suite; `run_wanted` the keys of what is
    to run, a tuple; `cancel_wanted`; `transcript_wanted` a Line; `report_wanted` "junit" or "html", and a path;
    `profile_wanted` keys, and the id of a profile; `files_closed`: some are gone, or back again; `close_wanted`.
    """

    open_wanted = Signal(object)
    suite_wanted = Signal()
    run_wanted = Signal(object)
    cancel_wanted = Signal()
    transcript_wanted = Signal(object)
    report_wanted = Signal(str, object)
    profile_wanted = Signal(object, str)
    files_closed = Signal()
    close_wanted = Signal()

    def __init__(self, model: ScenariosModel) -> None:
        super().__init__()
        self._model = model
        self._running = False
        self._kept: set[str] = set()  # what was chosen before the rows were replaced
        self._gone: tuple[Line, ...] = ()
        self._broken: dict[Path, str] = {}
        self.list = _list(model)
        self.result = ResultCard()
        self._empty = Wrapped(text("scenarios.empty"), tone="muted")
        self._trouble, self._said = Wrapped(tone="amber"), Wrapped(tone="muted")
        self._forget = button(text("scenarios.forget_broken"), "quiet", press=self._forget_broken)
        self._undo = UndoBar(text("scenarios.reopen"))
        self._bar = QProgressBar(textVisible=False)
        self._buttons = {key: button(text(f"scenarios.{key}"), press=do) for key, do in self._actions().items()}
        self._buttons["run_all"].setProperty("kind", "primary")
        self._connect()
        self._lay_out()
        self._fit()

    @property
    def chosen(self) -> tuple[Line, ...]:
        """What is selected, in the order of the list."""
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        return tuple(self._model.index(row, 0).data(LineRole) for row in rows)

    @property
    def broken(self) -> tuple[Path, ...]:
        """The files that cannot be read at present."""
        return tuple(self._broken)

    def show_file(self, path: Path) -> None:
        """Say nothing more of what was wrong with a file, nor that it is closed."""
        self._broken.pop(path, None)
        if any(line.path == path for line in self._gone):
            self._undo.hide()
        self._fit()

    def show_broken(self, path: Path, words: str) -> None:
        """Say what is wrong with a file, until it can be read; what was loaded before stays."""
        self._broken[path] = words
        self._fit()

    def show_progress(self, count: int, counts: Mapping[State, int], *, left_out: int, running: bool) -> None:
        """Show how many of `count` scenarios are done, what came of them, and how many could not run at all."""
        self._running, done = running, sum(counts.values())
        self._bar.setRange(0, max(count, 1))
        self._bar.setValue(done)
        came = [text(f"checked.count.{state.value}", count=number) for state, number in counts.items() if number]
        ran = done - counts[State.SKIPPED]
        told = text("scenarios.progress" if running else "scenarios.done", done=done if running else ran, count=count)
        without = text("scenarios.left_out", count=left_out) if left_out else ""
        self.say(join(": ".join(part for part in (told, ", ".join(came)) if part), without))
        self._fit()

    def say(self, words: str) -> None:
        """Say what happened last."""
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def _actions(self) -> dict[str, Callable[[], object]]:
        return {
            "open": self._ask_which, "suite": self.suite_wanted.emit, "close_file": self._close_files,
            "run_all": lambda: self.run_wanted.emit(tuple(line.key for line in self._model.lines)),
            "run_chosen": lambda: self.run_wanted.emit(tuple(line.key for line in self.chosen)),
            "cancel": self.cancel_wanted.emit, "close": self.close_wanted.emit,
            "junit": lambda: self._ask_where("junit", ".xml"), "html": lambda: self._ask_where("html", ".html"),
        }  # fmt: skip

    def _connect(self) -> None:
        self._model.modelAboutToBeReset.connect(self._remember)
        self._model.modelReset.connect(self._choose_again)
        self._model.dataChanged.connect(self._fit)
        self.list.selectionModel().selectionChanged.connect(self._follow)
        self.list.selectionModel().currentChanged.connect(self._fit)
        self.list.activated.connect(self.result.want_transcript)
        self.result.transcript_wanted.connect(self.transcript_wanted)
        self.result.profile_wanted.connect(
            lambda wanted: self.profile_wanted.emit(tuple(line.key for line in self.chosen), wanted)
        )
        self.result.for_all_wanted.connect(lambda wanted: self.profile_wanted.emit(tuple(self._lacking), wanted))
        self._undo.undo_wanted.connect(self._bring_back)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.list, context=Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._close_files)

    @property
    def _lacking(self) -> list[str]:
        return [line.key for line in self._model.lines if line.profile is None]

    def _fit(self) -> None:
        """Show what is chosen now, and offer what can be done now."""
        lines, chosen = self._model.lines, self.chosen
        current = self.list.currentIndex().data(LineRole)
        self.result.show_line(current if chosen else None, len(self._lacking), idle=not self._running)
        for key in ("run_all", "close_file"):
            self._buttons[key].setEnabled(bool(lines) and not self._running)
        self._buttons["run_chosen"].setEnabled(bool(chosen) and not self._running)
        self._buttons["cancel"].setEnabled(self._running)
        for key in ("junit", "html"):
            self._buttons[key].setEnabled(any(line.checked is not None for line in lines))
        self._bar.setVisible(self._running)
        self.list.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self._trouble.setText("\n".join(self._broken.values()))
        self._trouble.setVisible(bool(self._broken))
        self._forget.setVisible(bool(self._never_read))

    def _follow(self, selected: QItemSelection) -> None:
        """Make a row that was selected by itself the current one: a screen reader does not."""
        rows = selected.indexes()
        if len(rows) == 1 and rows[0] != self.list.currentIndex():
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.list.selectionModel().setCurrentIndex(rows[0], flag)
        self._fit()

    def _remember(self) -> None:
        self._kept = {line.key for line in self.chosen}

    def _choose_again(self) -> None:
        places = [place for place, line in enumerate(self._model.lines) if line.key in self._kept]
        places = places or ([0] if self._model.lines else [])
        selection = self.list.selectionModel()
        for place in places:
            selection.select(self._model.index(place, 0), QItemSelectionModel.SelectionFlag.Select)
        if places:
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            selection.setCurrentIndex(self._model.index(places[0], 0), flag)
        self._fit()

    @property
    def _never_read(self) -> set[Path]:
        return set(self._broken) - set(self._model.paths)

    def _forget_broken(self) -> None:
        """Say nothing more of files that cannot be read, except those that are open."""
        self._broken = {path: self._broken[path] for path in self._broken.keys() - self._never_read}
        self._fit()
        self._buttons["open"].setFocus()
        self.files_closed.emit()

    def _close_files(self) -> None:
        paths = tuple(dict.fromkeys(line.path for line in self.chosen))
        if not paths or self._running:
            return
        self._gone = tuple(line for line in self._model.lines if line.path in paths)
        self._broken = {path: words for path, words in self._broken.items() if path not in paths}
        self._model.close_files(paths)
        self.say("")
        self._undo.say(text("scenarios.closed", names=", ".join(path.name for path in paths)))
        self._undo.button.setFocus()
        self.files_closed.emit()

    def _bring_back(self) -> None:
        self._model.restore(self._gone)
        self._undo.hide()
        self.list.setFocus()
        self.files_closed.emit()

    def _ask_which(self) -> None:
        ask_files(self, text("scenarios.open_title"), text("scenarios.kinds"), self._picked)

    def _picked(self, paths: Sequence[str]) -> None:
        self.open_wanted.emit(tuple(Path(path) for path in paths))

    def _ask_where(self, kind: str, suffix: str) -> None:
        kinds, first = text(f"scenarios.kind_{kind}"), text("scenarios.report_name") + suffix
        ask_where(
            self, text("scenarios.where"), kinds, lambda path: self.report_wanted.emit(kind, Path(path)),
            first=first, suffix=suffix.removeprefix("."),
        )  # fmt: skip

    def _lay_out(self) -> None:
        name(self._bar, text("scenarios.progress_name"))
        inner = column(spacing=12)
        inner.addWidget(Wrapped(text("scenarios.what"), tone="muted"))
        inner.addWidget(Flowing(*(self._buttons[key] for key in ("open", "suite", "close_file")), self._forget))
        for each in (self._trouble, self._undo, self._empty):
            inner.addWidget(each)
        inner.addWidget(self.list, 1)
        inner.addWidget(self.result)
        inner.addStretch()
        self._lay_out_whole(inner)

    def _lay_out_whole(self, inner: QVBoxLayout) -> None:
        box = column(spacing=12)
        box.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        box.addWidget(scrolled(inner, text("scenarios.title")), 1)
        box.addWidget(self._bar)
        box.addWidget(self._said)
        below = ("run_all", "run_chosen", "cancel", "junit", "html", "close")
        box.addWidget(Flowing(*(self._buttons[key] for key in below)))
        self._said.hide()
        self.setLayout(box)


def _list(model: ScenariosModel) -> QListView:
    made = QListView()
    made.setModel(model)
    made.setItemDelegate(RowDelegate(made, below=BelowRole, right=RightRole, mark=MarkRole))
    name(made, text("scenarios.list"))
    made.setMouseTracking(True)
    made.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setMinimumHeight(18 * GRID)
    return made
