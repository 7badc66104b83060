"""What lets a Linux desktop open transcripts: written whole, understood by its own programs, taken away again."""

import os
import shlex
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from app.runs.double_click import COMMAND, TYPE, Opener, data_home, remove, set_up, status
from app.transcript.files import dump
from tests.helpers import sample_runs
from tests.helpers.programs import require_program
from tests.helpers.waiting import wait_for
from tests.transcript.test_redaction import recording

ODD = """odd 'folder' "and" $HOME `id` back\\slash 100%f ; é"""


@pytest.fixture
def desktop():
    """Leave the test out where the desktop's programs are not there."""
    require_program("update-mime-database", apt="shared-mime-info")
    require_program("update-desktop-database", apt="desktop-file-utils")
    return require_program("gio", apt="libglib2.0-bin")


def ask(folder, *command):
    run = subprocess.run(
        command, env={**os.environ, "XDG_DATA_HOME": str(folder)}, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def files_below(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_it_goes_where_the_person_keeps_data(tmp_path):
    assert data_home({"XDG_DATA_HOME": str(tmp_path)}) == tmp_path
    assert data_home({}) == data_home({"XDG_DATA_HOME": "relative"}) == Path.home() / ".local" / "share"


def test_two_files_are_written_and_the_same_two_are_removed(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", "")
    (tmp_path / "applications").mkdir()
    (tmp_path / "applications" / "other.desktop").write_text("of somebody else")
    before = status(tmp_path)
    set_up(tmp_path)
    assert files_below(tmp_path) == {
        "applications/other.desktop",
        "applications/cognito-flow-explorer.desktop",
        "mime/packages/cognito-flow-explorer.xml",
    }
    assert [before.opener, status(tmp_path).opener] == [Opener.NOBODY, Opener.THIS]
    assert before.packages == ("shared-mime-info", "desktop-file-utils")
    remove(tmp_path)
    assert files_below(tmp_path) == {"applications/other.desktop"}
    assert status(tmp_path).opener is Opener.NOBODY


def test_the_starter_starts_this_program_and_the_type_is_that_of_transcripts(tmp_path):
    set_up(tmp_path)
    starter = (tmp_path / "applications" / "cognito-flow-explorer.desktop").read_text()
    (line,) = [line for line in starter.splitlines() if line.startswith("Exec=")]
    assert shlex.split(line.removeprefix("Exec=")) == [*COMMAND, "%F"]
    assert (COMMAND[0], Path(COMMAND[1]).name) == (sys.executable, "main.py")
    (kind,) = ET.parse(tmp_path / "mime" / "packages" / "cognito-flow-explorer.xml").getroot()
    (pattern,) = [part.get("pattern") for part in kind if part.tag.endswith("glob")]
    assert (kind.get("type"), pattern) == (TYPE, "*.cfx.json")
    assert f"MimeType={TYPE};" in starter.splitlines()


def test_what_another_copy_wrote_is_told_and_replaced(tmp_path):
    set_up(tmp_path, ("python", "of another copy"))
    assert status(tmp_path).opener is Opener.OTHER
    set_up(tmp_path)
    assert status(tmp_path).opener is Opener.THIS
    (tmp_path / "mime" / "packages" / "cognito-flow-explorer.xml").unlink()
    assert status(tmp_path).opener is Opener.OTHER


def test_where_one_of_the_two_cannot_be_written_neither_is(tmp_path):
    (tmp_path / "applications").write_text("in the way")
    with pytest.raises(OSError, match="applications"):
        set_up(tmp_path)
    assert files_below(tmp_path) == {"applications"}
    assert status(tmp_path).opener is Opener.NOBODY


def test_a_program_of_the_desktop_that_fails_is_named(tmp_path, monkeypatch):
    failing = tmp_path / "bin" / "update-mime-database"
    failing.parent.mkdir()
    failing.write_text("#!/bin/sh\necho no room left >&2\nexit 1\n")
    failing.chmod(0o755)
    monkeypatch.setenv("PATH", str(failing.parent))
    with pytest.raises(OSError, match="update-mime-database: no room left"):
        set_up(tmp_path / "data")


def test_the_desktop_knows_a_transcript_and_who_opens_it(tmp_path, desktop):
    transcript = tmp_path / "sign-in.cfx.json"
    transcript.write_bytes(dump([recording(sample_runs.signed_in())]))
    data = tmp_path / "data"
    set_up(data)
    assert TYPE in ask(data, desktop, "info", "-a", "standard::content-type", str(transcript))
    assert "cognito-flow-explorer.desktop" in ask(data, desktop, "mime", TYPE)
    remove(data)
    assert TYPE not in ask(data, desktop, "info", "-a", "standard::content-type", str(transcript))
    assert "cognito-flow-explorer" not in ask(data, desktop, "mime", TYPE)


def test_the_starter_is_as_the_specification_has_it_and_starts_what_lies_in_any_folder(tmp_path, desktop):
    validate = require_program("desktop-file-validate", apt="desktop-file-utils")
    odd = tmp_path / ODD
    odd.mkdir()
    program, told, opened = odd / "main.py", odd / "told", odd / "a b.cfx.json"
    program.write_text("import pathlib, sys\nnew = pathlib.Path(__file__).with_name('new')\n"
                       "new.write_text(repr(sys.argv[1:]))\nnew.rename(new.with_name('told'))\n")  # fmt: skip
    opened.touch()
    set_up(tmp_path / "data", (sys.executable, str(program)))
    starter = tmp_path / "data" / "applications" / "cognito-flow-explorer.desktop"
    assert ask(tmp_path / "data", validate, str(starter)) == ""
    ask(tmp_path / "data", desktop, "launch", str(starter), str(opened))
    wait_for(told.exists, "the program that was started")
    assert told.read_text() == repr([str(opened)])
