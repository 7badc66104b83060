"""The values of an SRP handshake and the chain of Sessions, in the real window."""

import json
import re
from pathlib import Path

from tests.end_to_end.desk import Desk
from tests.helpers.srp_vectors import check_vector
from tests.helpers.waiting import wait_for

PUBLIC = "practice / public-all"
PASSWORD = "Practice1!"
MASKED = "••••••••"


def sign_in(desk: Desk) -> None:
    desk.choose(PUBLIC, "User SRP")
    desk.fill(username="plain", password=PASSWORD)
    desk.sign_in()
    assert desk.outcome() == "Signed in as plain"


def shown(desk: Desk, name: str) -> str:
    """Return what the page shows for a value of this name."""
    return desk.window.find(f"{name}: *").removeprefix(f"{name}: ")


def test_the_values_of_a_handshake_are_masked_until_they_are_revealed(desk: Desk):
    sign_in(desk)
    desk.page("SRP")
    names = ("a", "A", "B", "salt", "u", "x", "S", "K", "message", "signature")
    assert {shown(desk, name) for name in names} == {MASKED}

    desk.window.press("Reveal", role=None)
    wait_for(lambda: shown(desk, "u") != MASKED, "the values")
    assert re.fullmatch("[0-9a-f]{700,768}", shown(desk, "A"))
    assert re.fullmatch("[0-9a-f]{60,64}", shown(desk, "u"))
    desk.window.press("Mask", role=None)


def test_a_handshake_is_saved_as_a_test_vector_that_pycognito_confirms(desk: Desk, tmp_path: Path, monkeypatch):
    sign_in(desk)
    desk.page("SRP")
    file = tmp_path / "vector.json"
    desk.window.press("Save as test vector …")
    desk.window.type("File name:", str(file), role="text")
    desk.window.press("Save")
    wait_for(file.exists, "the file")
    wait_for(lambda: file.read_text().endswith("}\n"), "the whole file")

    check_vector(json.loads(file.read_text()), monkeypatch)
    assert file.stat().st_mode & 0o077 == 0


def test_each_session_is_a_link_of_a_chain(desk: Desk):
    desk.choose(PUBLIC, "Choice")
    desk.fill(username="totp", password=PASSWORD)
    desk.pick("Preferred challenge", "No preference")
    desk.sign_in()
    desk.window.press("Plain password", role="radio button")
    desk.go_on()
    desk.challenge("Code")
    desk.page("Session")
    desk.window.find("Session 1")
    desk.window.find("State: spent: its answer was taken")
    desk.window.find("Session 2")
    desk.window.find("State: fresh*")
    desk.window.press("Cancel")
