"""Whatever state the keyring is in: the window says what it is, the sign-in works, and no secret reaches a file."""

from pathlib import Path

import pytest

from tests.end_to_end.desk import Desk
from tests.helpers.desktop import Keyring
from tests.helpers.window import running_program

REFRESH_TOKEN = b"eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIi"


@pytest.mark.parametrize(
    ("keyring", "variables", "said"),
    [
        (Keyring.NO_DAEMON, {}, "No keyring on this machine"),
        (Keyring.LOCKED, {}, "locked"),
        (Keyring.NO_COLLECTION, {}, "collection"),
        (Keyring.UNLOCKED, {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}, "keyring"),
    ],
)
def test_a_sign_in_works_without_a_usable_keyring(home: Path, keyring: Keyring, variables: dict[str, str], said: str):
    with running_program(home, keyring=keyring, variables=variables) as running:
        desk = Desk(running.window)
        desk.fill(username="plain")
        desk.sign_in()

        assert desk.outcome(seconds=30.0) == "Signed in as plain"
        assert any(row.startswith("Refresh token not saved") for row in desk.timeline()), desk.timeline()
        words = " ".join(name for _, name, _ in running.window.showing())
        assert said.casefold() in words.casefold()
        for path in (path for folder in (home, running.session.folder) for path in folder.rglob("*") if path.is_file()):
            assert REFRESH_TOKEN not in path.read_bytes(), path
