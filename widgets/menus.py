"""The menu bar. All that the window can do is here too, with its shortcut, for those who use no mouse."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from app.texts import text

Do = Callable[[], object]
Row = tuple[str, str | list[str], Do]  # the key among the menu texts, the shortcuts, what happens


def add_menu(window: QMainWindow, key: str, rows: list[Row | None]) -> tuple[QMenu, dict[str, QAction]]:
    """Add a menu with these rows (None is a line between two); returns its actions by their keys."""
    # Both are made here with the window as parent: objects that QMenuBar and QMenu make lose their Python side as soon
    # as a screen reader opens the menu.
    menu = QMenu(text(f"menu.{key}"), window)
    window.menuBar().addMenu(menu)
    actions: dict[str, QAction] = {}
    for each in rows:
        if each is None:
            menu.addSeparator()
            continue
        name, keys, do = each
        action = QAction(text(f"menu.{name}"), window)
        menu.addAction(action)
        action.setShortcuts([QKeySequence(one) for one in ([keys] if isinstance(keys, str) else keys) if one])
        action.triggered.connect(_without_checked(do))
        actions[name] = action
    return menu, actions


def add_schemes(menu: QMenu, chosen: str, choose: Callable[[Qt.ColorScheme], object]) -> None:
    """Add the choice of colours: as the desktop, light, dark; `chosen` is the scheme's name."""
    inner = menu.addMenu(text("menu.scheme"))
    group = QActionGroup(inner)
    for key, scheme in (
        ("scheme_auto", Qt.ColorScheme.Unknown),
        ("scheme_light", Qt.ColorScheme.Light),
        ("scheme_dark", Qt.ColorScheme.Dark),
    ):
        action = inner.addAction(text(f"menu.{key}"))
        action.setCheckable(True)
        action.setChecked(scheme.name == chosen)
        action.setActionGroup(group)
        action.triggered.connect(_without_checked(partial(choose, scheme)))


def _without_checked(do: Do) -> Callable[[bool], None]:
    def triggered(_checked: bool) -> None:
        do()

    return triggered
