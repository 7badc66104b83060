"""A profile of one's own in the real window, its user pool and app client picked from lists, and a sign-in with it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.desk import Desk
from tests.helpers.waiting import wait_for
from tests.helpers.window import Running, running_program

KEYS = {"AWS_ACCESS_KEY_ID": "practice", "AWS_SECRET_ACCESS_KEY": "practice"}
LONG = 30.0  # seconds: the first signed call imports boto3


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The program with AWS credentials, which the practice pool does not look at."""
    with running_program(tmp_path_factory.mktemp("home"), variables=KEYS) as program:
        yield program


def test_region_pool_and_client_are_picked_one_after_the_other_and_sign_in(running: Running, desk: Desk, home: Path):
    window, endpoint = desk.window, desk.endpoint()
    window.press("Profiles")
    window.press("New")
    window.find("New profile*", role="list item")
    window.type("Endpoint URL", endpoint, role="text")
    assert window.text("Endpoint URL", role="text") == endpoint  # else AWS itself would be asked
    window.press("Pick from AWS: Region")
    window.type("Search regions", "virginia", role="text")
    found = ["us-east-1, US East (N. Virginia)"]
    wait_for(lambda: window.items("Regions", role="list") == found, "the one region")
    window.press("Use region")

    window.find("Which user pool in us-east-1?", seconds=LONG)
    window.find("User pools", role="list", seconds=LONG)
    window.type("Search user pools", "practice-lite", role="text")
    wait_for(lambda: len(window.items("User pools", role="list")) == 1, "the one user pool")
    (pool,) = window.items("User pools", role="list")
    window.press("Use user pool")

    window.find("App clients", role="list", seconds=LONG)
    clients = window.items("App clients", role="list")
    window.select("App clients", clients[0], role="list")
    window.press("Use app client")

    client, client_id = clients[0].split(", ")[:2]
    assert window.text("Name", role="text") == f"practice-lite / {client} 2"  # the window has one built in
    assert window.text("User pool ID", role="text") == pool.split(", ")[1]
    assert window.text("App client ID", role="text") == client_id
    window.press("Save")
    window.find("Saved.")

    window.find(f"practice-lite / {client} 2", role="combo box")
    window.select("Flow", "User SRP", role="list")
    desk.fill(username="plain", password="Practice1!")
    desk.sign_in()
    assert desk.outcome().startswith("Signed in")
