"""The desktop helpers give each keyring state, an X server and the accessibility bus for real."""

import os
import subprocess

import pytest
import secretstorage

from tests.helpers import desktop
from tests.helpers.desktop import Keyring, accessibility, dbus_session, require_at_spi_client, xvfb


@pytest.fixture
def connected():
    """Connect to the session bus of the moment, and close what was opened."""
    connections = []

    def connect():
        connections.append(secretstorage.dbus_init())
        return connections[-1]

    yield connect
    for connection in connections:
        connection.close()


@pytest.mark.parametrize(("keyring", "locked"), [(Keyring.UNLOCKED, False), (Keyring.LOCKED, True)])
def test_a_session_has_a_keyring_that_is_unlocked_or_locked(keyring, locked, connected):
    with dbus_session(keyring):
        assert secretstorage.Collection(connected()).is_locked() is locked


def test_a_session_can_lack_a_collection(connected):
    with dbus_session(Keyring.NO_COLLECTION), pytest.raises(secretstorage.ItemNotFoundException):
        secretstorage.Collection(connected())


def test_a_session_can_lack_the_keyring():
    with dbus_session(Keyring.NO_DAEMON):
        assert not desktop.name_is_owned("org.freedesktop.secrets")


def test_a_session_leaves_no_process_and_no_folder_behind():
    with dbus_session() as session:
        pid, folder = session.keyring_pid, session.folder
        assert os.path.exists(f"/proc/{pid}")
    assert not os.path.exists(f"/proc/{pid}")
    assert not folder.exists()
    assert "DBUS_SESSION_BUS_ADDRESS" not in os.environ


def test_an_x_server_is_there_as_long_as_it_is_needed():
    with xvfb() as display:
        assert os.environ["DISPLAY"] == display
        socket = f"/tmp/.X11-unix/X{display[1:]}"
        assert os.path.exists(socket)
    assert not os.path.exists(socket)


def test_the_accessibility_bus_shows_the_desktop():
    require_at_spi_client()
    look = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi; "
    look += "print(Atspi.get_desktop(0).get_name())"
    with dbus_session() as session, xvfb(), accessibility(session) as environment:
        run = subprocess.run(
            [desktop.SYSTEM_PYTHON, "-c", look], env=environment, capture_output=True, text=True, timeout=30, check=True
        )
    assert run.stdout.strip() == "main"
