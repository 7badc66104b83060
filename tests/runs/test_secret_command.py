"""`main.py secret`: what it keeps, lists and deletes, what it refuses, and that it never shows a secret."""

import fcntl
import io
import os
import pty
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from app.errors import VaultError, VaultTrouble
from app.models.saved import SavedModel
from app.runs import secret_command
from app.runs.test_secrets import TestSecrets
from app.runs.vault_access import ProfileSecrets
from app.secret import Secret
from app.texts import text
from app.vault.vault import Entry
from tests.helpers.runs_of import memory_access, profile_at

ROOT = Path(__file__).resolve().parents[2]
VALUE = "hunter2 with spaces "


@pytest.fixture
def kept():
    return memory_access()[0]


@pytest.fixture
def piped(monkeypatch):
    """What comes through the pipe."""

    def give(data):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    return give


def said(capsys):
    found = capsys.readouterr()
    return found.out.strip(), found.err.strip()


@pytest.mark.parametrize(
    "data", [b"%s\n", b"%s\r\n", b"%s", b"%s\nand another line\n", b"\xef\xbb\xbf%s\r\n"]
)
def test_one_line_of_a_pipe_is_kept_as_it_is(data, kept, piped, capsys):
    piped(data % VALUE.encode())
    assert secret_command.main(["set", "plain-password"], kept) == 0
    assert TestSecrets(kept).read("plain-password") == Secret(VALUE)
    assert VALUE.strip() not in "".join(said(capsys))


def test_names_are_listed_in_order_and_no_secret_with_them(kept, capsys):
    for name in ("b", "a.b_c-1", "C"):
        TestSecrets(kept).keep(name, Secret(VALUE))
    assert secret_command.main(["list"], kept) == 0
    assert said(capsys)[0].splitlines() == ["C", "a.b_c-1", "b"]


def test_a_secret_is_deleted_and_one_that_is_not_there_is_said(kept, capsys):
    TestSecrets(kept).keep("x", Secret(VALUE))
    assert secret_command.main(["delete", "x"], kept) == 0
    assert TestSecrets(kept).names() == ()
    capsys.readouterr()
    assert secret_command.main(["delete", "x"], kept) == 2
    assert said(capsys) == ("", text("secret_command.missing"))


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (["set", "x", "hunter2"], "argument"),
        (["set", "x", "--value", "hunter2"], "argument"),
        (["set", "x", "--value=hunter2"], "argument"),
        (["set", "x", "-hunter2"], "argument"),
        (["delete", "x", "hunter2"], "argument"),
        (["hunter2"], "argument"),
        ([], "argument"),
        (["set"], "no_name"),
        (["list", "hunter2"], "list_takes_none"),
        (["set", "hunter2!"], "bad_name"),
        (["set", "x" * 65], "bad_name"),
        (["set", "x\n"], "bad_name"),
        (["set", ""], "bad_name"),
    ],
)
def test_what_is_wrong_with_the_arguments_is_said_without_repeating_them(arguments, key, kept, piped, capsys):
    piped(b"never read\n")
    assert secret_command.main(arguments, kept) == 2
    out, err = said(capsys)
    assert (out, err.splitlines()[-1]) == ("", text(f"secret_command.{key}"))
    assert "unter2" not in err
    assert TestSecrets(kept).names() == ()


@pytest.mark.parametrize(
    ("data", "key"), [(b"", "empty"), (b"\n", "empty"), (b"\xff\n", "not_utf8"), (b"x" * 20_000, "too_long")]
)
def test_what_is_no_secret_is_not_kept(data, key, kept, piped, capsys):
    piped(data)
    assert secret_command.main(["set", "x"], kept) == 2
    assert said(capsys) == ("", text(f"secret_command.{key}"))
    assert TestSecrets(kept).names() == ()


def test_a_stdin_that_is_closed_brings_no_secret(kept, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", None)
    assert secret_command.main(["set", "x"], kept) == 2
    assert said(capsys) == ("", text("secret_command.empty"))


@pytest.mark.parametrize("trouble", [one for one in VaultTrouble if one is not VaultTrouble.MISSING])
def test_a_keyring_that_cannot_be_trusted_is_refused_with_the_reason(trouble, kept, piped, capsys, monkeypatch):
    def fails(*_):
        raise VaultError(trouble)

    piped(VALUE.encode())
    monkeypatch.setattr(kept, "_do", fails)
    assert secret_command.main(["set", "x"], kept) == 3
    out, err = said(capsys)
    assert (out, text(f"vault_trouble.{trouble.value}.short") in err) == ("", True)
    assert kept._memory.entries() == []


def at_a_terminal(*typed):
    """Run `secret set x` where a person types these lines; its status, and all that could be seen."""
    ours, theirs = pty.openpty()
    code = (
        "import sys; from app.runs.secret_command import main; from app.runs.test_secrets import TestSecrets;"
        "from tests.helpers.runs_of import memory_access; kept = memory_access()[0]; status = main(['set', 'x'], kept);"
        "print([TestSecrets(kept).read(name) == __import__('app.secret').secret.Secret('hunter2')"
        " for name in TestSecrets(kept).names()]); sys.exit(status)"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        preexec_fn=_take_the_terminal,
    )  # fmt: skip
    os.close(theirs)
    seen = b""
    for line in typed:
        while not seen.rstrip(b" ").endswith(b":"):
            seen += os.read(ours, 1000)
        os.write(ours, line)
        seen += b"|"
    try:
        while chunk := os.read(ours, 1000):
            seen += chunk
    except OSError:  # the other side is closed
        pass
    os.close(ours)
    return child.wait(30), seen.decode()


def _take_the_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # who started the tests in the background may have had it ignored


def test_at_a_terminal_it_is_asked_for_twice_and_not_shown():
    status, seen = at_a_terminal(b"hunter2\n", b"hunter2\n")
    assert status == 0
    assert "hunter2" not in seen
    assert "[True]" in seen


def test_at_a_terminal_two_that_differ_are_not_kept():
    status, seen = at_a_terminal(b"hunter2\n", b"hunter3\n")
    assert status == 2
    assert text("secret_command.differs") in seen
    assert "[]" in seen


def test_at_a_terminal_it_can_be_interrupted():
    status, seen = at_a_terminal(b"\x03")
    assert (status, "[]" in seen) == (130, True)


def test_test_secrets_are_no_saved_sign_ins_and_belong_to_no_profile(kept, qapp):
    TestSecrets(kept).keep("x", Secret(VALUE))
    token = Entry(profile_id="p", profile_name="here", client_id="client", username="plain")
    kept.keep(token, Secret("token"))
    saved = SavedModel()
    saved.set_entries(kept.entries())
    assert saved.rows() == (token,)
    profile = ProfileSecrets(kept, profile_at("http://127.0.0.1:1"), wanted=True)
    assert profile.listed("test_secret") == ()
