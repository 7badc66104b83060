"""Conducts transcripts: runs are kept as they go on, opened from files and the history, saved and exported."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import TranscriptError
from app.history.store import Listing
from app.models.transcript_words import problem_words
from app.runs.sign_in import SignInRequest
from app.texts import text
from app.transcript.events import Event
from app.transcript.recording import Recording, Remark
from app.workers.history import HistoryWorker, Opened
from widgets.conduct.panels import Panels
from widgets.conduct.sign_ins import SignInConductor
from widgets.menus import Row
from widgets.notice import Notice

if TYPE_CHECKING:  # the dialogs, and the exporters behind them, take their time: most windows never open them
    from widgets.transcripts.history import HistoryDialog
    from widgets.transcripts.save import SaveDialog, Wish


class TranscriptsConductor(QObject):
    """What goes wrong is said where the person looks: in the dialog that saves, else in the window's notice."""

    def __init__(
        self, panels: Panels, worker: HistoryWorker, sign_ins: SignInConductor, notice: Notice, window: QWidget
    ) -> None:
        super().__init__(window)
        self._panels, self._worker, self._notice, self._window = panels, worker, notice, window
        self._saving: Path | None = None
        self._save: SaveDialog | None = None
        self._history: HistoryDialog | None = None
        worker.add_export("png", _png)
        sign_ins.happened.connect(self._keep)
        worker.opened.connect(self._on_opened)
        worker.annotated.connect(self._on_annotated)
        worker.saved.connect(self._on_saved)
        worker.failed.connect(self._on_failed)
        worker.listed.connect(self._on_listed)

    def rows(self) -> list[Row | None]:
        """What the menu offers."""
        return [
            ("open_runs", "Ctrl+O", self.ask_which),
            ("save_runs", "Ctrl+S", self.save),
            ("export_runs", "Ctrl+E", self.export),
            None,
            ("history", "Ctrl+H", self.history),
        ]

    @Slot()
    def ask_which(self) -> None:
        """Ask for files, and open them."""
        dialog = QFileDialog(self._window, text("open_runs.title"), "", text("open_runs.kinds"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._picked)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def save(self) -> None:
        """Offer to save runs so that they open again."""
        self._offer("transcript")

    @Slot()
    def export(self) -> None:
        """Offer to export runs, at first as a report."""
        self._offer("html")

    @Slot()
    def history(self) -> None:
        """Show the runs of earlier starts."""
        if self._history is None:
            from widgets.transcripts.history import HistoryDialog

            self._history = HistoryDialog(self._window)
            self._history.opened.connect(self._worker.open_kept)
            self._history.removed.connect(self._worker.remove)
            self._history.annotated.connect(self._worker.annotate)
            self._history.annotated.connect(self._panels.models.timeline.annotate)
        self._worker.load()
        self._history.show()
        self._history.activateWindow()

    def close(self) -> None:
        """Close the dialogs."""
        for dialog in (self._save, self._history):
            if dialog is not None:
                dialog.close()

    @Slot(object)
    def _on_annotated(self, written: tuple[str, Remark]) -> None:
        """Show what was noted in any window: the next mark set here is written together with it."""
        run_id, remark = written
        self._panels.models.timeline.annotate(run_id, remark.note, remark.marked, remark.event)

    @Slot(object, object)
    def _keep(self, request: SignInRequest, event: Event) -> None:
        self._worker.add(request.run_id, (event,))

    def _offer(self, kind: str) -> None:
        if self._save is None:
            from widgets.transcripts.save import SaveDialog

            self._save = SaveDialog(self._window)
            self._save.wanted.connect(self._write)
        row = self._panels.stage.timeline.current_row()
        self._save.offer(self._panels.models.timeline.runs, row.run if row else None, kind)
        self._save.show()
        self._save.activateWindow()

    @Slot(object)
    def _write(self, wish: "Wish") -> None:
        self._saving = wish.path
        if wish.format == "transcript":
            self._worker.save_as(wish.path, wish.run_ids, keep_names=wish.keep_names, reveal=wish.reveal)
        else:
            self._worker.export(wish.format, wish.path, wish.run_ids, keep_names=wish.keep_names)

    @Slot("QStringList")
    def _picked(self, paths: list[str]) -> None:
        for path in paths:
            self._worker.open(Path(path))

    @Slot(object)
    def _on_opened(self, opened: Opened) -> None:
        source = text("timeline.from_history")
        if opened.path is not None:
            source = text("timeline.opened_from", name=opened.path.name)
        self._panels.stage.open(opened.recordings, source)

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        if self._save is not None and path == self._saving:
            self._saving = None
            self._save.say(text("save_runs.saved", path=str(path)), "green")

    @Slot(object)
    def _on_failed(self, error: TranscriptError) -> None:
        words = problem_words(error)
        if self._save is not None and self._saving is not None and self._save.isVisible():
            self._saving = None
            self._save.say(words, "red")
        else:
            self._notice.say(words)

    @Slot(object)
    def _on_listed(self, listing: Listing) -> None:
        if self._history is not None:
            self._history.show_listing(listing)


def _png(recordings: Sequence[Recording]) -> bytes:
    from widgets.transcripts.png import png  # with the diagrams behind it

    return png(recordings)
