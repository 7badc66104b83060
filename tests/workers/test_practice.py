"""The practice pool's process: started, watched, reset, and gone with whoever started it, kill -9 included."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from app.auth.steps import Answer, Call
from app.cognito.client import CognitoApi
from app.cognito.reach import Reach
from app.runs import practice_process
from app.runs.practice_profiles import PracticeUser
from app.runs.sign_in import SignInRequest
from app.secret import Secret
from app.transcript.events import SignedIn
from app.workers import practice
from app.workers.practice import PracticeWorker
from app.workers.sign_in import SignInRun
from tests.helpers.practice_pool import ROOT
from tests.helpers.runs_of import memory_access
from tests.helpers.waiting import wait_for

WITH_FLAG = (b"practice", b"--until-stdin-closes")
START = 30_000  # milliseconds, on a busy machine


class Heard:
    """Collects what the worker says."""

    def __init__(self, worker):
        self.profiles, self.users, self.failures, self.inboxes, self.codes, self.resets = [], None, [], [], [], []
        self.deaths = []
        worker.started.connect(self.on_started)
        worker.failed.connect(self.failures.append)
        worker.died.connect(self.deaths.append)
        worker.inbox_changed.connect(self.inboxes.append)
        worker.authenticators_changed.connect(self.codes.append)
        worker.was_reset.connect(lambda: self.resets.append(True))

    def on_started(self, profiles, users):
        self.profiles, self.users = profiles, users

    def profile(self, name):
        return next(profile for profile in self.profiles if profile.name == name)


@pytest.fixture
def work(qapp, qtbot, monkeypatch):
    """Make workers; their processes are gone afterwards."""
    monkeypatch.setattr(practice, "POLL", 0.05)
    workers = []

    def make(*command):
        worker = PracticeWorker(command=command)
        workers.append(worker)
        heard = Heard(worker)
        worker.start()
        return worker, heard

    yield make
    for worker in workers:
        worker.stop()
    qtbot.waitUntil(
        lambda: not [thread for thread in threading.enumerate() if thread.name == "practice"], timeout=START
    )
    assert all(worker._process is None or worker._process.poll() is not None for worker in workers)


def started(work, qtbot):
    worker, heard = work()
    qtbot.waitUntil(lambda: bool(heard.profiles) or bool(heard.failures), timeout=START)
    assert heard.failures == []
    return worker, heard


def test_it_announces_a_profile_for_each_app_client_and_the_users(work, qtbot):
    _, heard = started(work, qtbot)
    names = [profile.name for profile in heard.profiles]
    assert names[0] == "practice / public-all"
    assert {"practice / confidential", "practice / srp-only", "practice / legacy-values"} <= set(names)
    assert len({profile.id for profile in heard.profiles}) == len(names)
    for profile in heard.profiles:
        profile.check()
        assert profile.practice
    assert heard.profile("practice / confidential").client_secret is not None
    assert heard.profile("practice / srp-only").explicit_auth_flows is not None
    assert all(isinstance(user, PracticeUser) for user in heard.users)
    assert {"plain", "totp", "sms", "email"} <= {user.username for user in heard.users}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_its_command_line_and_environment_hold_no_secret_but_the_token_for_its_control(work, qtbot, monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "person-secret")
    worker, heard = started(work, qtbot)
    place = Path(f"/proc/{worker._process.pid}")
    command = [str(practice_process.MAIN).encode(), *WITH_FLAG, b""]
    assert place.joinpath("cmdline").read_bytes().split(b"\0")[1:] == command
    given = dict(each.split(b"=", 1) for each in place.joinpath("environ").read_bytes().split(b"\0") if each)
    ours = {os.fsencode(name): os.fsencode(value) for name, value in os.environ.items()}
    added = {name for name, value in given.items() if ours.get(name) != value}
    assert added == {b"PRACTICE_CONTROL_TOKEN"}
    assert not [name for name in given if name.startswith(b"AWS_")]
    assert heard.profile("practice / confidential").client_secret.reveal().encode() not in b"".join(given.values())


def test_a_sign_in_works_against_it_and_its_code_comes_to_the_inbox(work, qtbot):
    worker, heard = started(work, qtbot)
    values = {"username": "sms", "password": Secret("Practice1!")}
    request = SignInRequest(
        profile=heard.profile("practice / public-all"), flow="user_srp", credentials=Answer(values=values), save=True
    )
    run = SignInRun(request, memory_access()[0])
    asked, events = [], []
    run.challenge_asked.connect(asked.append)
    run.event_happened.connect(events.append)
    run.start()
    qtbot.waitUntil(lambda: bool(asked) or run.ended, timeout=START)
    assert [ask.name for ask in asked] == ["SMS_MFA"], events
    worker.poll()
    qtbot.waitUntil(lambda: any(message.medium == "SMS" for inbox in heard.inboxes for message in inbox))
    run.answer(Answer(values={"SMS_MFA_CODE": heard.inboxes[-1][-1].code}))
    qtbot.waitUntil(lambda: run.ended, timeout=START)
    assert isinstance(events[-1], SignedIn), events[-1]


def test_authenticators_and_their_seconds_come_again_and_again(work, qtbot):
    _, heard = started(work, qtbot)
    qtbot.waitUntil(lambda: len(heard.codes) > 2)
    code = heard.codes[-1][0]
    assert code.code.isdecimal()
    assert 0 < code.seconds_left <= 30


def test_reset_brings_the_seed_back(work, qtbot):
    worker, heard = started(work, qtbot)
    profile = heard.profile("practice / public-all")
    api = CognitoApi(Reach(region="us-east-1", endpoint_url=profile.endpoint_url, practice=True))
    user = {"UserPoolId": profile.user_pool_id, "Username": "plain"}
    api(Call(operation="AdminDeleteUser", params=user))
    worker.reset()
    qtbot.waitUntil(lambda: bool(heard.resets))
    assert api(Call(operation="AdminGetUser", params=user)).body["Username"] == "plain"


def test_stop_ends_the_process_at_once_and_is_no_failure(work, qtbot):
    worker, heard = started(work, qtbot)
    process = worker._process
    began = time.monotonic()
    worker.stop()
    assert time.monotonic() - began < 0.5
    qtbot.waitUntil(lambda: process.poll() is not None)
    qtbot.waitUntil(lambda: not [thread for thread in threading.enumerate() if thread.name == "practice"])
    assert heard.failures == []


def test_stop_before_it_has_started_ends_it_too(work, qtbot):
    worker, heard = work()
    worker.stop()
    qtbot.waitUntil(
        lambda: not [thread for thread in threading.enumerate() if thread.name == "practice"], timeout=START
    )
    assert heard.failures == []


def test_a_process_that_dies_is_told_once_and_can_be_started_again(work, qtbot):
    worker, heard = started(work, qtbot)
    first = worker._process.pid
    os.kill(first, signal.SIGKILL)
    qtbot.waitUntil(lambda: bool(heard.deaths), timeout=START)
    heard.profiles = []
    worker.start()
    qtbot.waitUntil(lambda: bool(heard.profiles), timeout=START)
    assert heard.deaths == ["signal 9"]
    assert heard.failures == []
    assert worker._process.pid != first
    seen = len(heard.codes)
    qtbot.waitUntil(lambda: len(heard.codes) > seen)


def test_a_process_that_is_there_is_not_started_twice(work, qtbot):
    worker, _ = started(work, qtbot)
    process = worker._process
    worker.start()
    assert [thread.name for thread in threading.enumerate()].count("practice") == 1
    assert worker._process is process


START_LATER = """
import pathlib, runpy, sys
if not pathlib.Path(sys.argv[1]).exists():
    sys.exit(3)
