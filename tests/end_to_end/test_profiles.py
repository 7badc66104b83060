"""A person's own profile in the real window: created, signed in with, there after a restart, changed, deleted."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.desk import Desk
from tests.helpers.desktop import Keyring
from tests.helpers.practice_pool import PASSWORD, PracticePool, practice_pool
from tests.helpers.waiting import wait_for
from tests.helpers.window import Window, desktop, program_in

MINE = "my shop"


@pytest.fixture
def pool() -> Iterator[PracticePool]:
    """A pool that outlives the window, as a person's own does."""
    with practice_pool() as running:
        yield running


def test_a_profile_with_a_client_secret_from_its_creation_to_its_end(home: Path, pool: PracticePool):
    client = pool.client("confidential")
    with desktop(Keyring.UNLOCKED) as (session, environment):
        with program_in(session, environment, home) as running:
            desk = Desk(running.window)
            create(running.window, pool, client)
            assert sign_in(desk) == "Signed in as plain"
            assert client["secret"].encode() not in (home / "profiles.toml").read_bytes()

        with program_in(session, environment, home) as running:
            window, desk = running.window, Desk(running.window)
            desk.choose(MINE, "User SRP")
            assert sign_in(desk) == "Signed in as plain"

            window.choose_menu("Profile", "Profiles…")
            window.find("Kept in the keyring.")
            window.type("Name", "our shop", role="text")
            window.press("Save")
            window.find("Saved.")
            window.find("our shop", role="combo box")

            window.press("Delete")
            window.find("“our shop” is deleted.")
            wait_for(lambda: not window.has("our shop", role="combo box"), "another profile in the top bar")
            window.press("Undo delete")
            window.find("our shop", role="combo box")

        with program_in(session, environment, home) as running:
            desk = Desk(running.window)
            desk.choose("our shop", "User SRP")
            assert sign_in(desk) == "Signed in as plain"


def create(window: Window, pool: PracticePool, client: dict[str, str]) -> None:
    """Create the profile in the dialog, with a mistake on the way, and leave it chosen."""
    window.press("Profiles")
    window.press("New")
    window.find("New profile, not saved", role="list item")  # until then the fields are another profile's
    window.type("Name", MINE, role="text")
    window.type("User pool ID", client["id"], role="text")
    window.find("This looks like an app client id.*")
    assert "sensitive" not in window.ask("states", name="Save", role="push button")
    window.type("User pool ID", pool.pool_id(), role="text")
    window.type("App client ID", client["id"], role="text")
    window.type("Client secret", client["secret"], role="password text")
    window.type("Endpoint URL", pool.endpoint, role="text")
    controls = window.controls()
    twice = {each for each in controls if controls.count(each) > 1 and each[0] in ("push button", "text", "combo box")}
    assert not twice
    window.press("Save")
    window.find("Saved.")
    window.find(MINE, role="combo box")


def sign_in(desk: Desk) -> str:
    """Sign in with the profile that is chosen and return the outcome."""
    desk.fill(username="plain", password=PASSWORD)
    desk.sign_in()
    return desk.outcome(seconds=30.0)
