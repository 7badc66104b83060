"""`main.py secret` with a real keyring: each command in a process of its own, as a person starts it."""

import json
import subprocess
import sys
from pathlib import Path

from tests.helpers.desktop import KEYRING_PASSWORD, Keyring, dbus_session
from tests.helpers.prompter import prompter

ROOT = Path(__file__).resolve().parents[2]


def secret(folder, *arguments, given=""):
    return subprocess.run(
        [sys.executable, "main.py", "secret", "--home", str(folder), *arguments],
        cwd=ROOT, input=given, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_a_secret_is_in_the_keyring_and_its_name_alone_on_the_disk(session, real_backend, tmp_path):
    assert secret(tmp_path, "set", "plain-password", given="hunter2\n").returncode == 0
    assert secret(tmp_path, "list").stdout == "plain-password\n"
    (index,) = (tmp_path / "saved").glob("*.json")
    record = json.loads(index.read_text())
    account = f"test_secret:plain-password {index.stem}"
    assert "hunter2" in real_backend.get_password(record["service"], account)
    assert "hunter2" not in "".join(file.read_text() for file in tmp_path.rglob("*") if file.is_file())
    assert secret(tmp_path, "delete", "plain-password").returncode == 0
    assert secret(tmp_path, "list").stdout == ""
    assert real_backend.get_password(record["service"], account) is None


def test_without_a_keyring_nothing_is_kept_and_the_status_says_so(tmp_path):
    with dbus_session(Keyring.NO_DAEMON):
        done = secret(tmp_path, "set", "plain-password", given="hunter2\n")
    assert (done.returncode, done.stdout) == (3, "")
    assert "keyring" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not list(tmp_path.rglob("*.json"))


def test_a_locked_keyring_is_opened_by_the_person_or_stays_as_it_is(tmp_path):
    with dbus_session(Keyring.LOCKED) as session:
        with prompter(session.folder):
            refused = secret(tmp_path, "set", "plain-password", given="hunter2\n")
        assert (refused.returncode, secret(tmp_path, "list").stdout) == (3, "")
        with prompter(session.folder, KEYRING_PASSWORD.decode()):
            assert secret(tmp_path, "set", "plain-password", given="hunter2\n").returncode == 0
        assert secret(tmp_path, "list").stdout == "plain-password\n"
