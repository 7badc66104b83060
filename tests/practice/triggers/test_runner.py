"""The child process of the triggers: it survives whatever the functions do, and ends with the pool."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from app.practice.triggers import runner as runners
from app.practice.triggers.runner import FunctionFailed, FunctionTimedOut, FunctionUnknown, Runner, TriggerFileError

ROOT = Path(__file__).resolve().parents[3]
FUNCTIONS = """
import os, sys, time

calls = 0

def echo(event, context):
    return event

def count(event, context):
    global calls
    calls += 1
    return calls

def chatty(event, context):
    print("to stdout", flush=True)
    os.write(1, b'{"result": "forged"}\\n')
    print("to stderr", file=sys.stderr)
    return "said"

def reads_stdin(event, context):
    return sys.stdin.read()

def raises(event, context):
    raise ValueError("no such thing")

def returns_a_set(event, context):
    return {1, 2}

def leaves(event, context):
    sys.exit(129)

def dies(event, context):
    os.kill(os.getpid(), 9)

def hangs(event, context):
    with open(event["log"], "a") as log:
        log.write("called\\n")
    time.sleep(600)

def names_itself(event, context):
    return [context.function_name, context.invoked_function_arn, context.get_remaining_time_in_millis() > 0]

def migrate_user(event, context):
    return "mine"

def _hidden(event, context):
    return 1
"""


@pytest.fixture
def make(tmp_path):
    """Makes runners for a file of the given content, and ends them."""
    made = []

    def make(content=FUNCTIONS, **options):
        path = tmp_path / f"mine{len(made)}.py"
        path.write_text(textwrap.dedent(content))
        made.append(Runner([path], **options))
        return made[-1]

    yield make
    for runner in made:
        runner.close()


def test_an_event_comes_back_as_it_went(make):
    event = {"name": "Zoë \U0001f511 \ud800", "n": 1.5, "none": None, "list": [True, {}]}
    assert make().run("echo", event) == event


def test_the_child_stays_warm(make):
    runner = make()
    assert [runner.run("count", {}) for _ in range(3)] == [1, 2, 3]


def test_public_functions_of_both_files_are_there_and_mine_win(make):
    runner = make()
    runner.start()
    assert {"define_auth_challenge", "echo", "migrate_user"} <= set(runner.functions)
    assert "_hidden" not in runner.functions
    assert "Any" not in runner.functions
    assert runner.run("migrate_user", {}) == "mine"


def test_prints_do_not_disturb_and_go_to_stderr(make, capfd):
    assert make().run("chatty", {}) == "said"
    captured = capfd.readouterr()
    assert "to stdout" in captured.err
    assert "to stderr" in captured.err
    assert captured.out == ""


def test_functions_find_nothing_on_stdin(make):
    assert make().run("reads_stdin", {}) == ""


def test_the_context_is_lambdas(make):
    arn = "arn:aws:lambda:us-east-1:000000000000:function:names_itself"
    assert make().run("names_itself", {}) == ["names_itself", arn, True]


@pytest.mark.parametrize(("function", "message"), [
    ("raises", r"^no such thing$"),
    ("returns_a_set", r"^Unable to marshal response: .*set"),
    ("leaves", r"^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: exit status 129$"),
    ("dies", r"^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: signal: killed$"),
])
def test_a_function_that_fails_is_reported_and_the_next_call_works(make, capfd, function, message):
    runner = make()
    with pytest.raises(FunctionFailed, match=message):
        runner.run(function, {})
    assert runner.run("echo", {"after": function}) == {"after": function}


def test_an_unknown_function_is_told(make):
    with pytest.raises(FunctionUnknown):
        make().run("nothing_here", {})


def test_a_hanging_function_gets_three_attempts_each_in_a_new_child(make, tmp_path):
    runner = make(attempt_seconds=0.3)
    runner.start()
    log = tmp_path / "log"
    with pytest.raises(FunctionTimedOut):
        runner.run("hangs", {"log": str(log)})
    assert log.read_text().count("called") == 3
    assert runner.run("echo", {}) == {}


@pytest.mark.parametrize(("content", "message"), [
    ("def good(event, context): pass\n\ndef bad(:\n", r"mine0\.py, line 3: "),
    ("import os\nraise RuntimeError('not today')\n", r"mine0\.py, line 2: RuntimeError: not today"),
    ("import sys\n\nsys.exit(3)\n", r"mine0\.py, line 3: SystemExit: 3"),
    ("import no_such_module\n", r"mine0\.py, line 1: ModuleNotFoundError: "),
    ("import os\nos._exit(1)\n", r"mine0\.py: the process that loads them ended"),
])
def test_a_file_that_cannot_be_loaded_is_named_with_its_line(make, content, message):
    with pytest.raises(TriggerFileError, match=message):
        make(content).start()


def test_a_file_that_is_not_there_is_named(tmp_path):
    runner = Runner([tmp_path / "nowhere.py"])
    with pytest.raises(TriggerFileError, match=r"nowhere\.py: No such file"):
        runner.start()
    runner.close()


def test_a_file_that_never_finishes_loading_is_told(make):
    with pytest.raises(TriggerFileError, match=r"not loaded within 0\.3 s"):
        make("import time\ntime.sleep(600)\n", load_seconds=0.3).start()


def test_a_closed_runner_starts_no_child(make):
    runner = make()
    runner.start()
    runner.close()
    with pytest.raises(FunctionFailed):
        runner.run("echo", {})


HOLDS_THE_INTERPRETER = "import re\ndef stuck(event, context):\n    return bool(re.match(r'(a+)+$', 'a' * 60 + 'b'))\n"
SLEEPS = "import time\ndef stuck(event, context):\n    time.sleep(600)\n"
POOL = """
import sys
sys.path.insert(0, sys.argv[2])
from app.practice.triggers.runner import Runner
runner = Runner([sys.argv[1]], attempt_seconds=1.5)
runner.start()
print(runner._child.process.pid, flush=True)
runner.run("stuck", {})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is not known there")
@pytest.mark.parametrize("content", [SLEEPS, HOLDS_THE_INTERPRETER], ids=["sleeps", "holds the interpreter"])
def test_the_child_ends_when_the_pool_is_killed_in_the_middle_of_a_call(tmp_path, content):
    path = tmp_path / "stuck.py"
    path.write_text(content)
    pool = subprocess.Popen([sys.executable, "-c", POOL, str(path), str(ROOT)], stdout=subprocess.PIPE)
    child = int(pool.stdout.readline())
    os.kill(pool.pid, signal.SIGKILL)
    pool.wait()
    pool.stdout.close()
    deadline = time.monotonic() + 20
    while Path(f"/proc/{child}").exists() and not is_zombie(child):
        assert time.monotonic() < deadline, "the child outlives the pool"
        os.sched_yield()


def is_zombie(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_the_limits_are_cognitos():
    assert (runners.ATTEMPT_SECONDS, runners.ATTEMPTS) == (5.0, 3)
