"""Profiles from files in the real window: picked, looked at, imported, signed in with; exported and read again."""

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.desk import Desk
from tests.helpers.practice_pool import PracticePool, practice_pool
from tests.helpers.waiting import wait_for
from tests.helpers.window import Running

PATH_FIELD = "File name:"  # of the file dialog


@pytest.fixture(scope="module")
def pool() -> Iterator[PracticePool]:
    with practice_pool() as made:
        yield made


def amplify_file(pool: PracticePool, folder: Path) -> Path:
    """An amplifyconfiguration.json for the client with a secret, in which User password is configured."""
    client = pool.client("confidential")
    plugin = {
        "CognitoUserPool": {"Default": {
            "PoolId": pool.pool_id(), "AppClientId": client["id"], "AppClientSecret": client["secret"],
            "Region": "us-east-1", "Endpoint": pool.endpoint,
        }},
        "Auth": {"Default": {
            "authenticationFlowType": "USER_PASSWORD_AUTH", "mfaConfiguration": "OPTIONAL", "mfaTypes": ["TOTP"],
            "OAuth": {"WebDomain": "example.com"},
        }},
    }  # fmt: skip
    path = folder / "amplifyconfiguration.json"
    path.write_text(json.dumps({"auth": {"plugins": {"awsCognitoAuthPlugin": plugin}}}))
    return path


def pick(desk: Desk, button: str, path: Path, accept: str) -> None:
    """Press a button of the dialog of profiles that asks for a file, and give it this one."""
    desk.window.press(button)
    desk.window.type(PATH_FIELD, str(path), role="text")
    desk.window.press(accept)


def test_an_amplify_file_is_imported_with_its_secret_and_signed_in_with(
    desk: Desk, running: Running, pool: PracticePool, tmp_path: Path
):
    file = amplify_file(pool, tmp_path)
    before = (file.read_bytes(), file.stat().st_mtime_ns)
    secret = pool.client("confidential")["secret"]
    desk.window.press("Profiles")
    pick(desk, "Import…", file, "Open")

    desk.window.find("One profile can be imported.")
    said = [name for _, name, _ in desk.window.showing()]
    assert f"User pool: {pool.pool_id()}" in said
    assert "Flow: User password (the file says USER_PASSWORD_AUTH)" in said
    assert any(name.startswith("Second factor: optional") for name in said)
    assert any(name.startswith("The settings of the hosted UI are left out") for name in said)
    assert not any(secret in name for name in said)
    desk.window.find("Keep the client secret of “Amplify *", role="check box")
    desk.window.press("Import profile")
    desk.window.find("One profile was imported.")

    name = f"Amplify {pool.pool_id()}"
    desk.window.find(name, role="combo box")
    written = (running.home / "profiles.toml").read_text()
    assert secret not in written
    (entry,) = tomllib.loads(written)["profile"]
    assert (entry["name"], entry["default_flow"], entry["has_secret"]) == (name, "user_password", True)
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before

    desk.fill(username="plain", password="Practice1!")
    desk.sign_in()
    assert desk.outcome() == "Signed in as plain"
    assert "InitiateAuth" in " ".join(desk.timeline())


def test_what_was_imported_is_exported_without_its_secret_and_can_be_read_again(
    desk: Desk, pool: PracticePool, tmp_path: Path
):
    shared = tmp_path / "shared.toml"
    desk.window.press("Export…")
    desk.window.find("The file takes no client secrets*")
    pick(desk, "Save as…", shared, "Save")
    desk.window.find("One profile was exported to shared.toml.")
    content = wait_for(shared.read_text, "the export")
    assert pool.client("confidential")["secret"] not in content
    pick(desk, "Import…", shared, "Open")
    desk.window.find("An app client in this file has a secret, which such a file never holds*")
    desk.window.press("Import nothing")


def test_a_broken_file_gets_its_sentence_and_is_not_touched(desk: Desk, tmp_path: Path):
    broken = tmp_path / "aws-exports.js"
    broken.write_text('{"aws_project_region": ')
    pick(desk, "Import…", broken, "Open")
    desk.window.find("The file is broken JSON: look at line 1, column 24.")
    desk.window.press("Close preview")
    assert broken.read_text() == '{"aws_project_region": '
