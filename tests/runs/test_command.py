"""`main.py run` as whoever automates sees it: real processes, what they print, what they write, how they end."""

import os
import pty
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.helpers.little_server import little_server, never_answers
from tests.helpers.practice_pool import ROOT, practice_pool
from tests.helpers.processes import end
from tests.helpers.waiting import wait_for

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks at processes as Linux shows them")
HEAD = '[[scenario]]\nname = "{name}"\nprofile = "{profile}"\nflow = "user_password"\nuser = "{user}"\n'
PASSWORD = 'answers.CREDENTIALS.password = "{password}"\n'
GOOD = 'expect.claims.access = {{ username = "{user}" }}\n'
WRONG = 'expect.error = "NotAuthorizedException"\n'
OWN = """[[profile]]
id = "own"
name = "my own"
user_pool_id = "us-east-1_Example1"
client_id = "client"
endpoint_url = "{url}"
"""


def scenario(name, user="plain", more=GOOD, profile="practice / public-all", password="Practice1!"):
    """One scenario of a file."""
    return (HEAD + PASSWORD + more).format(name=name, user=user, profile=profile, password=password)


@pytest.fixture
def file(tmp_path):
    def make(*scenarios, name="s.toml"):
        path = tmp_path / name
        path.write_text("".join(scenarios), "utf-8")
        return path

    return make


def command(*arguments, home):
    return [sys.executable, "main.py", "run", "--home", str(home), *map(str, arguments)]


def run(*arguments, home, **environment):
    """Run to the end, without a display."""
    given = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        command(*arguments, home=home), cwd=ROOT, env={**given, **environment}, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip


def test_all_as_expected_is_status_0_a_line_for_each_and_nothing_on_stderr(file, tmp_path):
    path = file(scenario("signs in"), scenario("is refused", "sms", WRONG, password="wrong"))
    done = run(path, home=tmp_path)
    assert done.stderr == ""
    assert done.returncode == 0
    *lines, last = done.stdout.splitlines()
    assert sorted(re.sub(r"  \d.*", "", line) for line in lines) == ["ok       is refused", "ok       signs in"]
    assert re.fullmatch(r"2 scenarios: 2 ok \(.+\)", last)
    assert "\x1b" not in done.stdout
    assert "\r" not in done.stdout


