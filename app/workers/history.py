"""Puts the history of runs, and transcript files, on a thread of their own."""

import queue
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.errors import TranscriptError
from app.exporters.formats import EXPORTERS
from app.files import replace_file
from app.history.autosave import Autosave
from app.history.store import History, is_transcript, read
from app.transcript.events import Event
from app.transcript.files import dump
from app.transcript.opened import as_opened
from app.transcript.recording import Recording, Remark
from app.transcript.redaction import redact
from app.workers.family import Family, Job
from app.workers.scenario_files import is_scenarios
from app.workers.threads import working

MOMENT = 2.0  # seconds that the end of the program may wait for what is still to be written

Export = Callable[[Sequence[Recording]], str | bytes]  # what an exporter does with redacted runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """Runs that came out of a file, or out of the history (`path` is None)."""

    recordings: tuple[Recording, ...]
    path: Path | None = None


class HistoryWorker(QObject):
    """Does one job after the other on a daemon thread; runs that go on are written each second, and at their end.

    Signals:
        listed: the Listing of the kept runs; after `load`, and after each change to them.
        opened: an Opened.
        scenarios: a tuple of Paths that were taken, and are files of scenarios.
        foreign: a tuple of Paths that were taken, and are neither.
        annotated: the id of a run and the Remark that was written on it, in whichever window; then `listed`.
        saved: the Path of a file that was written.
        failed: a TranscriptError.
    """

    listed = Signal(object)
    opened = Signal(object)
    scenarios = Signal(object)
    foreign = Signal(object)
    annotated = Signal(object)
    saved = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        history: History,
        exporters: Mapping[str, Export] | None = None,
        parent: QObject | None = None,
        first: "HistoryWorker | None" = None,
    ) -> None:
        super().__init__(parent)
        self._history = history
        self._autosave: Autosave = Autosave(history, time.monotonic) if first is None else first._autosave
        self._exporters = _exports() if exporters is None else exporters
        self._family: Family = Family() if first is None else first._family
        self._looked_at: threading.Event = threading.Event() if first is None else first._looked_at  # is the list
        self._family.join(self)

    def another(self) -> "HistoryWorker":
        """Return the worker of another window, on the same thread: both tell what is kept, each what it opened."""
        return HistoryWorker(self._history, self._exporters, self.parent(), self)

    def leave(self) -> None:
        """Tell nothing any more: its window was closed."""
        self._family.leave(self)

    def start(self) -> None:
        """Start the thread."""
        self._family.start("history", self._work)

    def stop(self) -> None:
        """Write what is not written yet and let the thread end; waits for it, but no longer than a moment."""
        self._family.stop(MOMENT, always=True)

    def add(self, run_id: str, events: Iterable[Event]) -> None:
        """Keep events of a run that goes on, in their order."""
        batch = tuple(events)
        self._put(lambda: self._autosave.add(run_id, batch))

    def put(self, recordings: Iterable[Recording]) -> None:
        """Take in runs that others made: they can be saved and exported, and are not written to the history."""
        given = tuple(recordings)
        self._put(lambda: self._autosave.put(given))

    def load(self) -> None:
        """Read what is kept: `listed`, now and whenever it changes."""
        self._looked_at.set()
        self._put(self._list)

    def open(self, path: Path) -> None:
        """Read a transcript file: `opened`."""
        self._put(lambda: self._open(path))

    def take(self, paths: Iterable[Path]) -> None:
        """Look what files are: each transcript is `opened`, all others together are `scenarios` or `foreign`."""
        wanted = tuple(paths)

        def do() -> None:
            ours = tuple(path for path in wanted if is_transcript(path))
            for path in ours:
                self._do(lambda path=path: self._open(path))  # type: ignore[misc]
            others = [path for path in wanted if path not in ours]
            suites = tuple(path for path in others if is_scenarios(path))
            foreign = tuple(path for path in others if path not in suites)
            for signal, found in ((self.scenarios, suites), (self.foreign, foreign)):
                if found:
                    signal.emit(found)

        self._put(do)

    def open_kept(self, run_ids: Iterable[str]) -> None:
        """Read runs of the history: `opened`."""
        wanted = tuple(run_ids)
        self._put(lambda: self.opened.emit(Opened(recordings=self._autosave.recordings(wanted))))

    def annotate(self, run_id: str, note: str, marked: bool, event: int = 0) -> None:
        """Write a note on a run, or on the row that begins with an event of it, and mark it or not: `annotated`."""
        remark = Remark(event=event, note=note, marked=marked)

        def do() -> None:
            self._autosave.annotate(run_id, remark)
            self._family.tell("annotated", (run_id, remark))

        self._change(do)

    def remove(self, run_ids: Iterable[str]) -> None:
        """Remove runs from the history: `listed`."""
        wanted = tuple(run_ids)
        self._change(lambda: self._autosave.forget(wanted))

    def save_as(self, path: Path, run_ids: Iterable[str], *, keep_names: bool = False, reveal: bool = False) -> None:
        """Write runs to a transcript file, with their secrets only to `reveal` them: `saved`."""
        wanted = tuple(run_ids)

        def content() -> bytes:
            return dump(self._wanted(wanted), redacted=not reveal, keep_names=keep_names)

        self._put(lambda: self._write(path, content(), private=reveal))

    def add_export(self, name: str, export: Export) -> None:
        """Take another format; it is written on the thread. Before the first that is wanted."""
        self._exporters = {**self._exporters, name: export}

    def export(self, name: str, path: Path, run_ids: Iterable[str], *, keep_names: bool = False) -> None:
        """Write runs, redacted, in the format of an exporter: `saved`."""
        wanted = tuple(run_ids)

        def content() -> bytes:
            made = self._exporters[name](redact(self._wanted(wanted), keep_names))
            return made.encode() if isinstance(made, str) else made

        self._put(lambda: self._write(path, content()))

    def report(self, path: Path, content: Callable[[], str]) -> None:
        """Write what a function returns that is called on the thread, all of it redacted: `saved`."""
        self._put(lambda: self._write(path, content().encode()))

    def _open(self, path: Path) -> None:
        recordings = as_opened(read(path))
        self._autosave.put(recordings)
        self.opened.emit(Opened(recordings=recordings, path=path))

    def _wanted(self, run_ids: Sequence[str]) -> tuple[Recording, ...]:
        found = self._autosave.recordings(run_ids)
        if not found:
            raise TranscriptError("", "nothing")
        return found

    def _write(self, path: Path, content: bytes, *, private: bool = False) -> None:
        try:
            replace_file(path, content, private=private)
        except OSError as error:
            raise TranscriptError(str(path), "cannot_write", error.strerror or str(error)) from error
        self.saved.emit(path)

    def _change(self, job: Callable[[], None]) -> None:
        def do() -> None:
            job()
            self._list()

        self._put(do)

    def _list(self) -> None:
        if self._looked_at.is_set():
            self._family.tell("listed", self._history.entries())

    def _put(self, job: Job) -> None:
        self._family.jobs.put(lambda: self._do(job))

    def _work(self) -> None:
        while True:
            try:
                job = self._family.jobs.get(timeout=self._autosave.wait())
            except queue.Empty:
                job = self._nothing
            if job is None:
                break
            job()
            self._do(self._keep)
        self._do(lambda: self._keep(now=True))

    def _nothing(self) -> None:
        """Nobody asked for anything, but something is due."""

    def _keep(self, *, now: bool = False) -> None:
        try:
            if self._autosave.write(now=now):
                self._list()
        except TranscriptError as error:  # runs of all windows are written here
            self._family.tell("failed", error)

    def _do(self, job: Callable[[], None]) -> None:
        with working(self, "a job on transcripts"):
            try:
                job()
            except TranscriptError as error:
                self.failed.emit(error)
            except Exception as error:
                self.failed.emit(TranscriptError("", "bug", type(error).__name__))
                raise


def _exports() -> dict[str, Export]:
    return {name: each.export for name, each in EXPORTERS.items()}
