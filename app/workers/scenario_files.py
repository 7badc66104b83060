"""Puts files of scenarios, and the reports of what came of them, on a thread of their own."""

import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.exporters.checked import Checked, redact_checked
from app.files import replace_file
from app.scenarios.reading import LARGEST, read
from app.scenarios.scenario import ScenarioError
from app.scenarios.words import problem_words
from app.texts import text
from app.workers.threads import working

BEGINS = b"[[scenario"  # what every file of scenarios has


class ScenarioFilesWorker(QObject):
    """Does one job after the other on a daemon thread, which begins with the first and ends with `stop`.

    Signals:
        read: the Path of a file, and its scenarios, a tuple.
        unreadable: the Path of a file, and what is wrong with it, in words; it is left as it is.
        written: the Path of a report.
        unwritten: the Path of a report, and why it is not there, in words.
    """

    read = Signal(object, object)
    unreadable = Signal(object, str)
    written = Signal(object)
    unwritten = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: threading.Thread | None = None
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()

    def open(self, paths: Iterable[Path]) -> None:
        """Read files: `read` or `unreadable` for each."""
        for path in paths:
            self._put(lambda path=path: self._read(path))  # type: ignore[misc]

    def report(self, kind: str, path: Path, checked: Sequence[Checked]) -> None:
        """Write what came of scenarios, redacted, as "junit" or "html": `written` or `unwritten`."""
        given = tuple(checked)
        self._put(lambda: self._write(kind, path, given))

    def stop(self) -> None:
        """Let the thread end after its jobs; does not wait."""
        self._jobs.put(None)

    def _put(self, job: Callable[[], None]) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="scenario files", daemon=True)
            self._thread.start()
        self._jobs.put(job)

    def _read(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                found = read(file.read(LARGEST + 1), path.name)
        except OSError as error:
            words = text("run.cannot_read", file=path.name, reason=error.strerror or error)
            self.unreadable.emit(path, words)
        except ScenarioError as error:
            self.unreadable.emit(path, problem_words(error))
        else:
            self.read.emit(path, found)

    def _write(self, kind: str, path: Path, checked: Sequence[Checked]) -> None:
        try:
            replace_file(path, _writer(kind)(redact_checked(checked)).encode())
        except OSError as error:
            self.unwritten.emit(path, text("run.cannot_write", file=path.name, reason=error.strerror or error))
        else:
            self.written.emit(path)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            with working(self, "a job on scenarios"):
                job()


def is_scenarios(path: Path) -> bool:
    """Say whether a file looks like one of scenarios, right or wrong."""
    try:
        if path.suffix.lower() != ".toml" or not path.is_file():
            return False
        with path.open("rb") as file:
            return BEGINS in file.read(LARGEST)
    except OSError:
        return False  # who opens the other kinds of files says what is wrong with it


def _writer(kind: str) -> Callable[[Sequence[Checked]], str]:
    if kind == "junit":
        from app.exporters.junit import junit_of_scenarios

        return junit_of_scenarios
    from app.exporters.html import html_of_scenarios  # Jinja2 takes its time

    return html_of_scenarios
