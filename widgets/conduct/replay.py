"""Conducts replays: the chosen sign-in is done again with another profile, and both are compared when it ends."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.models.rows import Run
from app.models.runs_compared import as_recording, title_of
from app.runs.replay import can_replay
from app.runs.sign_in import SignInRequest
from app.texts import text
from app.transcript.events import Event
from app.transcript.recording import Recording
from widgets.conduct.panels import Panels
from widgets.conduct.sign_ins import SignInConductor
from widgets.menus import Row

if TYPE_CHECKING:  # most windows never open it
    from widgets.replay import ReplayDialog

Compare = Callable[[Recording, Recording], object]


class ReplayConductor(QObject):
    """`compare` shows the first run beside the second."""

    def __init__(self, panels: Panels, sign_ins: SignInConductor, compare: Compare, window: QWidget) -> None:
        super().__init__(window)
        self._panels, self._sign_ins, self._compare, self._window = panels, sign_ins, compare, window
        self._dialog: ReplayDialog | None = None
        self._under_way = ""  # the run_id of a replay
        sign_ins.ended.connect(self._on_ended)

    def rows(self) -> list[Row | None]:
        """What the menu offers."""
        return [("replay", "Ctrl+R", self.open)]

    @Slot()
    def open(self) -> None:
        """Offer the run of the chosen row, or the last one that can be replayed."""
        if self._dialog is None:
            from widgets.replay import ReplayDialog

            self._dialog = ReplayDialog(self._panels.models.profiles, self._window)
            self._dialog.wanted.connect(self._begin)
        run = self._run()
        started = run.started if run is not None else None
        profile = self._panels.models.profiles.find(started.profile_id) if started is not None else None
        what = title_of(run) if run is not None else ""
        self._dialog.offer(as_recording(run) if run is not None else None, what, profile or self._panels.top.profile)
        self._dialog.show()
        self._dialog.activateWindow()

    def close(self) -> None:
        """Close the dialog."""
        if self._dialog is not None:
            self._dialog.close()

    def _run(self) -> Run | None:
        row, runs = self._panels.stage.timeline.current_row(), self._panels.models.timeline.runs
        chosen = [row.run] if row is not None else []
        return next((run for run in (*chosen, *reversed(runs)) if can_replay(as_recording(run))), None)

    @Slot(object)
    def _begin(self, request: SignInRequest) -> None:
        assert self._dialog is not None
        if self._sign_ins.running:
            self._dialog.say(text("replay.busy"))
            return
        self._dialog.close()
        self._under_way = request.run_id
        self._panels.top.want(request.profile.id)
        self._sign_ins.begin(request)

    @Slot(object, object)
    def _on_ended(self, request: SignInRequest, _: Event) -> None:
        if request.run_id != self._under_way:
            return
        self._under_way = ""
        runs = {run.run_id: run for run in self._panels.models.timeline.runs}
        first, second = runs.get(request.about), runs.get(request.run_id)
        if first is not None and second is not None:
            self._compare(as_recording(first), as_recording(second))
