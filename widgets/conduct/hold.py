"""Conducts Hold: whether calls wait, the card of the one that does, and what the person decides about it."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction

from app.runs.hold import Release
from app.workers.pace import PacedRun
from widgets.conduct.panels import Panels
from widgets.conduct.sign_ins import SignInConductor
from widgets.menus import Row


class HoldConductor(QObject):
    """Off in each new window, and never kept between starts: a run that waits for nobody's reason looks like a fault.

    `changed`: whether calls are held.
    """

    changed = Signal(bool)

    def __init__(self, panels: Panels, sign_ins: SignInConductor) -> None:
        super().__init__(sign_ins)
        self._stage = panels.stage
        self._run: PacedRun | None = None
        self._on = False
        sign_ins.began.connect(self._on_began)
        sign_ins.ended.connect(self._on_ended)
        self._stage.held.released.connect(self._release)
        self._stage.hold_bar.off_wanted.connect(self.toggle)

    def rows(self) -> list[Row | None]:
        """What the menu offers."""
        return [("hold", "Ctrl+Shift+H", self.toggle)]

    def follow(self, actions: dict[str, QAction]) -> None:
        """Let the menu's row say whether calls are held."""
        actions["hold"].setCheckable(True)
        self.changed.connect(actions["hold"].setChecked)

    @Slot()
    def toggle(self) -> None:
        """Hold calls from now on, or send them at once; one that is held already still waits for its decision."""
        self._on = not self._on
        self._stage.hold_bar.setVisible(self._on)
        if self._run is not None:
            self._run.hold(self._on)
        self.changed.emit(self._on)

    @Slot(object)
    def _on_began(self, run: PacedRun) -> None:
        self._run = run
        run.hold(self._on)
        run.call_held.connect(self._stage.hold)

    @Slot()
    def _on_ended(self) -> None:
        self._run = None

    @Slot(object)
    def _release(self, release: Release) -> None:
        if self._run is not None:
            self._run.release(release)
