"""Conducts files that are dropped on a window of the program: what they hold says who opens them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.workers.history import HistoryWorker
from widgets.drops import DropTarget
from widgets.notice import Notice

Open = Callable[[tuple[Path, ...]], object]


class DropsConductor(QObject):
    """`worker` opens transcripts, told by their content, and hands the other files back: `open_profiles` shows what
    profiles are in them, and says of a file that is for nobody why it is not."""

    def __init__(self, worker: HistoryWorker, open_profiles: Open, parent: QObject) -> None:
        super().__init__(parent)
        self._worker = worker
        self._open_profiles = open_profiles
        worker.foreign.connect(self._hand_on)

    def watch(self, window: QWidget, notice: Notice) -> None:
        """Let a window take files; its notice says what was not taken."""
        target = DropTarget(window)
        target.dropped.connect(self.open)
        target.refused.connect(notice.say)

    @Slot(object)
    def open(self, paths: tuple[Path, ...]) -> None:
        """Open files, whatever they hold."""
        self._worker.take(paths)

    @Slot(object)
    def _hand_on(self, paths: tuple[Path, ...]) -> None:
        self._open_profiles(paths)
