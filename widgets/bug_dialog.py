"""Anything that nobody caught is a fault of this program: one dialog, one report without values."""

import sys
import threading
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QMessageBox

from app.bug_report import bug_report
from app.texts import text


class BugReporter(QObject):
    """Takes over the hooks for uncaught exceptions, from whatever thread, and shows the first one."""

    _caught = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dialog: QMessageBox | None = None
        self._caught.connect(self._show)

    def install(self) -> None:
        """Take the hooks over."""
        sys.excepthook = self._on_exception
        threading.excepthook = lambda found: self._on_exception(found.exc_type, found.exc_value, found.exc_traceback)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        report = bug_report((error or kind()).with_traceback(trace))
        print(report, file=sys.stderr)
        self._caught.emit(report)

    @Slot(str)
    def _show(self, report: str) -> None:
        if self._dialog is not None and self._dialog.isVisible():
            return  # one is enough: what follows is mostly its consequence
        dialog = QMessageBox(QMessageBox.Icon.Critical, text("bug.title"), text("bug.what"))
        dialog.setTextFormat(Qt.TextFormat.PlainText)
        dialog.setInformativeText(text("bug.try"))
        dialog.setDetailedText(report)
        copy = dialog.addButton(text("bug.copy"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QApplication.clipboard().setText(report))
        dialog.addButton(QMessageBox.StandardButton.Close)
        dialog.setModal(False)
        dialog.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)  # the program ends with its window
        dialog.show()
        self._dialog = dialog
