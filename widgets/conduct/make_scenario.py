"""Conducts the making of scenarios: of the sign-in that is chosen on the timeline, into a file."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.models.rows import Run
from app.models.runs_compared import as_recording
from app.runs.replay import can_replay
from app.scenarios.making import scenario_of
from app.scenarios.scenario import ScenarioError
from app.scenarios.words import problem_words
from app.texts import text
from app.workers.scenario_writer import ScenarioWriter
from widgets.conduct.panels import Panels
from widgets.menus import Row

if TYPE_CHECKING:  # most windows never open it, and tomlkit takes its time
    from widgets.make_scenario import MakeScenarioDialog


class MakeScenarioConductor(QObject):
    """What goes wrong is said in the dialog; a file that is there already keeps what is in it."""

    def __init__(self, panels: Panels, window: QWidget) -> None:
        super().__init__(window)
        self._panels, self._window = panels, window
        self._dialog: MakeScenarioDialog | None = None
        self._writer = ScenarioWriter(self)
        self._writer.written.connect(self._on_written)
        self._writer.failed.connect(self._on_failed)

    def rows(self) -> list[Row | None]:
        """What the menu offers."""
        return [("make_scenario", "", self.open)]

    @Slot()
    def open(self) -> None:
        """Make a scenario of the run of the chosen row, or of the last sign-in that is over."""
        if self._dialog is None:
            from widgets.make_scenario import MakeScenarioDialog

            self._dialog = MakeScenarioDialog(self._window)
            self._dialog.wanted.connect(self._writer.add)
        run = self._run()
        if run is None:
            self._dialog.offer_none(None)
        else:
            try:
                self._dialog.offer(scenario_of(as_recording(run)))
            except ScenarioError as error:
                self._dialog.offer_none(error)
        self._dialog.show()
        self._dialog.activateWindow()

    def close(self) -> None:
        """Close the dialog."""
        if self._dialog is not None:
            self._dialog.close()

    def _run(self) -> Run | None:
        row, runs = self._panels.stage.timeline.current_row(), self._panels.models.timeline.runs
        if row is not None and row.run.transcript.ended:
            return row.run
        return next((run for run in reversed(runs) if can_replay(as_recording(run))), None)

    @Slot(object, int)
    def _on_written(self, path: Path, count: int) -> None:
        if self._dialog is not None:
            self._dialog.say(text("make_scenario.saved", path=str(path), count=count))

    @Slot(object)
    def _on_failed(self, error: ScenarioError) -> None:
        if self._dialog is not None:
            self._dialog.say(problem_words(error), "red")
