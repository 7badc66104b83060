"""A real gnome-keyring, locked, missing its collection, refused, opened, stopped."""

import os
import signal
import threading

import pytest

from app.errors import VaultError, VaultTrouble
from app.vault import secret_service
from tests.helpers.desktop import KEYRING_PASSWORD, Keyring, dbus_session
from tests.helpers.prompter import SILENCE, prompter
from tests.helpers.waiting import wait_for


def readiness():
    """What `make_ready` meets: None where it worked."""
    try:
        secret_service.make_ready()
    except VaultError as error:
        return error.trouble
    return None


def test_an_unlocked_one_is_ready(session):
    assert secret_service.trouble() is None
    assert readiness() is None


@pytest.mark.parametrize(
    ("keyring", "trouble"), [(Keyring.LOCKED, VaultTrouble.LOCKED), (Keyring.NO_COLLECTION, VaultTrouble.NO_COLLECTION)]
)
def test_without_a_prompter_a_locked_and_a_missing_collection_are_two_troubles(keyring, trouble):
    with dbus_session(keyring):
        assert secret_service.trouble() is trouble
        assert readiness() is trouble


@pytest.mark.parametrize("keyring", [Keyring.LOCKED, Keyring.NO_COLLECTION])
def test_a_prompt_that_the_person_dismisses_is_a_refusal(keyring):
    with dbus_session(keyring) as session, prompter(session.folder):
        assert readiness() is VaultTrouble.DENIED


@pytest.mark.parametrize("keyring", [Keyring.LOCKED, Keyring.NO_COLLECTION])
def test_a_person_who_types_the_password_opens_it(keyring):
    with dbus_session(keyring) as session, prompter(session.folder, KEYRING_PASSWORD.decode()):
        assert readiness() is None
        assert secret_service.trouble() is None


def test_it_tells_while_a_prompt_waits_for_the_person():
    met = []
    asker = threading.Thread(target=lambda: met.append(readiness()))
    with dbus_session(Keyring.LOCKED) as session:
        with prompter(session.folder, SILENCE):
            assert not secret_service.is_asking()
            asker.start()
            wait_for(secret_service.is_asking, "the prompt")
        asker.join(10)  # the desktop's prompter is gone, and with it the prompt
    assert met == [VaultTrouble.LOCKED]
    assert not secret_service.is_asking()


def test_looking_never_shows_a_prompt():
    with dbus_session(Keyring.LOCKED) as session, prompter(session.folder, KEYRING_PASSWORD.decode()):
        secret_service.trouble()
        assert secret_service.trouble() is VaultTrouble.LOCKED


def test_no_daemon_and_no_bus_are_no_backend():
    with dbus_session(Keyring.NO_DAEMON):
        assert secret_service.trouble() is VaultTrouble.NO_BACKEND
    assert secret_service.trouble() is VaultTrouble.NO_BACKEND


def test_a_daemon_that_dies_is_no_backend(session):
    os.kill(session.keyring_pid, signal.SIGKILL)
    wait_for(lambda: secret_service.trouble() is VaultTrouble.NO_BACKEND, "the daemon to be gone")
    assert readiness() is VaultTrouble.NO_BACKEND
