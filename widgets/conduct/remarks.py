"""Conducts notes and marks: on the row of the timeline that is chosen; on its run, where that is a heading."""

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from app.models.rows import Row
from app.texts import text
from app.workers.history import HistoryWorker
from widgets.conduct.panels import Panels
from widgets.menus import Row as MenuRow


class RemarksConductor(QObject):
    """What is noted stands on the timeline at once, and in the history as soon as it is written."""

    def __init__(self, panels: Panels, worker: HistoryWorker, window: QWidget) -> None:
        super().__init__(window)
        self._model, self._timeline = panels.models.timeline, panels.stage.timeline
        self._worker, self._window = worker, window
        self._timeline.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._timeline.customContextMenuRequested.connect(self._show_menu)

    def rows(self) -> list[MenuRow | None]:
        """What the menu offers."""
        return [("note", "Ctrl+M", self.note), ("mark", "Ctrl+D", self.mark)]

    @Slot()
    def note(self) -> None:
        """Ask for a note on the chosen row."""
        row = self._timeline.current_row()
        if row is None:
            return
        from widgets.note_dialog import NoteDialog  # most runs get none

        dialog = NoteDialog(self._window, about=", ".join(filter(None, (row.title, row.word))), note=row.note)
        dialog.written.connect(partial(self._write, row))
        dialog.show()

    @Slot()
    def mark(self) -> None:
        """Mark the chosen row, or take its mark away."""
        row = self._timeline.current_row()
        if row is not None:
            self._keep(row, row.note, not row.marked)

    def _write(self, row: Row, note: str) -> None:
        self._keep(row, note, row.marked)

    def _keep(self, row: Row, note: str, marked: bool) -> None:
        self._model.annotate(row.run.run_id, note, marked, row.first)
        self._worker.annotate(row.run.run_id, note, marked, row.first)

    @Slot(QPoint)
    def _show_menu(self, where: QPoint) -> None:
        row = self._timeline.current_row()
        if row is not None:
            self.menu(row).popup(self._timeline.viewport().mapToGlobal(where))

    def menu(self, row: Row) -> QMenu:
        """Make the timeline's own menu for its chosen row; it is gone once it is closed."""
        menu = QMenu(self._window)
        for key, do in (("note", self.note), ("unmark" if row.marked else "mark", self.mark)):
            action = QAction(text(f"menu.{key}"), menu)
            action.triggered.connect(lambda _checked, do=do: do())
            menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu
