"""Conducts the matrix: from what is chosen to sign-ins in child processes, from their events to the grid."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPoint, Slot
from PySide6.QtWidgets import QMenu, QWidget

from app.errors import TranscriptError
from app.exporters.checked import Checked, redact_checked
from app.models.matrix import MatrixModel
from app.models.matrix_cells import Cell, State, expectation_words
from app.models.matrix_report import checked, table
from app.models.transcript_words import problem_words
from app.runs.matrix import Key
from app.runs.matrix_expected import Why
from app.runs.matrix_kept import dump_chosen, dump_expectations, load_chosen, load_expectations
from app.scenarios.scenario import Expectation
from app.texts import text
from app.transcript.events import Ended, Event
from app.workers.jobs import JobsWorker
from widgets.clipboard import CopyButton
from widgets.conduct.panels import Panels
from widgets.parts import no_mnemonic
from widgets.services import Services

if TYPE_CHECKING:  # most windows never open it
    from widgets.matrix.dialog import MatrixDialog

CHOSEN, EXPECTED = "matrix/chosen", "matrix/expected"
HTML, JUNIT = ".html", ".xml"


class MatrixConductor(QObject):
    """What is chosen and expected is kept in the settings when sign-ins begin, and when something else is expected."""

    def __init__(self, panels: Panels, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._panels, self._services, self._window = panels, services, window
        self._own: dict[Key, Expectation] = load_expectations(str(services.settings.value(EXPECTED, "[]")))
        self._model: MatrixModel | None = None
        self._dialog: MatrixDialog | None = None
        self._jobs: JobsWorker | None = None
        self._writing: Path | None = None
        services.practice.started.connect(self._offer)
        services.history.saved.connect(self._on_saved)
        services.history.failed.connect(self._on_failed)
        for changed in (panels.models.profiles.modelReset, panels.models.profiles.dataChanged):
            changed.connect(self._offer)  # so that cells say at once which of them were done with other facts

    @Slot()
    def open(self) -> None:
        """Show the matrix, with what was chosen last."""
        if self._dialog is None:
            self._make()
        assert self._dialog is not None
        self._read_expectations()
        self._dialog.show()
        self._dialog.activateWindow()

    def close(self) -> None:
        """End what is under way, and the dialog."""
        if self._jobs is not None and self._model is not None:
            self._jobs.cancel()
            for job_id in self._model.cells(State.RUNNING):  # nobody tells of their end any more
                self._keep(job_id, (Ended(at=time(), reason="cancelled"),))
        if self._dialog is not None:
            self._dialog.close()

    def _make(self) -> None:
        from widgets.matrix.dialog import MatrixDialog

        self._model = model = MatrixModel(self)
        self._jobs = jobs = self._services.new_jobs(self)
        copy = CopyButton(text("matrix.copy"), lambda: table(*model.lines()))
        self._dialog = dialog = MatrixDialog(model, copy, self._window)
        jobs.event_happened.connect(self._on_events)
        jobs.ended.connect(self._on_ended)
        jobs.skipped.connect(self._on_skipped)
        jobs.finished.connect(self._on_finished)
        dialog.run_wanted.connect(self._run_all)
        dialog.again_wanted.connect(self._run_again)
        dialog.cancel_wanted.connect(jobs.cancel)
        dialog.export_wanted.connect(self._ask_where)
        dialog.grid.opened.connect(self._open_cell)
        dialog.grid.menu_wanted.connect(self._show_menu)
        chosen = load_chosen(str(self._services.settings.value(CHOSEN, "")))
        if chosen is not None:
            dialog.setup.restore(chosen)
        dialog.setup.changed.connect(self._fit)
        self._offer()

    @Slot()
    def _offer(self) -> None:
        """Offer the profiles that there are now."""
        if self._dialog is not None and self._jobs is not None and not self._jobs.is_running:
            known = self._panels.models.profiles.profiles
            first = self._panels.top.profile or next(iter(known), None)
            self._dialog.setup.offer(known, self._services.practice.now.users, first.id if first else "")

    @Slot()
    def _fit(self) -> None:
        if self._dialog is not None and self._model is not None:
            setup = self._dialog.setup
            self._model.show(setup.users, setup.profiles, setup.flows, self._own)

    def _read_expectations(self) -> None:
        """Expect what another window may have been told meanwhile; not while cells fill, which a new table forgets."""
        before, self._own = self._own, load_expectations(str(self._services.settings.value(EXPECTED, "[]")))
        if self._own != before and self._jobs is not None and not self._jobs.is_running:
            self._fit()

    @Slot()
    def _run_all(self) -> None:
        assert self._model is not None
        self._read_expectations()
        self._begin(self._model.cells())

    @Slot()
    def _run_again(self) -> None:
        assert self._model is not None
        self._read_expectations()
        self._begin(self._model.cells(State.FAILED, State.SKIPPED))

    def _begin(self, cells: dict[str, Cell]) -> None:
        if self._model is None or self._dialog is None or self._jobs is None or self._jobs.is_running:
            return
        setup = self._dialog.setup
        self._services.settings.setValue(CHOSEN, dump_chosen(setup.chosen))
        access = self._services.practice.access
        self._model.begin(cells)  # first: they take the facts of now
        jobs = [cell.trial.job(job_id, access) for job_id, cell in cells.items()]
        self._dialog.set_running(True)
        self._jobs.start(jobs, setup.workers, setup.rules)

    @Slot(str, object)
    def _on_events(self, job_id: str, events: tuple[Event, ...]) -> None:
        assert self._model is not None
        self._model.take(job_id, events)
        self._keep(job_id, events)

    @Slot(str, object)
    def _on_ended(self, job_id: str, _: object) -> None:
        assert self._model is not None
        self._model.end(job_id)  # judged there: the person may expect something else by now

    @Slot(str, str)
    def _on_skipped(self, job_id: str, reason: str) -> None:
        assert self._model is not None
        self._model.skip(job_id, reason)

    def _keep(self, job_id: str, events: Sequence[Event]) -> None:
        """Put what happens in a cell into the history: evidence outlives the program, however it ends."""
        assert self._model is not None
        run_id = self._model.run_id(job_id)
        if run_id:
            self._services.history.add(run_id, events)

    @Slot()
    def _on_finished(self) -> None:
        assert self._dialog is not None
        self._dialog.set_running(False)
        self._offer()

    @Slot(object)
    def _open_cell(self, index: QModelIndex) -> None:
        """Show on the timeline what happened in a cell; from there it can be saved, and it is in the history."""
        assert self._model is not None
        assert self._dialog is not None
        cell = self._model.cell(index)
        recording = cell.recording if cell is not None and cell.end is not None else None
        if recording is None:
            self._dialog.say(text("matrix.nothing_to_open"))
            return
        self._panels.stage.open((recording,), text("matrix.source"))
        self._dialog.say(text("matrix.opened"))

    @Slot(object, object)
    def _show_menu(self, index: QModelIndex, where: QPoint) -> None:
        assert self._model is not None
        cell = self._model.cell(index)
        if cell is None:
            return
        menu, came = QMenu(self._dialog), cell.came_to()
        menu.addAction(text("matrix.open"), partial(self._open_cell, index)).setEnabled(cell.end is not None)
        if came is not None and came != cell.trial.expected.expect:
            words = no_mnemonic(text("matrix.expect_this", what=expectation_words(came)))
            menu.addAction(words, partial(self._expect, index, came))
        if cell.trial.expected.why is not Why.PERSON and cell.trial.expected.expect != Expectation():
            menu.addAction(text("matrix.expect_signed_in"), partial(self._expect, index, Expectation()))
        if cell.trial.expected.why is Why.PERSON:
            menu.addAction(text("matrix.expect_usual"), partial(self._expect, index, None))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _expect(self, index: QModelIndex, expect: Expectation | None) -> None:
        """Expect something else of a cell from now on; None: what is usual there."""
        assert self._model is not None
        self._read_expectations()
        index = self._model.index(index.row(), index.column())  # the table may be a new one
        cell = self._model.cell(index)
        if cell is None:
            return
        self._own.pop(cell.trial.key, None)
        if expect is not None:
            self._own[cell.trial.key] = expect
        self._model.expect(index, expect)
        self._services.settings.setValue(EXPECTED, dump_expectations(self._own))

    @Slot()
    def _ask_where(self) -> None:
        from widgets.file_dialog import ask_where

        assert self._dialog is not None
        kinds = text("matrix.kinds")
        ask_where(self._dialog, text("matrix.where"), kinds, self._write, first=text("matrix.file"), suffix=HTML[1:])

    def _write(self, path: str) -> None:
        assert self._model is not None
        self._writing = Path(path)
        found = checked(self._model.cells().values())  # here: a cell changes while it is being written otherwise
        self._services.history.report(self._writing, partial(_report, found, junit=path.endswith(JUNIT)))

    @Slot(object)
    def _on_saved(self, path: Path) -> None:
        if self._dialog is not None and path == self._writing:
            self._writing = None
            self._dialog.say(text("save_runs.saved", path=str(path)), "green")

    @Slot(object)
    def _on_failed(self, error: TranscriptError) -> None:
        """Say it where the person is: the window that says so as well is behind the dialog."""
        if self._dialog is not None and self._writing is not None and error.where in ("", str(self._writing)):
            self._writing = None
            self._dialog.say(problem_words(error), "red")


def _report(found: Sequence[Checked], *, junit: bool) -> str:
    """Return a report, redacted as all exports are; on a worker's thread."""
    from app.exporters.html import html_of_scenarios
    from app.exporters.junit import junit_of_scenarios

    redacted = redact_checked(found)
    return junit_of_scenarios(redacted) if junit else html_of_scenarios(redacted)
