"""Writes a scenario into a file on a thread of its own: the disk may be slow, or far away."""

import threading
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.scenarios.scenario import Scenario, ScenarioError
from app.workers.threads import working


class ScenarioWriter(QObject):
    """Signals: `written` carries the path and how many scenarios are in it now, `failed` a ScenarioError."""

    written = Signal(object, int)
    failed = Signal(object)

    def add(self, path: Path, scenario: Scenario) -> None:
        """Put a scenario into a file; returns at once."""
        threading.Thread(target=self._add, args=(path, scenario), name="scenario file", daemon=True).start()

    def _add(self, path: Path, scenario: Scenario) -> None:
        from app.runs.scenario_files import add  # tomlkit takes its time, and the window opens without it

        with working(self, "a scenario file"):
            try:
                self.written.emit(path, add(path, scenario))
            except ScenarioError as error:
                self.failed.emit(error)