def test_the_suite_that_is_shipped_is_as_expected_with_several_at_once(tmp_path):
    done = run(ROOT / "resources" / "practice" / "scenarios.toml", "--jobs", "4", home=tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert re.search(r"^(\d+) scenarios: \1 ok \(", done.stdout, re.MULTILINE)


def test_a_question_that_could_be_left_is_the_end_where_it_is_expected(file, tmp_path):
    key = "PRACTICEDEVICESECRETAAAAAAAAAAAA"
    more = (
        f'answers.SOFTWARE_TOKEN_MFA.SOFTWARE_TOKEN_MFA_CODE = {{{{ totp = "{key}" }}}}\n'
        'expect.challenge = "NEW_DEVICE"\n'
    )
    done = run(file(scenario("offers", "device", more, "practice-devices / public")), home=tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


@pytest.mark.parametrize("name", ["expected", "got", "claims"])
def test_a_claim_that_is_called_as_our_words_are_loses_no_report(name, file, tmp_path):
    report = tmp_path / "j.xml"
    path = file(scenario("other name", more=f'expect.claims.id = {{{{ given_name = "{name}", sub = "{name}" }}}}\n'))
    done = run(path, "--junit", report, home=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert ElementTree.parse(report).getroot().get("failures") == "1"


def test_what_is_not_as_expected_is_said_in_full_and_is_status_1(file, tmp_path):
    path = file(
        scenario("other claims", more='expect.claims.id = {{ email = "x@example.com", nope = 1 }}\n'),
        scenario("wrong password", "sms", password="wrong"),
    )
    done = run(path, "--jobs", "1", home=tmp_path)
    assert done.returncode == 1
    said = re.sub(r"  \d+ ms|  \d\.\d+ s", "", done.stdout).splitlines()
    place = f"         {path}, profile practice / public-all"
    assert said[:-1] == [
        "FAILED   other claims", place,
        '         claims.id.email: expected "x@example.com", got "plain@example.com"',
        "         claims.id.nope: expected 1, got (nothing)",
        "FAILED   wrong password", place,
        "         InitiateAuth · NotAuthorizedException · Incorrect username or password.",
        "         end: expected signed_in, got NotAuthorizedException",
    ]  # fmt: skip
    assert said[-1].startswith("2 scenarios: 2 FAILED")


def test_the_reports_have_all_and_no_secret_and_no_name(file, tmp_path):
    path = file(
        scenario("signs in"),
        scenario("other claims", more='expect.claims.id = {{ email = "x@example.com" }}\n'),
        *(scenario(f"refused {n}", "email", WRONG, password="Hopeless2!") for n in range(3)),
        scenario("skipped", "email"),
    )
    junit, html = tmp_path / "out.xml", tmp_path / "out.html"
    assert run(path, "--junit", junit, "--html", html, home=tmp_path).returncode == 1
    root = ElementTree.fromstring(junit.read_text("utf-8"))
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("6", "1", "0")
    (suite,) = root
    assert (suite.get("name"), suite.get("skipped")) == (str(path), "1")
    results = {case.get("name"): [each.tag for each in case] for case in suite}
    assert results["signs in"] == ["system-out"]
    assert results["other claims"] == ["failure", "system-out"]
    assert results["skipped"] == ["skipped"]
    page = html.read_text("utf-8")
    assert re.search(r'<a href="#run-2">other claims</a>', page)
    assert '<section id="run-5"' in page
    assert "id=\"run-6\"" not in page
    for written in (junit.read_text("utf-8"), page):
        for hidden in ("Practice1!", "Hopeless2!", "plain@example.com", "x@example.com"):
            assert hidden not in written
        assert "claims.id.email: expected" in written
        assert "&lt;email-" in written or "&amp;lt;email-" in written


def test_every_fault_of_every_file_is_said_before_anything_runs(file, tmp_path):
    good = file(scenario("fine"))
    bad = file("[[scenario]]\nname = 1\n", name="bad.toml")
    worse = file("=", name="worse.toml")
    done = run(good, bad, worse, tmp_path / "nowhere.toml", home=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    said = done.stderr.splitlines()
    assert [line.startswith("run: ") for line in said] == [True] * 3
    assert [name in line for name, line in zip(("bad.toml", "worse.toml", "nowhere.toml"), said, strict=True)] == [
        True
    ] * 3
    assert "scenario[1]" in said[0]


@LINUX
def test_a_stdout_that_is_closed_is_no_fault(file, tmp_path):
    line = " ".join(map(shlex.quote, command(file(scenario("fine")), home=tmp_path)))
    done = subprocess.run(["/bin/sh", "-c", f"{line} >&-"], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    "arguments", [(), ("--jobs", "0", "s"), ("--jobs", "many", "s"), ("--nonsense", "s"), ("--profile",)]
)
def test_bad_arguments_are_status_2(arguments, tmp_path):
    done = run(*arguments, home=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "usage: main.py run" in done.stderr


def test_a_report_that_has_no_place_is_said_before_anything_runs(file, tmp_path):
    done = run(file(scenario("fine")), "--junit", tmp_path / "nowhere" / "x.xml", home=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "x.xml cannot be written" in done.stderr


def test_an_unknown_profile_is_said_with_the_nearest_one(file, tmp_path):
    done = run(file(scenario("fine", profile="practice / public-al")), home=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "practice / public-all" in done.stderr
    done = run(file(scenario("fine")), "--profile", "nobody's", home=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--profile" in done.stderr


def test_own_profiles_are_found_by_name_and_another_may_stand_in_for_all(file, tmp_path):
    (tmp_path / "profiles.toml").write_text(OWN.format(url="http://127.0.0.1:1"), "utf-8")
    path = file(scenario("nobody there", profile="my own", more='expect.error = "refused"\n'))
    done = run(path, home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    path = file(scenario("fine", profile="my own"), name="t.toml")
    done = run(path, "--profile", "practice / public-all", home=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_profiles_file_that_cannot_be_read_is_status_2(file, tmp_path):
    (tmp_path / "profiles.toml").write_text("=", "utf-8")
    done = run(file(scenario("fine")), home=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "profiles.toml" in done.stderr


def test_a_report_takes_the_place_of_no_scenario_and_of_no_other_report(file, tmp_path):
    path = file(scenario("fine"))
    before = path.read_bytes()
    for reports in (("--junit", path), ("--junit", tmp_path / "one", "--html", tmp_path / "." / "one")):
        done = run(path, *reports, home=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert "named twice" in done.stderr
    assert path.read_bytes() == before


@LINUX
def test_a_report_that_cannot_be_written_keeps_no_other_from_it(file, tmp_path):
    html = tmp_path / "out.html"
    done = run(file(scenario("fine")), "--junit", "/dev/full", "--html", html, home=tmp_path)
    assert done.returncode == 3
    assert "/dev/full could not be written" in done.stderr
    assert html.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert Path("/dev/full").is_char_device()


def test_what_can_be_tried_is_said_on_the_terminal_and_how_it_ended_in_the_results(file, tmp_path):
    path = file(scenario("no variable").replace('"Practice1!"', '{ env = "NOT_SET_ANYWHERE" }'))
    done = run(path, "--junit", tmp_path / "out.xml", home=tmp_path)
    assert done.returncode == 1
    assert "The environment variable NOT_SET_ANYWHERE is not set." in done.stdout
    assert "Set NOT_SET_ANYWHERE, then run the scenario again from there." in done.stdout
    (error,) = ElementTree.parse(tmp_path / "out.xml").iter("error")
    assert error.text.splitlines()[-1] == "An answer's value is missing · env · NOT_SET_ANYWHERE"


def test_the_inbox_of_a_practice_pool_that_runs_alone_is_read_by_an_own_profile(file, tmp_path):
    own = OWN.replace("us-east-1_Example1", "us-east-1_Practice1").replace('"client"', '"1publicall0practice0000001"')
    code = "answers.SMS_MFA.SMS_MFA_CODE = {{ inbox = true }}\n"
    with practice_pool() as practice:
        (tmp_path / "profiles.toml").write_text(own.format(url=practice.endpoint), "utf-8")
        done = run(file(scenario("a code", "sms", code, profile="my own")), home=tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def without_qt(path, home):
    look = (
        "import sys\nfrom app.runs.command import main\n"
        f"status = main([{str(path)!r}, '--home', {str(home)!r}, '--html', {str(home / 'x.html')!r}])\n"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken'))], status)"
    )
    return subprocess.run([sys.executable, "-c", look], cwd=ROOT, capture_output=True, text=True, check=True)


def test_qt_is_never_imported(file, tmp_path):
    assert without_qt(file(scenario("fine")), tmp_path).stdout.splitlines()[-1] == "[] 0"


def children_of(pid):
    """The processes that a process started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(each) for each in listed.read_text().split()] if listed.exists() else []


@LINUX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_is_status_130_leaves_no_process_and_writes_what_is_done(number, file, tmp_path):
    with little_server(never_answers) as server:
        (tmp_path / "profiles.toml").write_text(OWN.format(url=server.url), "utf-8")
        path = file(
            scenario("fine"), scenario("never", profile="my own"), scenario("waits", profile="my own"),
        )  # fmt: skip
        junit = tmp_path / "out.xml"
        with subprocess.Popen(
            command(path, "--junit", junit, home=tmp_path), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as running:
            try:
                first = running.stdout.readline()
                wait_for(lambda: server.received, "the call")
                started = children_of(running.pid)
                running.send_signal(number)
                rest, complaints = running.communicate(timeout=20)
            finally:
                end(running)
    assert first.startswith(b"ok       fine")
    assert running.returncode == 130
    assert complaints == b""
    assert rest.splitlines()[0].startswith(b"skipped  never")
    assert rest.count(b"Cancelled.") == 1  # the one that never began is only counted
    assert b"3 scenarios: 1 ok, 2 skipped" in rest
    assert len(started) >= 2
    assert not [pid for pid in started if Path(f"/proc/{pid}").exists()]
    root = ElementTree.fromstring(junit.read_text("utf-8"))
    assert [[each.tag for each in case] for case in root.iter("testcase")] == [
        ["system-out"], ["skipped", "system-out"], ["skipped"],
    ]  # fmt: skip


@LINUX
def test_ctrl_c_while_the_practice_pool_starts_says_nothing_of_python(file, tmp_path):
    path = file(*(scenario(f"s{number}") for number in range(200)))
    with subprocess.Popen(
        command(path, home=tmp_path), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        try:
            wait_for(lambda: children_of(running.pid), "the practice pool's process")
            os.killpg(running.pid, signal.SIGINT)
            _, complaints = running.communicate(timeout=20)
        finally:
            end(running)
    assert (running.returncode, complaints) == (130, b"")


def test_ctrl_c_while_it_is_imported_is_status_130():
    code = (
        "import runpy, sys, types\n"
        "def interrupted(arguments): raise KeyboardInterrupt\n"
        "sys.modules['app.runs.command'] = types.SimpleNamespace(main=interrupted)\n"
        "sys.argv[1:] = ['run']\n"
        "runpy.run_path('main.py', run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (130, b"")


@LINUX
def test_a_practice_pool_that_nobody_listens_to_ends_in_silence():
    reading, writing = os.pipe()
    os.close(reading)
    with subprocess.Popen(
        [sys.executable, "main.py", "practice"], cwd=ROOT, stdout=writing, stderr=subprocess.PIPE
    ) as running:
        try:
            os.close(writing)
            _, complaints = running.communicate(timeout=20)
        finally:
            end(running)
    assert (running.returncode, complaints) == (0, b"")


def on_a_terminal(path, home, **environment):
    """What a terminal is sent."""
    ours, its = pty.openpty()
    given = {**os.environ, "TERM": "xterm", **environment}
    with subprocess.Popen(command(path, home=home), cwd=ROOT, stdout=its, stderr=its, env=given) as running:
        os.close(its)
        said = b""
        try:
            while chunk := os.read(ours, 4096):
                said += chunk
        except OSError:  # how Linux says that the other end is closed
            pass
        finally:
            end(running)
            os.close(ours)
    return said.decode()


@LINUX
def test_a_terminal_sees_a_running_count_and_colours_unless_it_wants_none(file, tmp_path):
    path = file(scenario("signs in"), scenario("wrong", "sms", password="wrong"))
    said = on_a_terminal(path, tmp_path)
    assert "0 of 2" in said
    assert "1 of 2" in said
    assert "\x1b[32mok      \x1b[0m signs in" in said
    assert "\x1b[1;31mFAILED  \x1b[0m wrong" in said
    plain = on_a_terminal(path, tmp_path, NO_COLOR="1")
    assert "1 of 2" in plain
    assert "\x1b[32m" not in plain
    dumb = on_a_terminal(path, tmp_path, TERM="dumb")
    assert "\x1b" not in dumb
    assert "1 of 2" not in dumb


def test_a_reader_that_goes_away_does_not_end_it(file, tmp_path):
    junit = tmp_path / "out.xml"
    with subprocess.Popen(
        command(file(scenario("fine")), "--junit", junit, home=tmp_path), cwd=ROOT, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:  # fmt: skip
        running.stdout.close()
        complaints = running.stderr.read()
        assert running.wait(60) == 0
    assert complaints == b""
    assert junit.exists()
