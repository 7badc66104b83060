"""The program's front door: what it says, and its exit statuses, where no window is to open."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import main
from app import machine

ROOT = Path(__file__).resolve().parent.parent


def run(*arguments, **environment):
    given = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    return subprocess.run(
        [sys.executable, "main.py", *arguments],
        cwd=ROOT,
        env={**given, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_without_a_display_it_says_in_one_line_how_to_get_one():
    done = run()
    assert done.returncode == 3
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert "display" in done.stderr or "library" in done.stderr


def test_a_missing_system_library_is_one_line_with_the_command_that_brings_it(monkeypatch, capsys):
    def load(name):
        if name == "libEGL.so.1":
            raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr(machine.sys, "platform", "linux")
    monkeypatch.setattr(machine.ctypes, "CDLL", load)
    assert main.main([]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert "apt-get install -y libegl1" in said.err


@pytest.mark.parametrize("arguments", [("--no-such-option",), ("nonsense",), ("practice", "--port", "x"), ("--home",)])
def test_bad_arguments_are_status_2_and_leave_stdout_empty(arguments):
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "usage" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_names_the_practice_pool():
    done = run("--help")
    assert done.returncode == 0
    assert "practice" in done.stdout


HEAVY = """
import runpy, sys
sys.argv = ["main.py", "--help"]
try:
    runpy.run_path("main.py", run_name="__main__")
except SystemExit:
    print([name for name in ("PySide6", "botocore", "pycognito") if name in sys.modules])
"""


def test_help_needs_neither_qt_nor_botocore():
    done = subprocess.run([sys.executable, "-c", HEAVY], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("home", [("--home", "{home}"), ("--home={home}",)])
def test_home_may_stand_before_a_command_too(home, tmp_path):
    (tmp_path / "profiles.toml").write_text("version = 'none'", "utf-8")
    placed = [part.format(home=tmp_path) for part in home]
    before = run(*placed, "run", "resources/practice/scenarios.toml")
    behind = run("run", *placed, "resources/practice/scenarios.toml")
    assert (before.returncode, before.stderr) == (2, behind.stderr)
    assert str(tmp_path / "profiles.toml") in before.stderr
