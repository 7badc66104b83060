"""The keyring check: against a real gnome-keyring in each of its states, and against backends that misbehave."""

import os
import signal

import pytest
from keyring.backends import SecretService
from keyring.errors import PasswordSetError

from app.errors import VaultTrouble
from app.vault.backends import Choice, choose
from app.vault.check import CLOSE, LONGEST, SERVICE, STEPS, KeyringCheck, candidates
from tests.helpers.desktop import Keyring, dbus_session


def tried(check):
    return {step: check.run(step) for step in STEPS}


def items_of_the_check():
    import secretstorage

    with secretstorage.dbus_init() as connection:
        found = secretstorage.get_default_collection(connection).search_items({"service": SERVICE})
        return list(found)


class Short:
    """Takes values up to a length, in memory; no subclass, or the keyring library would know it."""

    def __init__(self, limit=1280, *, keeps=True, changes=False):

        self.limit, self.keeps, self.changes, self.held = limit, keeps, changes, {}

    def set_password(self, service, username, password):
        if len(password) > self.limit:
            raise PasswordSetError("too long")
        self.held[service, username] = password[:-1] + "?" if self.changes else password

    def get_password(self, service, username):
        return self.held.get((service, username)) if self.keeps else None

    def delete_password(self, service, username):
        del self.held[service, username]


def check_of(backend):
    return KeyringCheck(lambda: Choice(backend=backend, name="made up"))


def test_a_real_keyring_works_and_takes_the_longest_value_that_is_tried(session):
    check = KeyringCheck()
    found = tried(check)
    assert check.choice.name == "Secret Service"
    assert [found[step].trouble for step in STEPS] == [None] * len(STEPS)
    assert (found["measure"].longest, found["measure"].at_least) == (LONGEST, True)


def test_nothing_of_it_stays_in_the_keyring(session, real_backend):
    real_backend.set_password("another program", "me", "mine")
    tried(KeyringCheck())
    assert items_of_the_check() == []
    assert real_backend.get_password("another program", "me") == "mine"


def test_what_a_check_wrote_goes_although_it_stopped_in_the_middle(session):
    check = KeyringCheck()
    check.run("unlock")
    check.run("write")
    assert len(items_of_the_check()) == 1
    check.finish()
    assert items_of_the_check() == []


@pytest.mark.parametrize(
    ("keyring", "trouble"),
    [
        (Keyring.LOCKED, VaultTrouble.LOCKED),
        (Keyring.NO_COLLECTION, VaultTrouble.NO_COLLECTION),
        (Keyring.NO_DAEMON, VaultTrouble.NO_BACKEND),
    ],
)
def test_a_keyring_that_cannot_be_opened_is_told_by_its_trouble(keyring, trouble):
    with dbus_session(keyring):
        assert KeyringCheck().run("unlock").trouble is trouble


def test_a_keyring_that_dies_meanwhile_is_told_and_is_no_matter_of_length(session):
    check = KeyringCheck()
    assert check.run("unlock").trouble is None
    os.kill(session.keyring_pid, signal.SIGKILL)
    assert check.run("measure").trouble is VaultTrouble.NO_BACKEND


@pytest.mark.parametrize("limit", [31, 32, 100, 1280, 2560, 5000])
def test_the_longest_value_is_measured_to_a_few_characters(limit):
    found = check_of(Short(limit)).run("measure")
    assert found.trouble is None
    assert not found.at_least
    assert limit - CLOSE <= found.longest <= limit


@pytest.mark.parametrize(
    ("backend", "trouble"),
    [(Short(keeps=False), VaultTrouble.MISSING), (Short(changes=True), VaultTrouble.BROKEN_ENTRY)],
)
def test_what_does_not_come_back_as_it_was_written_is_trouble(backend, trouble):
    check = check_of(backend)
    assert check.run("write").trouble is None
    assert check.run("read").trouble is trouble


def test_a_value_that_the_keyring_shortens_does_not_count_as_taken():
    assert check_of(Short(changes=True)).run("measure").longest == 0


def test_each_backend_that_is_not_used_says_why(session):
    found = {each.name: each for each in candidates(choose())}
    assert found["keyring.backends.SecretService.Keyring"].verdict == "used"
    for name in ("keyring.backends.Windows.WinVaultKeyring", "keyring.backends.macOS.Keyring"):
        assert found[name].verdict == "not_here"
        assert found[name].detail


def test_without_a_desktop_the_library_says_what_is_missing():
    found = {each.name: each for each in candidates(choose())}
    assert "DBUS_SESSION_BUS_ADDRESS" in found["keyring.backends.SecretService.Keyring"].detail


@pytest.mark.parametrize(
    ("name", "trouble"),
    [("PlaintextKeyring", VaultTrouble.PLAIN_TEXT), ("StrangeKeyring", VaultTrouble.UNKNOWN_BACKEND)],
)
def test_a_backend_that_is_not_trusted_is_named_and_never_written_to(name, trouble, monkeypatch):
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", f"tests.vault.odd_backends.{name}")
    check = KeyringCheck()  # its set_password fails the test
    assert check.run("unlock").trouble is trouble
    verdicts = {each.name: each.verdict for each in candidates(check.choice)}
    assert verdicts[f"tests.vault.odd_backends.{name}"] == trouble.value


def test_two_checks_at_once_do_not_meet(session):
    one, other = KeyringCheck(), KeyringCheck()
    for check in (one, other):
        check.run("unlock")
        check.run("write")
    one.finish()
    assert other.run("read").trouble is None
    other.finish()
    assert isinstance(one.choice.backend, SecretService.Keyring)
