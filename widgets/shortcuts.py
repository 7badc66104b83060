"""The list of keyboard shortcuts, read from the menus themselves, so that it cannot lag behind."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QMainWindow, QMenu

from app.texts import text
from widgets.about import closing, table
from widgets.parts import column, label


def shortcuts(window: QMainWindow) -> list[tuple[str, str]]:
    """Each action of the window that has shortcuts, and those that no menu holds."""
    rows = [(text(f"shortcuts.{key}"), text(f"shortcuts.keys_{key}")) for key in ("enter", "next")]
    for action in _actions(window):
        keys = ", ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
        if keys:
            rows.append((action.text().replace("&", ""), keys))
    return rows


def _actions(window: QMainWindow) -> Iterator[QAction]:
    for top in window.menuBar().actions():
        menu = top.menu()
        if isinstance(menu, QMenu):
            yield from menu.actions()


class Shortcuts(QDialog):
    """A dialog that can stay open beside the window."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle(text("shortcuts.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box = column(margin=24)
        box.addWidget(label(text("shortcuts.title"), "heading"))
        box.addSpacing(8)
        box.addLayout(table(shortcuts(window)))
        box.addSpacing(8)
        box.addLayout(closing(self))
        self.setLayout(box)
        self.setMinimumWidth(420)
