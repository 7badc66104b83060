"""Conducts What if: the dialog, the badge while something is not normal, and profiles that say what is so now."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.models.what_if import badge
from app.runs.what_if import WhatIf, with_what_if
from app.workers.practice import PracticeWorker
from app.workers.practice_desk import PracticeDesk
from widgets.conduct.panels import Panels
from widgets.menus import Row

if TYPE_CHECKING:
    from widgets.practice.what_if import WhatIfDialog

LOOK = 1000  # milliseconds between two looks while something may change by itself: a fault that is used up


class WhatIfConductor(QObject):
    """The dialog is made once it is wanted; the practice pool is asked only while it, or the badge, is there.

    What any window changes is seen in all. `clock_set`: how many seconds the practice clock is ahead from now on.
    """

    clock_set = Signal(float)

    def __init__(self, panels: Panels, desk: PracticeDesk, practice: PracticeWorker, window: QWidget) -> None:
        super().__init__(window)
        self._panels, self._desk, self._practice, self._window = panels, desk, practice, window
        self._dialog: WhatIfDialog | None = None
        self._now: WhatIf | None = None
        self._clock_offset = 0.0  # that was told last
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self._on_time)
        desk.what_if.connect(self._on_what_if)
        desk.refused.connect(self._on_refused)
        desk.silent.connect(self._on_silent)
        practice.was_reset.connect(self._on_time)
        practice.was_changed.connect(desk.look)
        practice.started.connect(self._on_started)
        practice.died.connect(self._on_silent)
        panels.status.what_if_wanted.connect(self.open)

    def rows(self) -> list[Row | None]:
        """What the menu offers."""
        return [("what_if", "Ctrl+Shift+W", self.open)]

    @Slot()
    def open(self) -> None:
        """Open the dialog at the chosen profile's user pool and app client."""
        from widgets.practice.what_if import WhatIfDialog  # most windows never show it

        if self._dialog is None:
            self._dialog = WhatIfDialog(self._window)
            self._dialog.change_wanted.connect(self._desk.change)
            self._dialog.normal_wanted.connect(self._desk.back_to_normal)
        if self._now is not None:
            self._show(self._dialog, self._now)
        self._dialog.show()
        self._dialog.activateWindow()
        self._look_on()

    def catch_up(self) -> None:
        """Look once, in a window that was opened when things may have been changed already."""
        if self._practice.client is not None:
            self._desk.look()

    def close(self) -> None:
        """Close the dialog, and ask no more."""
        self._timer.stop()
        if self._dialog is not None:
            self._dialog.close()

    @Slot(object)
    def _on_what_if(self, now: WhatIf) -> None:
        first, self._now = self._now is None, now
        self._panels.status.show_what_if(badge(now))
        if now.clock_offset != self._clock_offset:
            self._clock_offset = now.clock_offset
            self.clock_set.emit(now.clock_offset)
        if not now.normal and not self._timer.isActive():
            self._timer.start()
        for profile in self._panels.models.profiles.profiles:
            changed = with_what_if(profile, now)
            if changed is not profile:
                self._panels.models.profiles.replace(changed)
        if self._dialog is not None and first:
            self._show(self._dialog, now)
        elif self._dialog is not None:
            self._dialog.show_now(now)

    def _show(self, dialog: "WhatIfDialog", now: WhatIf) -> None:
        dialog.show_now(now)
        profile = self._panels.top.profile
        if profile is not None and profile.practice:
            dialog.choose(profile.user_pool_id, profile.client_id)

    @Slot(str)
    def _on_refused(self, why: str) -> None:
        if self._dialog is not None:
            self._dialog.say(why)
            self._desk.look()  # what was chosen is not so

    @Slot()
    def _on_started(self) -> None:
        if self._dialog is not None:
            self._desk.look()

    @Slot()
    def _on_silent(self) -> None:
        """Say so in the dialog; a pool that is only busy is as it was, and is asked again."""
        if self._practice.client is None:
            self._now, self._clock_offset = None, 0.0
            self._panels.status.show_what_if("")
        if self._dialog is not None:
            self._dialog.show_none()

    @Slot()
    def _on_time(self) -> None:
        self._look_on()

    def _look_on(self) -> None:
        """Look now, and go on as long as there is something to see."""
        seen = self._dialog is not None and self._dialog.isVisible()
        if seen or (self._now is not None and not self._now.normal):
            self._desk.look()
            self._timer.start()
        else:
            self._timer.stop()
