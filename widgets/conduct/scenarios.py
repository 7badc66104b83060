"""Conducts scenarios: files are opened and watched, run in child processes, and each result leads to its transcript."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.exporters.checked import Checked
from app.models.scenarios import Line, ScenariosModel, Stage
from app.runs.batch import Batch
from app.runs.scenario import Job, inbox_of
from app.scenarios.judging import Judgement
from app.scenarios.scenario import Scenario
from app.texts import RESOURCES, text
from app.transcript.events import Event
from app.workers.file_watch import FileWatch
from app.workers.jobs import JobsWorker
from app.workers.scenario_files import ScenarioFilesWorker
from widgets.conduct.panels import Panels
from widgets.menus import Row
from widgets.services import Services

if TYPE_CHECKING:  # most windows never open it
    from widgets.scenarios.dialog import ScenariosDialog

SUITE = RESOURCES / "practice" / "scenarios.toml"
FILES = "scenarios/files"  # the setting with the files that were open last


class ScenariosConductor(QObject):
    """One batch at a time. The dialog may be closed meanwhile; with the window all ends."""

    def __init__(self, panels: Panels, services: Services, window: QWidget) -> None:
        super().__init__(window)
        self._panels, self._services, self._window = panels, services, window
        self._dialog: ScenariosDialog | None = None
        self._model = ScenariosModel(self)
        self._files = ScenarioFilesWorker(self)
        self._jobs: JobsWorker | None = None
        self._batch = Batch(())
        self._keys: tuple[str, ...] = ()  # of what runs, or ran last
        self._left_out = 0  # of what was to run, for want of a profile
        self._watch = FileWatch(self)
        self._changed: set[Path] = set()
        self._watch.changed.connect(self._on_changed)
        self._files.read.connect(self._on_read)
        self._files.unreadable.connect(self._on_unreadable)
        services.history.scenarios.connect(self._on_dropped)
        self._files.written.connect(self._on_written)
        self._files.unwritten.connect(self._on_unwritten)

    def rows(self) -> list[Row | None]:
        """What the menu offers."""
        return [("scenarios", "Ctrl+T", self.open)]

    @Slot()
    def open(self) -> None:
        """Show the scenarios; the first time those of the files that were open last."""
        dialog = self._made()
        self._services.vault.describe()
        self._services.vault.list_test_secrets()
        dialog.show()
        dialog.activateWindow()

    @Slot(object)
    def _on_dropped(self, paths: Sequence[Path]) -> None:
        """Show files that were dropped on the window."""
        self.open()
        self._files.open(paths)

    def close(self) -> None:
        """End what runs, and close the dialog."""
        if self._jobs is not None:
            self._jobs.cancel()
        self._files.stop()
        if self._dialog is not None:
            self._dialog.close()

    @property
    def _running(self) -> bool:
        return self._jobs is not None and self._jobs.is_running

    def _made(self) -> "ScenariosDialog":
        if self._dialog is None:
            from widgets.scenarios.dialog import ScenariosDialog

            self._dialog = ScenariosDialog(self._model, self._window)
            self._connect(self._dialog)
            profiles = self._panels.models.profiles
            for changed in (profiles.modelReset, profiles.dataChanged):
                changed.connect(self._show_profiles)
            self._show_profiles()
            self._files.open(Path(path) for path in _listed(self._services.settings.value(FILES)))
        return self._dialog

    def _connect(self, dialog: "ScenariosDialog") -> None:
        suite, secrets, vault = dialog.suite, dialog.secrets, self._services.vault
        suite.open_wanted.connect(self._files.open)
        suite.suite_wanted.connect(lambda: self._files.open((SUITE,)))
        suite.run_wanted.connect(self._run)
        suite.cancel_wanted.connect(self._cancel)
        suite.transcript_wanted.connect(self._open_transcript)
        suite.report_wanted.connect(self._report)
        suite.profile_wanted.connect(self._model.use_profile)
        suite.files_closed.connect(self._remember)
        secrets.keep_wanted.connect(vault.keep_test_secret)
        secrets.forget_wanted.connect(vault.forget_test_secret)
        vault.test_secrets_changed.connect(secrets.show_names)
        vault.test_secret_trouble.connect(secrets.show_trouble)
        vault.described.connect(secrets.show_backend)

    @Slot()
    def _show_profiles(self) -> None:
        profiles = self._panels.models.profiles.profiles
        self._model.set_profiles(profiles)
        if self._dialog is not None:
            self._dialog.suite.result.set_profiles(profiles)

    @Slot(object)
    def _run(self, keys: Sequence[str]) -> None:
        """Run those of these scenarios that have a profile."""
        if self._running:
            return
        wanted = [line for line in self._model.lines if line.key in set(keys)]
        jobs = [job for line in wanted if (job := self._job(line)) is not None]
        self._left_out = len(wanted) - len(jobs)
        self._keys = tuple(job.job_id for job in jobs)
        if not jobs:
            self._say(text("scenarios.none_can_run"))
            return
        if self._jobs is None:
            self._jobs = self._services.new_jobs(self)
            self._jobs.event_happened.connect(self._on_event)
            self._jobs.ended.connect(self._on_ended)
            self._jobs.skipped.connect(self._on_skipped)
            self._jobs.finished.connect(self._on_finished)
        self._batch = Batch(jobs)
        self._model.begin(self._keys)
        self._jobs.start(jobs)
        self._show_progress()

    def _job(self, line: Line) -> Job | None:
        if line.profile is None:
            return None
        practice = inbox_of(line.profile, self._services.practice.access)
        return Job(job_id=line.key, scenario=line.scenario, profile=line.profile, practice=practice)

    @Slot()
    def _cancel(self) -> None:
        if self._jobs is not None:
            self._jobs.cancel()

    @Slot(str, object)
    def _on_event(self, key: str, events: tuple[Event, ...]) -> None:
        for event in events:
            self._batch.event(key, event)
        self._model.run(key)

    @Slot(str, object)
    def _on_ended(self, key: str, judgement: Judgement) -> None:
        happened = "" if judgement.passed else self._batch.what_happened(key)
        self._end(key, self._batch.end(key, judgement), happened)

    @Slot(str, str)
    def _on_skipped(self, key: str, reason: str) -> None:
        self._end(key, self._batch.skip(key, reason))

    def _end(self, key: str, checked: Checked, happened: str = "") -> None:
        """Show what came of a scenario, and keep what happened: evidence outlives the program, however it ends."""
        self._model.end(key, checked, happened)
        if checked.recording is not None:
            self._services.history.add(checked.recording.run_id, checked.recording.events)
        self._show_progress()

    @Slot()
    def _on_finished(self) -> None:
        self._show_progress()
        self._read_again()

    def _show_progress(self) -> None:
        if self._dialog is None:
            return
        counts = self._model.counts(self._keys)
        self._dialog.suite.show_progress(len(self._keys), counts, left_out=self._left_out, running=self._running)

    @Slot(object)
    def _open_transcript(self, line: Line) -> None:
        recording = line.checked.recording if line.checked is not None else None
        if recording is not None:
            self._panels.stage.open((recording,), text("timeline.from_scenarios", name=line.path.name))
            self._say(text("scenarios.opened"))

    @Slot(str, object)
    def _report(self, kind: str, path: Path) -> None:
        self._files.report(kind, path, [line.checked for line in self._model.lines if line.checked is not None])

    @Slot(object, object)
    def _on_read(self, path: Path, scenarios: tuple[Scenario, ...]) -> None:
        if self._running and any(line.path == path and line.stage is not Stage.IDLE for line in self._model.lines):
            self._changed.add(path)  # what runs now is what was read before
            return
        self._model.show_file(path, scenarios)
        if self._dialog is not None:
            self._dialog.suite.show_file(path)
        self._remember()

    @Slot(object, str)
    def _on_unreadable(self, path: Path, words: str) -> None:
        if self._dialog is not None:
            self._dialog.suite.show_broken(path, words)
        self._remember()

    @Slot(object)
    def _on_changed(self, paths: set[Path]) -> None:
        self._changed |= paths
        self._read_again()

    @Slot()
    def _read_again(self) -> None:
        if self._running:
            return
        changed, self._changed = self._changed, set()
        self._files.open(changed)

    @Slot()
    def _remember(self) -> None:
        """Keep in mind what is open, and what would be if it could be read: it may be mended by the next start."""
        broken = self._dialog.suite.broken if self._dialog is not None else ()
        paths = tuple(dict.fromkeys((*self._model.paths, *broken)))
        self._services.settings.setValue(FILES, [str(path) for path in paths])
        self._watch.watch(paths)

    @Slot(object)
    def _on_written(self, path: Path) -> None:
        self._say(text("scenarios.written", path=path))

    @Slot(object, str)
    def _on_unwritten(self, _: Path, words: str) -> None:
        self._say(words)

    def _say(self, words: str) -> None:
        if self._dialog is not None:
            self._dialog.suite.say(words)


def _listed(kept: object) -> list[str]:
    """Return a setting that is a list; one of a single text comes back as that text."""
    return [kept] if isinstance(kept, str) else [str(each) for each in kept] if isinstance(kept, list) else []
