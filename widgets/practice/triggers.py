"""The dialog Triggers: what the practice pool's Lambda functions were given and answered, and their code."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFileDialog, QTabWidget, QWidget

from app.models.trigger_calls import TriggerCallsModel
from app.runs.trigger_desk import TriggerCall
from app.texts import text
from widgets.parts import button, column
from widgets.pieces import Line
from widgets.practice.calls import CallsPage
from widgets.practice.functions import FunctionsPage
from widgets.theme import GRID, HEADING
from widgets.transcripts.room import scrolled
from widgets.wrapped import Wrapped

WIDTH, HEIGHT = 100 * GRID, 88 * GRID


class TriggersDialog(QDialog):
    """Not modal. `seen` says whether it is on the screen: only then calls are asked for."""

    seen = Signal(bool)

    def __init__(self, model: TriggerCallsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(text("triggers.title"))
        self._pool = Wrapped(tone="muted")
        self.calls, self.functions = CallsPage(model), FunctionsPage(model)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self._tabs.tabBar().setExpanding(False)
        self._tabs.addTab(self.calls, text("triggers.calls"))
        self._tabs.addTab(self.functions, text("triggers.functions"))
        close = button(text("triggers.close"), press=self.close)
        close.setAutoDefault(False)
        box = column(spacing=GRID)
        box.addWidget(Wrapped(text("triggers.title"), size=HEADING, bold=True))
        box.addWidget(self._pool)
        box.addWidget(self._tabs, 1)
        whole = column(margin=2 * GRID, spacing=GRID)
        whole.addWidget(scrolled(box, text("triggers.title")), 1)
        whole.addWidget(Line(close, room="end"))
        self.setLayout(whole)
        self.calls.try_wanted.connect(self._show_event)
        self.functions.save_wanted.connect(self._ask_where)
        room = parent.screen().availableSize()
        self.resize(min(WIDTH, room.width() - 2 * GRID), min(HEIGHT, room.height() - 6 * GRID))
        self._tabs.setFocus()

    def show_pool(self, pool: str) -> None:
        """Say whose triggers they are."""
        self._pool.setText(text("triggers.what", pool=pool))

    def save_to(self, path: str) -> None:
        """Write the text that is in the editor to a file; say whether that went well."""
        try:
            Path(path).write_text(self.functions.code.toPlainText(), "utf-8", newline="\n")
        except OSError as error:
            self.functions.say(text("code.not_saved", reason=error.strerror or type(error).__name__), "red")
        else:
            self.functions.say(text("code.saved", name=Path(path).name), "green")

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.seen.emit(False)

    def _show_event(self, call: TriggerCall) -> None:
        self.functions.show_event(call)
        self._tabs.setCurrentWidget(self.functions)

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, text("triggers.save_title"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile("triggers.py")
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
