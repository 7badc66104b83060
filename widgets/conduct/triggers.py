"""Conducts the dialog Triggers: asks for calls while it is seen, has functions tried and used."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QWidget

from app.models.trigger_calls import TriggerCallsModel
from app.profiles.profile import Profile
from app.runs.trigger_desk import Attempt, Functions, Tried, TriggerCalls
from app.texts import text
from app.workers.practice import PracticeWorker
from app.workers.practice_desk import PracticeDesk
from widgets.conduct.panels import Panels
from widgets.menus import Row

if TYPE_CHECKING:
    from widgets.practice.triggers import TriggersDialog

LOOK = 1000  # milliseconds between two looks for new calls


class TriggersConductor(QObject):
    """The dialog is made once it is wanted, for the user pool of the profile that is chosen then."""

    def __init__(self, panels: Panels, desk: PracticeDesk, practice: PracticeWorker, window: QWidget) -> None:
        super().__init__(window)
        self._panels, self._desk, self._window = panels, desk, window
        self._dialog: TriggersDialog | None = None
        self._model = TriggerCallsModel(self)
        self._pool = ""
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self._look)
        desk.called.connect(self._on_called)
        desk.functions.connect(self._on_functions)
        desk.tried.connect(self._on_tried)
        desk.not_done.connect(self._on_not_done)
        desk.silent.connect(self._on_silent)
        practice.was_reset.connect(self._ask_functions)
        practice.was_changed.connect(self._ask_functions)
        practice.started.connect(self._ask_functions)

    def rows(self) -> list[Row | None]:
        """What the menu offers."""
        return [("triggers", "Ctrl+Shift+T", self.open)]

    @Slot()
    def open(self) -> None:
        """Open the dialog for the chosen profile's user pool, or the first of the practice pool's."""
        from widgets.practice.triggers import TriggersDialog  # most windows never show it

        if self._dialog is None:
            dialog = self._dialog = TriggersDialog(self._model, self._window)
            dialog.seen.connect(self._on_seen)
            dialog.functions.try_wanted.connect(self._try)
            dialog.functions.use_wanted.connect(self._use)
            dialog.functions.back_wanted.connect(self._back)
        self._choose_pool(self._dialog)
        self._dialog.show()
        self._dialog.activateWindow()
        self._ask_functions()

    def close(self) -> None:
        """Close the dialog."""
        if self._dialog is not None:
            self._dialog.close()

    def _choose_pool(self, dialog: "TriggersDialog") -> None:
        chosen = self._panels.top.profile
        profiles: list[Profile] = [each for each in self._panels.models.profiles.profiles if each.practice]
        profile = chosen if chosen is not None and chosen.practice else next(iter(profiles), None)
        self._pool = profile.user_pool_id if profile is not None else ""
        dialog.show_pool(profile.name.partition(" / ")[0] if profile is not None else "")

    @Slot(bool)
    def _on_seen(self, seen: bool) -> None:
        if seen:
            self._look()
            self._timer.start()
        else:
            self._timer.stop()

    @Slot()
    def _look(self) -> None:
        self._desk.ask_calls(self._model.known)

    @Slot()
    def _ask_functions(self) -> None:
        if self._dialog is not None and self._pool:
            self._desk.ask_functions(self._pool)

    @Slot(object)
    def _try(self, wanted: Attempt) -> None:
        self._desk.attempt(wanted)

    @Slot(str)
    def _use(self, words: str) -> None:
        self._desk.use(self._pool, words)

    @Slot()
    def _back(self) -> None:
        self._desk.back(self._pool)

    @Slot(object)
    def _on_called(self, found: TriggerCalls) -> None:
        self._model.add(found)

    @Slot(object)
    def _on_functions(self, found: Functions) -> None:
        if self._dialog is not None:
            self._dialog.functions.show_functions(found)

    @Slot(object)
    def _on_tried(self, tried: Tried) -> None:
        if self._dialog is not None:
            self._dialog.functions.show_tried(tried)

    @Slot(str)
    def _on_not_done(self, why: str) -> None:
        if self._dialog is not None:
            self._dialog.functions.not_done(why, "red")

    @Slot()
    def _on_silent(self) -> None:
        if self._dialog is not None:
            self._dialog.functions.not_done(text("what_if.no_pool"), "amber")