sys.argv = ["main.py", "practice", "--until-stdin-closes"]
runpy.run_path("main.py", run_name="__main__")
"""


def test_a_process_that_did_not_start_can_be_started_again(work, qtbot, tmp_path):
    there = tmp_path / "there"
    worker, heard = work(sys.executable, "-c", START_LATER, str(there))
    qtbot.waitUntil(lambda: bool(heard.failures), timeout=START)
    there.touch()
    worker.start()
    qtbot.waitUntil(lambda: bool(heard.profiles), timeout=START)
    assert heard.failures == ["exit status 3"]


def test_a_process_that_does_not_end_when_asked_to_is_killed(work, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(practice_process, "PATIENCE", 0.1)
    told = tmp_path / "pid"
    program = f"import os, time; open({str(told)!r}, 'w').write(str(os.getpid())); print('no json', flush=True); "
    _, heard = work(sys.executable, "-c", program + "time.sleep(60)")
    qtbot.waitUntil(lambda: bool(heard.failures), timeout=START)
    pid = int(told.read_text())
    qtbot.waitUntil(lambda: not Path(f"/proc/{pid}").exists(), timeout=START)
    assert len(heard.failures) == 1


@pytest.mark.parametrize(
    ("program", "says"),
    [
        ("import sys; sys.exit(3)", "3"),
        ("print('no json')", "JSON"),
        ("print('{}')", ""),
        ("print('[]')", ""),
        (
            'print(\'{"endpoint": "http://127.0.0.1:9", "user_pools": [{"id": "us-east-1_X", "name": "n", '
            '"clients": [{"id": "c", "name": "c"}], "users": []}]}\')',
            "DescribeUserPoolClient",
        ),
    ],
)
def test_a_process_that_does_not_start_well_is_told_once(program, says, work, qtbot):
    _, heard = work(sys.executable, "-c", program)
    qtbot.waitUntil(lambda: bool(heard.failures), timeout=START)
    assert len(heard.failures) == 1
    assert says in heard.failures[0]
    assert heard.profiles == []


def test_a_program_that_is_not_there_is_told(work, qtbot):
    _, heard = work("/no/such/program")
    qtbot.waitUntil(lambda: bool(heard.failures))
    assert "/no/such/program" in heard.failures[0]


def test_a_pool_that_is_busy_for_long_is_not_given_up(work, qtbot, monkeypatch):
    worker, heard = started(work, qtbot)
    real, timed_out = worker._client.new_messages, []

    def busy():
        if len(timed_out) < 3:
            timed_out.append(True)
            raise OSError("Read timed out.")
        return real()

    monkeypatch.setattr(worker._client, "new_messages", busy)
    qtbot.waitUntil(lambda: len(timed_out) == 3)
    seen = len(heard.codes)
    qtbot.waitUntil(lambda: len(heard.codes) > seen + 1)
    assert heard.failures == []
    assert worker._process.poll() is None


def announced_by(process):
    return json.loads(process.stdout.readline())


def test_the_pool_ends_when_its_stdin_closes():
    command = [sys.executable, "main.py", "practice", "--until-stdin-closes"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert announced_by(process)["endpoint"].startswith("http://127.0.0.1:")
        process.stdin.close()
        assert process.wait(10) == 0


PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "main.py", "practice", "--until-stdin-closes"],
    stdin=subprocess.PIPE, stdout=subprocess.PIPE)
line = child.stdout.readline()
print(child.pid, flush=True)
sys.stdin.read()
"""


def test_the_pool_ends_when_its_parent_is_killed():
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        pid = int(parent.stdout.readline())
        assert os.path.exists(f"/proc/{pid}")
        os.kill(parent.pid, signal.SIGKILL)
        wait_for(lambda: not alive(pid), "the practice pool to end with its parent", 10)


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
