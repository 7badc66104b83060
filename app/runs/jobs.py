"""Many sign-ins, each in a child process: several at once, yet never two of one user, and nobody is locked out by them.

Threads would stall a window that is in use; processes do not. The order of the jobs is kept as far as users are free:
who waits for a user lets others pass, and jobs of one user never pass each other.
"""

import logging
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Event as Flag

from app.bug_report import bug_report
from app.errors import TranscriptError
from app.runs.children import Child, child_command
from app.runs.lines import Heard, heard
from app.runs.scenario import Job
from app.runs.sign_in import new_run_id
from app.runs.users import Known, Rules, Users
from app.scenarios.judging import Judgement, judge
from app.transcript.events import END, Ended, Event, Started
from app.transcript.opened import UNFINISHED

log = logging.getLogger(__name__)
PATIENCE = 120.0  # seconds that a job may take, beside the time in which its profile gives a call up
MOMENT = 0.05  # seconds after which it is looked whether all was cancelled
__all__ = ["Rules", "Told", "default_workers", "run_jobs"]
CHILD = "child"  # the reason of an end that the process came to, and not the sign-in; its codes are these three
NOT_STARTED, DIED, PATIENCE_OVER = "not_started", "died", "patience"
BUDGET, CANCELLED = "budget", "cancelled"  # why a job was skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who is told of what: the events of each job in their order, then its judgement; or why it was skipped.

    All are called in the thread of `run_jobs`. A job that was under way when all was cancelled has its events, the last
    of which says so, and is skipped: nobody knows what would have come of it.
    """

    on_event: Callable[[str, Event], None]
    on_end: Callable[[str, Judgement], None]
    on_skip: Callable[[str, str], None]


def default_workers() -> int:
    """Return how many sign-ins run at once where nobody says otherwise."""
    return min(4, os.cpu_count() or 1)


def run_jobs(
    jobs: Sequence[Job],
    *,
    told: Told,
    cancelled: Flag,
    rules: Rules | None = None,
    workers: int | None = None,
    command: tuple[str, ...] = (),
    patience: float = PATIENCE,
    known: Known | None = None,
) -> None:
    """Run jobs; return when all have ended or were skipped, and no child is left. Raises nothing of theirs.

    Its caller brings the thread. `command` starts a child, see `child_command`. `known` is what
    batches know together: failed attempts before this one, and who signs in or rests now.
    """
    users = Users(rules or Rules(), known)
    batch = _Batch(jobs, told, users, workers or default_workers(), command or child_command(), patience)
    try:
        while batch.goes_on and not cancelled.is_set():
            batch.turn()
    finally:
        batch.stop()


@dataclass(slots=True)
class _Going:
    """A job under way."""

    job: Job
    deadline: float
    events: list[Event] = field(default_factory=list)


class _Batch:
    """The state of one `run_jobs`."""

    def __init__(
        self, jobs: Sequence[Job], told: Told, users: Users, workers: int, command: tuple[str, ...], patience: float
    ) -> None:
        self._waiting = list(jobs)
        self._told = told
        self._users = users
        self._workers = max(1, workers)
        self._command = command
        self._patience = patience
        self._said: SimpleQueue[tuple[Child, list[bytes] | None]] = SimpleQueue()
        self._idle: list[Child] = []
        self._going: dict[Child, _Going] = {}

    @property
    def goes_on(self) -> bool:
        """Whether a job is under way or waits."""
        return bool(self._waiting or self._going)

    def turn(self) -> None:
        """Begin what may begin, hear what is said within a moment, end what takes too long."""
        self._begin()
        self._hear()
        for child, going in list(self._going.items()):
            if time.monotonic() >= going.deadline:
                child.kill()
                self._cut_off(child, PATIENCE_OVER, f"{self._may_take(going.job):g} s")

    def stop(self) -> None:
        """End the children, in the middle of their jobs, too; whatever has not ended is skipped."""
        for child in self._going:
            child.kill()
        for child in self._idle:
            child.dismiss()
        for child, going in list(self._going.items()):
            self._end_with(going, Ended(at=time.time(), reason=CANCELLED))
            self._users.done(going.job, going.events)
            self._told.on_skip(going.job.job_id, CANCELLED)
            child.reap()
        for child in self._idle:
            child.reap()
        for job in self._waiting:
            self._told.on_skip(job.job_id, CANCELLED)
        self._going, self._idle, self._waiting = {}, [], []

    def _begin(self) -> None:
        while len(self._going) < self._workers:
            job = self._users.free(self._waiting, (going.job for going in self._going.values()))
            if job is None:
                return
            self._waiting.remove(job)
            if self._users.is_spent(job):
                self._users.leave(job)
                self._told.on_skip(job.job_id, BUDGET)
            else:
                self._start(job)

    def _start(self, job: Job) -> None:
        going = _Going(job=job, deadline=time.monotonic() + self._may_take(job))
        try:
            child = self._idle.pop() if self._idle else Child(self._command, self._said)
        except OSError as error:
            self._end_with(going, Ended(at=time.time(), reason=CHILD, code=NOT_STARTED, message=error.strerror or ""))
            self._judge(going)
            return
        self._going[child] = going
        child.give(job)

    def _may_take(self, job: Job) -> float:
        return self._patience + (job.profile.connect_seconds or 0) + (job.profile.read_seconds or 0)

    def _hear(self) -> None:
        try:
            child, lines = self._said.get(timeout=MOMENT)
        except Empty:
            return
        if lines is None:
            self._lost(child)
            return
        for line in lines:
            self._take(child, line)

    def _take(self, child: Child, line: bytes) -> None:
        going = self._going.get(child)
        if going is None:  # it was given up
            return
        try:
            said: Heard = heard(line)
        except (TranscriptError, ValueError) as error:
            log.error("a child said what is no line of ours:\n%s", bug_report(error))
            return
        if said.job_id != going.job.job_id:
            return
        if said.event is not None:
            self._happened(going, said.event)
            return
        del self._going[child]
        self._idle.append(child)
        self._end_with(going, Ended(at=time.time(), reason=UNFINISHED))
        self._judge(going)

    def _lost(self, child: Child) -> None:
        """A process has ended: its job with it, where it had one."""
        if child in self._idle:
            self._idle.remove(child)
            child.reap()
        elif child in self._going:
            self._cut_off(child, DIED, child.how_it_ended())

    def _cut_off(self, child: Child, code: str, message: str) -> None:
        going = self._going.pop(child)
        child.reap()
        self._end_with(going, Ended(at=time.time(), reason=CHILD, code=code, message=message))
        self._judge(going)

    def _end_with(self, going: _Going, end: Ended) -> None:
        """Give a run an end where it did not come to one by itself."""
        if not going.events:
            self._happened(going, _started(going.job, end.at))
        self._happened(going, end)

    def _happened(self, going: _Going, event: Event) -> None:
        if going.events and isinstance(going.events[-1], END):  # nothing comes after the end of a run
            return
        going.events.append(event)
        self._told.on_event(going.job.job_id, event)

    def _judge(self, going: _Going) -> None:
        self._users.done(going.job, going.events)
        self._told.on_end(going.job.job_id, judge(going.job.scenario, going.events))


def _started(job: Job, at: float) -> Started:
    return Started(
        at=at, run_id=new_run_id(), flow=job.scenario.flow, profile=job.profile.name, profile_id=job.profile.id,
        user=job.scenario.user,
    )  # fmt: skip
