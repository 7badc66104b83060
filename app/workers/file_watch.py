"""Watches files that a person edits elsewhere: says when one has changed, was replaced, or is back again."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

SETTLE = 300  # milliseconds: an editor takes a moment to put a changed file in its place


class FileWatch(QObject):
    """Where a file is gone its folder is watched until it is there again. `changed` carries the paths, a set."""

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._paths: set[Path] = set()
        self._changed: set[Path] = set()
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_file)
        self._watcher.directoryChanged.connect(self._on_folder)
        self._soon = QTimer(self, singleShot=True, interval=SETTLE)
        self._soon.timeout.connect(self._tell)

    def watch(self, paths: Iterable[Path]) -> None:
        """Watch these files, and no others any more."""
        self._paths = set(paths)
        self._changed &= self._paths
        self._follow()

    def _follow(self) -> None:
        """Look for each where it is now: one that was replaced is another file, which has to be found anew."""
        there = {path for path in self._paths if path.exists()}
        folders = {path.parent for path in self._paths - there if path.parent.exists()}
        wanted = {str(each) for each in there | folders}
        now = {*self._watcher.files(), *self._watcher.directories()}
        for place in now - wanted:
            self._watcher.removePath(place)
        for place in wanted - now:
            self._watcher.addPath(place)

    @Slot(str)
    def _on_file(self, path: str) -> None:
        self._mark({Path(path)})

    @Slot(str)
    def _on_folder(self, folder: str) -> None:
        self._mark({path for path in self._paths if path.parent == Path(folder) and path.exists()})

    def _mark(self, paths: set[Path]) -> None:
        self._changed |= paths & self._paths
        if self._changed:
            self._soon.start()

    @Slot()
    def _tell(self) -> None:
        changed, self._changed = self._changed, set()
        self._follow()
        if changed:
            self.changed.emit(changed)
