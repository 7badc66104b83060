"""The windows of the program: beside one another, told apart by their titles, closed one by one or all at once."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication

from app.texts import text
from widgets.main_window import MainWindow
from widgets.services import Services
from widgets.theme import GRID

STEP = 4 * GRID  # pixels from a window to the next one


class Windows(QObject):
    """All windows share the practice pool, the vault, the profiles and the history; each has its own sign-ins."""

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = replace(services, new_window=self.open_another, quit=self.close_all)
        self._open: dict[MainWindow, int] = {}  # with their numbers
        self._last = 0

    @property
    def all(self) -> tuple[MainWindow, ...]:
        """Those that are open, oldest first."""
        return tuple(self._open)

    def open_first(self) -> MainWindow:
        """Open the first window; its workers are those that were given."""
        return self._show(MainWindow(self._services), self._services)

    def open_another(self) -> None:
        """Open a window beside the one that is in use, on the same profile, with what is known at once."""
        beside = self._active()
        services = self._services.another()
        window = MainWindow(services, first=beside is None)
        if beside is not None:
            window.resize(beside.size())
            window.move(_stepped(beside, window.screen()))
            window.take_profile_of(beside)
        self._show(window, services)
        window.conductors.practice.catch_up()
        window.conductors.what_if.catch_up()
        services.profiles.load()
        services.vault.describe()
        services.vault.refresh()

    def close_all(self) -> None:
        """Close one after the other, until one has to ask first."""
        for window in self.all:
            if not window.close():
                return

    def _show(self, window: MainWindow, services: Services) -> MainWindow:
        self._last += 1
        self._open[window] = self._last
        window.closed.connect(partial(self._closed, window, services))
        window.profile_chosen.connect(self._name_all)
        self._name_all()
        window.show()
        return window

    def _closed(self, window: MainWindow, services: Services) -> None:
        services.leave()
        self._open.pop(window, None)
        self._name_all()
        if self._open:  # the last one goes with the program
            QTimer.singleShot(0, window, window.deleteLater)

    def _active(self) -> MainWindow | None:
        active = QApplication.activeWindow()
        found = next((window for window in self._open if window is active), None)
        return found or next(reversed(self._open), None)

    def _name_all(self) -> None:
        for window, number in self._open.items():
            alone = len(self._open) == 1
            named = text("window.numbered", number=number, profile=window.profile_name)
            window.setWindowTitle(text("window.title") if alone else named)


def _stepped(beside: MainWindow, screen: QScreen) -> QPoint:
    place, room = beside.pos(), screen.availableGeometry()
    fits = room.contains(beside.geometry().translated(STEP, STEP))
    return place + QPoint(STEP, STEP) if fits else room.topLeft()
