"""A child process that plays sign-ins: what becomes of one is its scenario's name. No network, no practice pool."""

import os
import sys
import threading
import time

from app.runs.lines import end_line, event_line, job_of, lines_from
from app.transcript.events import Ended, SignedIn, Started
from tests.helpers import sample_runs as sample

COMMAND = (sys.executable, "-m", "tests.helpers.fake_child")


def main() -> None:
    """Play whatever comes on stdin."""
    threading.Thread(target=_end_with_stdin, daemon=True).start()
    while True:
        job = job_of(_jobs.pop(0)) if _wait() else None
        if job is not None:
            _play(job)


def _play(job):
    """Say what happens in a job."""
    act, _, rest = job.scenario.name.partition(" ")
    if act == "silent":  # not even a beginning
        os._exit(7)
    _say(job, _started(job))
    if act == "die":
        os._exit(7)
    if act == "stray":
        os.write(1, b"a stray line\n{}\n")
    if act == "hang":
        threading.Event().wait()
    if act == "slow":
        threading.Event().wait(1.0)
    if act == "refused":
        _refused(job)
    elif act == "endless":
        pass
    elif act == "asked":
        _say(job, Ended(at=time.time(), reason="unanswered", code=rest))
    else:
        _say(job, SignedIn(at=time.time(), username=f"{os.getpid()}"))
    if act == "late":
        _say(job, Ended(at=time.time(), reason="bug"))
    os.write(1, end_line(job.job_id))


def _refused(job):
    """A wrong password, as Cognito says it."""
    now = time.time()
    message = "Incorrect username or password."
    _say(job, sample.called(1, "InitiateAuth", {"AuthFlow": "USER_PASSWORD_AUTH"}, now))
    _say(job, sample.refused(1, "InitiateAuth", "NotAuthorizedException", message, now, 0.1))
    _say(job, Ended(at=now, reason="refused", code="NotAuthorizedException", message=message))


def _started(job):
    return Started(
        at=time.time(), run_id=f"run-{job.job_id}", flow=job.scenario.flow, profile=job.profile.name,
        profile_id=job.profile.id, user=job.scenario.user,
    )  # fmt: skip


def _say(job, event):
    os.write(1, event_line(job.job_id, event))


_jobs: list[bytes] = []
_there = threading.Event()


def _wait() -> bool:
    while not _jobs:
        _there.wait()
        _there.clear()
    return True


def _end_with_stdin() -> None:
    for lines in lines_from(0):
        _jobs.extend(lines)
        _there.set()
    os._exit(0)


if __name__ == "__main__":
    main()
