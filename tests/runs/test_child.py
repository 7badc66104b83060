"""The child process itself: signs in at the practice pool, says lines and nothing else, and is gone with its parent."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app.auth.tokens import claims
from app.runs.children import child_command
from app.runs.jobs import run_jobs
from app.runs.lines import heard, job_line, lines_from
from app.runs.scenario import PracticeAccess
from app.secret import Secret
from app.transcript.events import SignedIn, TokensReceived
from tests.helpers.jobs_of import Heard, job
from tests.helpers.little_server import little_server, never_answers
from tests.helpers.practice_desk import PUBLIC
from tests.helpers.practice_pool import ROOT
from tests.helpers.processes import end
from tests.helpers.runs_of import profile_at
from tests.helpers.waiting import wait_for

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
PRINTS = """
import sys
from app.runs import child
before = child.ScenarioRun.run
def run(self):
    print("printed by whoever")
    before(self)
    if self._job.job_id == "broken":
        raise ValueError("with a secret in it")
child.ScenarioRun.run = run
sys.exit(child.main(sys.argv[1:]))
"""
# Stands for a program that runs jobs: it says who its child is once that is under way.
PARENT = """
import sys, threading
from app.runs.children import Child, child_command
from app.runs.jobs import run_jobs
from tests.helpers.jobs_of import Heard, job
from tests.helpers.runs_of import profile_at
start = Child.__init__
def begin(self, *given):
    start(self, *given)
    print(self._process.pid, flush=True)
Child.__init__ = begin
jobs = [job("never", profile=profile_at(sys.argv[1]))]
run_jobs(jobs, told=Heard().told, cancelled=threading.Event())
"""


def gone(pid):
    """Whether a process has ended, as far as this one can see; one that nobody waited for counts as gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] == "Z"
    except FileNotFoundError:
        return True


def begun(*command, **more):
    return subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more
    )


def jobs_at(desk, *names, **more):
    access = PracticeAccess(endpoint=desk.pool.endpoint, token=Secret(desk.pool.token))
    return [job(name, profile=desk.profiles[PUBLIC], practice=access, **more) for name in names]


def test_it_signs_in_and_its_tokens_come_as_secrets(desk, tmp_path):
    told = Heard()
    run_jobs(
        jobs_at(desk, "one", "two", flow="user_srp"), told=told.told, cancelled=threading.Event(),
        command=child_command(tmp_path),
    )  # fmt: skip
    for name in ("one", "two"):
        assert isinstance(told.of(name)[-1], SignedIn)
        (received,) = [event for event in told.of(name) if isinstance(event, TokensReceived)]
        assert claims(received.tokens.access_token)["username"] == "plain"
        assert told.ended(name).passed


def test_what_is_printed_in_it_goes_to_stderr_and_a_fault_ends_only_its_own_job(desk):
    with begun(sys.executable, "-c", PRINTS) as child:
        for each in jobs_at(desk, "broken", "fine"):
            child.stdin.write(job_line(each))
        child.stdin.flush()
        said = []
        for lines in lines_from(child.stdout.fileno()):
            said += map(heard, lines)
            if sum(each.event is None for each in said) == 2:
                break
        child.stdin.close()
        assert child.wait(10) == 0
        complaints = child.stderr.read().decode()
    assert complaints.count("printed by whoever") == 2
    assert "ValueError" in complaints
    assert "with a secret" not in complaints
    ends = {each.job_id: each for each in said if isinstance(each.event, SignedIn)}
    assert "fine" in ends


def test_a_line_that_is_no_job_ends_it(tmp_path):
    done = subprocess.run(child_command(tmp_path), input=b"no job\n", capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == 1
    assert done.stdout == b""
    assert b"could not be read" in done.stderr


def test_it_ends_when_its_stdin_closes_in_the_middle_of_a_sign_in(tmp_path):
    with little_server(never_answers) as server, begun(*child_command(tmp_path)) as child:
        child.stdin.write(job_line(job("never", profile=profile_at(server.url))))
        child.stdin.flush()
        wait_for(lambda: server.received, "the call")
        child.stdin.close()
        assert child.wait(10) == 0
        assert child.stderr.read() == b""


@LINUX
def test_no_child_outlives_a_parent_that_was_killed():
    with little_server(never_answers) as server, begun(sys.executable, "-c", PARENT, server.url) as parent:
        try:
            pid = int(parent.stdout.readline())
            wait_for(lambda: server.received, "the call")
            assert not gone(pid)
            os.kill(parent.pid, signal.SIGKILL)
            wait_for(lambda: gone(pid), "the child to end")
        finally:
            end(parent)


@LINUX
def test_no_secret_is_in_its_arguments_environment_or_files(tmp_path):
    secret = "A secret password of 2026!"
    profile = profile_at("http://127.0.0.1:1", client_secret=Secret("client secret of 2026"))
    with little_server(never_answers) as server, begun(*child_command(tmp_path)) as child:
        at = profile_at(server.url, client_secret=profile.client_secret)
        child.stdin.write(job_line(job("never", profile=at, password=secret)))
        child.stdin.flush()
        wait_for(lambda: server.received, "the call")
        place = Path(f"/proc/{child.pid}")
        seen = place.joinpath("cmdline").read_bytes() + place.joinpath("environ").read_bytes()
        child.stdin.close()
        child.wait(10)
    seen += b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"of 2026" not in seen


def test_ctrl_c_does_not_end_it(tmp_path):
    with little_server(never_answers) as server, begun(*child_command(tmp_path)) as child:
        child.stdin.write(job_line(job("never", profile=profile_at(server.url))))
        child.stdin.flush()
        wait_for(lambda: server.received, "the call")
        child.send_signal(signal.SIGINT)
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(0.3)
        child.stdin.close()
        assert child.wait(10) == 0
