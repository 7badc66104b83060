"""Conducts files that are dropped on a window of the program: what they hold says who opens them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from widgets.drops import DropTarget
from widgets.notice import Notice

Open = Callable[[tuple[Path, ...]], object]


class DropsConductor(QObject):
    """`open_profiles` shows what profiles are in files; it says of a file that is for nobody why it is not.

    This is the one place where another kind of file, told by its content, is handed to whoever opens it.
    """

    def __init__(self, open_profiles: Open, parent: QObject) -> None:
        super().__init__(parent)
        self._open_profiles = open_profiles

    def watch(self, window: QWidget, notice: Notice) -> None:
        """Let a window take files; its notice says what was not taken."""
        target = DropTarget(window)
        target.dropped.connect(self._open)
        target.refused.connect(notice.say)

    @Slot(object)
    def _open(self, paths: tuple[Path, ...]) -> None:
        self._open_profiles(paths)
