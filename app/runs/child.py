"""`child`: does sign-ins for the process that started it, one after the other: jobs come on stdin, events go to stdout.

Nothing but lines (app/runs/lines.py) ever goes to stdout: what else is printed there goes to stderr. It ends when its
stdin closes, in the middle of a sign-in, too: whoever started it is gone, or wants no more. Ctrl+C does not end it: its
parent does, and tells what is done.
"""

import argparse
import logging
import os
import queue
import signal
import sys
import threading
import time
from pathlib import Path

from app.bug_report import bug_report
from app.folders import folders
from app.runs.lines import end_line, event_line, job_of, lines_from
from app.runs.scenario import Job, ScenarioRun
from app.runs.vault_access import VaultAccess, system_vault
from app.transcript.events import Ended, Event

log = logging.getLogger(__name__)
NICENESS = 5  # the window, and the practice pool that answers, come first
TOGETHER = 0.02  # seconds in which lines are gathered, to be written at once
BROKEN = 1  # exit status: nobody can hear it, or what it hears is no job


def main(arguments: list[str]) -> int:
    """Do jobs until stdin closes; never returns before."""
    parser = argparse.ArgumentParser(prog="child", description="Does sign-ins for another process of this program.")
    parser.add_argument("--home", type=Path)
    _, data = folders(parser.parse_args(arguments).home)
    outlet = Outlet(_claim_stdout())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to everybody
    if sys.platform != "win32":
        os.nice(NICENESS)
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(jobs,), name="jobs", daemon=True).start()
    threading.Thread(target=outlet.work, name="outlet", daemon=True).start()
    _warm_up()
    access = system_vault(data)
    while True:
        _do(jobs.get(), access, outlet)


class Outlet:
    """Writes lines from a thread of its own: those that come within a moment at once, so that the reader wakes once."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._lines: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def put(self, line: bytes) -> None:
        """Write a line soon."""
        self._lines.put(line)

    def work(self) -> None:
        """Write for ever; where nobody can hear it any more, this process has no use."""
        while True:
            gathered = [self._lines.get()]
            time.sleep(TOGETHER)
            while not self._lines.empty():
                gathered.append(self._lines.get())
            _write(self._descriptor, b"".join(gathered))


def _do(job: Job, access: VaultAccess, outlet: Outlet) -> None:
    """Do one job; whatever happens, it ends."""

    def emit(event: Event) -> None:
        outlet.put(event_line(job.job_id, event))

    try:
        ScenarioRun(job, secrets=access, emit=emit).run()
    except Exception as error:  # noqa: BLE001 - the jobs after it are done all the same
        report = bug_report(error)
        log.error("a scenario ended by a fault of this program:\n%s", report)
        emit(Ended(at=time.time(), reason="bug", code=type(error).__name__, message=report))
    outlet.put(end_line(job.job_id))


def _read(jobs: "queue.SimpleQueue[Job]") -> None:
    """Take jobs as they come; the end of stdin ends the process at once, whatever it is doing."""
    status = 0
    try:
        for lines in lines_from(0):
            for line in lines:
                jobs.put(job_of(line))
    except Exception as error:  # noqa: BLE001 - the parent is told by the end of this process
        log.error("a job could not be read:\n%s", bug_report(error))
        status = BROKEN
    _end(status)


def _warm_up() -> None:
    """Import what the first sign-in would wait for otherwise."""
    from app.cognito.client import service_model

    service_model()


def _claim_stdout() -> int:
    """Return the descriptor of the parent's pipe; what is printed from now on goes to stderr."""
    own = os.dup(1)
    os.dup2(2, 1)
    return own


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    try:
        while view:
            view = view[os.write(descriptor, view) :]
    except OSError:
        _end(BROKEN)


def _end(status: int) -> None:
    sys.stderr.flush()
    os._exit(status)
