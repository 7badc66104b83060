"""Runs many sign-ins behind the window: in child processes, told to the window a little at a time."""

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.runs.jobs import Rules, Told, default_workers, run_jobs
from app.runs.scenario import Job
from app.runs.users import Known
from app.scenarios.judging import Judgement
from app.transcript.events import Event
from app.workers.threads import working

EVERY = 50  # milliseconds between two looks at what came
SOON = 10  # the same where not all of it was told
SLICE = 0.008  # seconds that the window's thread gives to it each time
TOGETHER = 16  # events of one job that are told at once, at most
FORGETS = 0.95  # by how much the dearest event of late counts less with each tuple
News = tuple[str, Event | Judgement | str]  # of a job: an event, its judgement, or why it was skipped


class JobsWorker(QObject):
    """One batch of jobs at a time, on a daemon thread; the children end with this process, whatever becomes of it.

    What comes is told every 50 ms, and no longer than a slice of a moment each time: whatever a hundred sign-ins say at
    once, the window moves. The order is kept. `command` starts a child, see `child_command`; `known` is
    what all batches of the program know of users.

    Signals:
        event_happened: a job's id, and a tuple of its next events.
        ended: a job's id, and its Judgement; all its events came before.
        skipped: a job's id, and why: "budget" or "cancelled".
        finished: all jobs have ended or were skipped, and all is told.
    """

    event_happened = Signal(str, object)
    ended = Signal(str, object)
    skipped = Signal(str, str)
    finished = Signal()
    _done = Signal()  # from the thread, queued to the slot below

    def __init__(
        self, parent: QObject | None = None, command: tuple[str, ...] = (), known: Known | None = None
    ) -> None:
        super().__init__(parent)
        self._command = command
        self._known = known if known is not None else Known()
        self._news: deque[News] = deque()
        self._cancelled = threading.Event()
        self._thread: threading.Thread | None = None
        self._over = True  # nothing runs, and all is told
        self._thread_over = True
        self._cost = SLICE  # seconds that an event took whoever is told, at most of late
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self._tell)
        self._done.connect(self._on_done)

    @property
    def is_running(self) -> bool:
        """Whether a batch is under way, or not all told yet."""
        return not self._over

    def start(self, jobs: Sequence[Job], workers: int | None = None, rules: Rules | None = None) -> None:
        """Start a batch, unless one is under way; returns at once."""
        if not self._over:
            return
        self._over = self._thread_over = False
        self._cancelled = threading.Event()
        self.destroyed.connect(self._cancelled.set)
        given = (tuple(jobs), workers or default_workers(), rules or Rules(), self._cancelled)
        self._thread = threading.Thread(target=self._run, args=given, name="jobs", daemon=True)
        self._thread.start()
        self._timer.start()

    def cancel(self) -> None:
        """End what is under way at once, and begin nothing more; what is done stays. Does not wait."""
        self._cancelled.set()

    def _run(self, jobs: Sequence[Job], workers: int, rules: Rules, cancelled: threading.Event) -> None:
        put: Callable[[str, Event | Judgement | str], None] = lambda job_id, news: self._news.append((job_id, news))  # noqa: E731
        told = Told(on_event=put, on_end=put, on_skip=put)
        try:
            run_jobs(
                jobs, told=told, cancelled=cancelled, rules=rules, workers=workers, command=self._command,
                known=self._known,
            )  # fmt: skip
        finally:
            with working(self, "sign-ins in child processes"):
                self._done.emit()

    @Slot()
    def _on_done(self) -> None:
        self._thread_over = True

    @Slot()
    def _tell(self) -> None:
        until = time.perf_counter() + SLICE
        while self._news and time.perf_counter() < until:
            self._tell_next()
        if self._news:
            self._look_again_in(SOON)  # there is more than a slice of it: what the person does comes in between
            return
        self._look_again_in(EVERY)
        if self._thread_over:
            self._timer.stop()
            self._over = True
            self.finished.emit()

    def _look_again_in(self, milliseconds: int) -> None:
        if self._timer.interval() != milliseconds:
            self._timer.setInterval(milliseconds)

    def _tell_next(self) -> None:
        job_id, news = self._news.popleft()
        match news:
            case Event():
                self._tell_events(job_id, news)
            case Judgement():
                self.ended.emit(job_id, news)
            case _:
                self.skipped.emit(job_id, news)

    def _tell_events(self, job_id: str, first: Event) -> None:
        """Tell an event with those that follow it and are of the same job, as many as a slice has room for."""
        room = max(1, min(TOGETHER, int(SLICE / max(self._cost, 1e-6))))
        found = [first]
        while self._news and len(found) < room:
            its, news = self._news[0]
            if its != job_id or not isinstance(news, Event):
                break
            self._news.popleft()
            found.append(news)
        began = time.perf_counter()
        self.event_happened.emit(job_id, tuple(found))
        self._cost = max((time.perf_counter() - began) / len(found), self._cost * FORGETS)
