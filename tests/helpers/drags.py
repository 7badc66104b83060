"""Drags over a window and drops on it, by the events that the window system sends to the whole window."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

COPY, MOVE, LINK = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction, Qt.DropAction.LinkAction
ANY = COPY | MOVE | LINK


def of_files(paths: Iterable[Path]) -> QMimeData:
    """What a file manager gives: the addresses, and the same as text."""
    return of_addresses(path.as_uri() for path in paths)


def of_addresses(addresses: Iterable[str]) -> QMimeData:
    """Addresses of files or pages."""
    given = list(addresses)
    data = QMimeData()
    data.setUrls([QUrl(each) for each in given])
    data.setText("\n".join(given))
    return data


def of_text(words: str) -> QMimeData:
    """A piece of text, as an editor gives it."""
    data = QMimeData()
    data.setText(words)
    return data


def middle(of: QWidget) -> QPoint:
    """The middle of a widget, as its window sees it."""
    return of.mapTo(of.window(), of.rect().center())


class Drag:
    """One thing that is dragged over a window; `actions` is what its source allows to be done with it."""

    def __init__(self, window: QWidget, data: QMimeData, actions: Qt.DropAction = ANY) -> None:
        self._handle = window.windowHandle()
        self._data, self._actions = data, actions

    def enter(self, place: QPoint) -> QDragMoveEvent:
        """Come to a place in the window and move there; the answer is in the event."""
        mouse, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        entered = QDragEnterEvent(place, self._actions, self._data, mouse, keys)
        QApplication.sendEvent(self._handle, entered)
        moved = QDragMoveEvent(place, self._actions, self._data, mouse, keys)
        if entered.isAccepted():
            moved.setDropAction(entered.dropAction())
            moved.accept()
        QApplication.sendEvent(self._handle, moved)
        return moved

    def leave(self) -> None:
        """Go away again."""
        QApplication.sendEvent(self._handle, QDragLeaveEvent())

    def drop(self, place: QPoint) -> QDropEvent:
        """Come and fall; like the window system, nothing falls where it was not wanted."""
        moved = self.enter(place)
        fallen = QDropEvent(
            QPointF(place), self._actions, self._data, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        )
        if not moved.isAccepted():
            fallen.ignore()
            self.leave()
            return fallen
        fallen.setDropAction(moved.dropAction())
        QApplication.sendEvent(self._handle, fallen)
        return fallen
