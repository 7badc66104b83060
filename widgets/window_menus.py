"""What stands in the window's menus, row by row, and who does it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow

from app.runs.double_click import for_this_system
from widgets.about import About
from widgets.clipboard import copy_selected
from widgets.conduct.panels import Panels
from widgets.conductors import Conductors
from widgets.filter_line import show_help
from widgets.menus import add_menu, add_schemes
from widgets.services import Services
from widgets.shortcuts import Shortcuts


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How the window looks, as the menu View changes it: larger, smaller or normal text, and the colours."""

    larger: Callable[[], object]
    smaller: Callable[[], object]
    normal: Callable[[], object]
    scheme: str  # the name of the one that is chosen
    choose_scheme: Callable[[Qt.ColorScheme], object]


def add_menus(window: QMainWindow, panels: Panels, conductors: Conductors, services: Services, look: Look) -> None:
    """Add all menus, in their order."""
    add_menu(window, "file", [
        ("new_window", "Ctrl+N", services.new_window), *conductors.transcripts.rows(), None,
        ("close_window", "Ctrl+W", window.close), ("quit", "Ctrl+Q", services.quit),
    ])  # fmt: skip
    add_menu(window, "profile", [
        ("profiles", "Ctrl+P", conductors.profiles.open), ("app_client", "", conductors.app_client.open),
    ])  # fmt: skip
    add_menu(window, "edit", [
        ("copy", "Ctrl+C", copy_selected),
        ("paste_code", "Ctrl+Shift+V", lambda: panels.stage.challenge.put_code(QApplication.clipboard().text())),
        ("filter", "Ctrl+F", panels.stage.filter.setFocus),
        None,
        *conductors.remarks.rows(),
    ])  # fmt: skip
    _add_run(window, panels, conductors)
    _, on_the_spot = add_menu(window, "user", conductors.user.rows())
    conductors.user.follow(on_the_spot)
    _add_practice(window, panels, conductors, services)
    view, viewed = add_menu(window, "view", [
        *conductors.presentation.rows(),
        None,
        ("larger", ["Ctrl++", "Ctrl+="], look.larger),
        ("smaller", "Ctrl+-", look.smaller),
        ("normal", "Ctrl+0", look.normal),
    ])  # fmt: skip
    conductors.presentation.follow(viewed)
    add_schemes(view, look.scheme, look.choose_scheme)
    add_menu(window, "help", [
        *conductors.tour.rows(),
        ("shortcuts", "F1", lambda: show_once(window, Shortcuts)),
        ("filter_help", "", lambda: show_help(window)),
        ("keyring", "", lambda: _check_keyring(window)),
        *([("double_click", "", lambda: _open_by_double_click(window))] if for_this_system() else []),
        ("about", "", lambda: show_once(window, About)),
    ])  # fmt: skip


def show_once(window: QMainWindow, kind: type[QDialog]) -> None:
    """Show a dialog of this kind, the one that is there already where there is one."""
    dialog = window.findChild(kind) or kind(window)
    dialog.show()
    dialog.activateWindow()


def _add_run(window: QMainWindow, panels: Panels, conductors: Conductors) -> None:
    _, run = add_menu(window, "run", [
        ("sign_in", ["F5", "Ctrl+Return", "Ctrl+Enter"], conductors.sign_ins.sign_in),
        ("cancel", "Esc", conductors.sign_ins.cancel),
        *conductors.hold.rows(),
        None,
        *conductors.replay.rows(),
        *conductors.make_scenario.rows(),
        ("compare", "Ctrl+Shift+D", conductors.compare.open),
        ("matrix", "Ctrl+Shift+M", conductors.matrix.open),
        None,
        ("clear", "Ctrl+K", panels.stage.clear),
        ("saved", "", panels.left.saved.forget_all),
        None,
        *conductors.scenarios.rows(),
    ])  # fmt: skip
    conductors.hold.follow(run)
    show_running = _RunActions(run)
    conductors.sign_ins.running_changed.connect(show_running)
    show_running(False)


class _RunActions:
    """Enables what can be done now."""

    def __init__(self, actions: dict[str, QAction]) -> None:
        self._actions = actions

    def __call__(self, running: bool) -> None:
        self._actions["cancel"].setEnabled(running)
        for name in ("sign_in", "clear"):
            self._actions[name].setEnabled(not running)


def _add_practice(window: QMainWindow, panels: Panels, conductors: Conductors, services: Services) -> None:
    _, practice = add_menu(window, "practice", [
        ("start_pool", "", conductors.practice.start_again),
        ("reset", "Ctrl+Shift+R", services.practice.reset),
        ("inbox", "Ctrl+I", panels.right.inbox.take_focus),
        None,
        *conductors.what_if.rows(),
        *conductors.triggers.rows(),
    ])  # fmt: skip
    practice["start_pool"].setEnabled(False)
    conductors.practice.over.connect(practice["start_pool"].setEnabled)
    conductors.practice.over.connect(practice["reset"].setDisabled)


def _check_keyring(window: QMainWindow) -> None:
    from widgets.keyring_check import KeyringCheck  # keyring takes its time, and most windows never check it

    show_once(window, KeyringCheck)


def _open_by_double_click(window: QMainWindow) -> None:
    from widgets.double_click import DoubleClick  # most windows never show it

    show_once(window, DoubleClick)
