"""The matrix: what to sign in with on the left, the grid that fills itself, what came of it, and what to do next."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QDialog, QProgressBar, QSplitter, QVBoxLayout, QWidget

from app.models.matrix import DONE, MatrixModel
from app.models.matrix_cells import State
from app.texts import text
from widgets.clipboard import CopyButton
from widgets.flowing import Flowing
from widgets.matrix.grid import Grid
from widgets.matrix.setup import Setup
from widgets.parts import button, column, name
from widgets.theme import GRID, HEADING
from widgets.wrapped import Wrapped

FIRST_SIZE, LEAST_SIZE = QSize(1240, 760), QSize(480, 360)
LEFT = 36 * GRID  # the set-up's width at first
SOON = 100  # milliseconds
NARROW = 110  # characters: in a window that is narrower there is room for the grid or the set-up


class MatrixDialog(QDialog):
    """`run_wanted` and `again_wanted` (what is not as expected) want sign-ins, `cancel_wanted` their end."""

    run_wanted = Signal()
    again_wanted = Signal()
    cancel_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, model: MatrixModel, markdown: CopyButton, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(text("matrix.title"))
        self._model = model
        self._running = False
        self.setup, self.grid = Setup(), Grid(model)
        self._says = Wrapped(tone="muted")
        self._empty = Wrapped(text("matrix.none_failed"), tone="green")
        self._bar = QProgressBar()
        self._only = QCheckBox(text("matrix.only_failed"))
        self._shows = button(text("matrix.setup"), "quiet")
        self._run = button(text("matrix.run"), "primary", press=self.run_wanted.emit)
        self._cancel = button(text("matrix.cancel"), press=self.cancel_wanted.emit, icon_name="stop")
        self._again = button(text("matrix.again"), press=self.again_wanted.emit, icon_name="refresh")
        self._again.setToolTip(text("matrix.again_tip"))
        self._export = button(text("matrix.export"), press=self.export_wanted.emit)
        self._copy = markdown
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._soon = QTimer(self, singleShot=True, interval=SOON)
        self._soon.timeout.connect(self.fit)
        self.setLayout(self._laid_out())
        self._shows.setCheckable(True)
        self._shows.setChecked(True)
        self._shows.toggled.connect(self._show_setup)
        self._only.toggled.connect(self._filter)
        model.judged.connect(self._fit_soon)
        model.modelReset.connect(self.fit)
        self.resize(self._first_size(parent))
        self.setMinimumSize(LEAST_SIZE.boundedTo(self.size()))
        self.fit()

    def set_running(self, running: bool) -> None:
        """Show whether sign-ins are under way; where there is little room the grid has it."""
        self._running = running
        self.setup.set_running(running)
        if running and self._is_narrow():
            self._shows.setChecked(False)
        self.fit()
        if running:
            self.grid.setFocus()

    def say(self, words: str, tone: str = "muted") -> None:
        """Say something in place of the summary, until a cell comes to its end."""
        self._says.setText(words)
        self._says.set_tone(tone)
        name(self._says, words)

    def fit(self) -> None:
        """Say what came of it so far, and offer what can be done."""
        self._soon.stop()  # it would take away what is said in its place meanwhile
        counts = self._model.counts()
        total, done = sum(counts.values()), sum(counts[state] for state in DONE)
        going = total - done - counts[State.IDLE]
        self._bar.setRange(0, max(done + going, 1))
        self._bar.setValue(done)
        self._bar.setVisible(self._running)
        parts = [text(f"matrix.count.{state}", count=counts[state]) for state in DONE]
        parts += [text("matrix.count.left", count=going)] if going else []
        self.say(", ".join(parts) if done or going else text("matrix.ready", count=total),
                 "red" if counts[State.FAILED] else "muted")  # fmt: skip
        self._run.setEnabled(bool(total) and not self._running)
        self._again.setEnabled(bool(counts[State.FAILED] or counts[State.SKIPPED]) and not self._running)
        self._cancel.setEnabled(self._running)
        for each in (self._export, self._copy):
            each.setEnabled(bool(done))
        self._only.setEnabled(bool(done) or self._only.isChecked())
        self._empty.setVisible(self._only.isChecked() and 0 < done == counts[State.PASSED] == total)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_setup(self._shows.isChecked())

    def _fit_soon(self) -> None:
        """Not for each cell: what is said in a layout costs more than the cell itself."""
        if not self._soon.isActive():
            self._soon.start()

    def _filter(self, only: bool) -> None:
        self.grid.show_only_failed(only)
        self.fit()

    def _show_setup(self, shown: bool) -> None:
        self.setup.setVisible(shown)
        self.grid.setVisible(not shown or not self._is_narrow())

    def _is_narrow(self) -> bool:
        return self.width() < self.fontMetrics().averageCharWidth() * NARROW

    def _laid_out(self) -> QVBoxLayout:
        name(self._bar, text("matrix.progress"))
        self._bar.setTextVisible(False)
        self._split.addWidget(self.setup)
        self._split.addWidget(self.grid)
        self._split.setHandleWidth(1)
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([LEFT, FIRST_SIZE.width() - LEFT])
        buttons = (self._run, self._cancel, self._again, self._shows, self._only, self._export, self._copy)
        for each in buttons:
            if each is not self._only:
                each.setAutoDefault(False)  # type: ignore[union-attr]
        box = column(margin=2 * GRID)
        box.addWidget(Wrapped(text("matrix.title"), size=HEADING, bold=True))
        box.addWidget(Flowing(*buttons))
        box.addWidget(self._says)
        box.addWidget(self._bar)
        box.addWidget(self._empty)
        box.addWidget(self._split, 1)
        return box

    @staticmethod
    def _first_size(parent: QWidget) -> QSize:
        """As large as it is meant to be, but no larger than the screen."""
        room = parent.screen().availableSize()
        return FIRST_SIZE.boundedTo(QSize(room.width() - 2 * GRID, room.height() - 6 * GRID))
