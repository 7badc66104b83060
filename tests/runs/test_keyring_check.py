"""The keyring check with keyrings that hang: it always has an end."""

import threading

import pytest

from app.errors import VaultTrouble
from app.runs import keyring_check
from app.vault.backends import Choice
from app.vault.check import STEPS, Tried


class Check:
    """A keyring check that finds everything in order."""

    choice = Choice(backend=None, name="made up")

    def run(self, step):
        return Tried(step=step)

    def finish(self):
        """Nothing is left to be removed."""


@pytest.fixture
def let_go(monkeypatch):
    monkeypatch.setattr(keyring_check, "KeyringCheck", Check)
    monkeypatch.setattr(keyring_check, "PATIENCE", 0.05)
    event = threading.Event()
    yield event
    event.set()


def steps(found):
    return [each.step for each in found if isinstance(each, Tried)]


def test_other_keyrings_that_cannot_be_listed_in_time_do_not_take_what_was_tried_away(monkeypatch, let_go):
    monkeypatch.setattr(keyring_check, "candidates", lambda choice: let_go.wait(20) and ())
    found = list(keyring_check.check_keyring())
    assert steps(found) == list(STEPS)
    assert not any(isinstance(each, tuple) for each in found)


def test_a_step_that_hangs_is_told_and_the_rest_is_not_tried(monkeypatch, let_go):
    monkeypatch.setattr(Check, "run", lambda self, step: let_go.wait(20))
    found = list(keyring_check.check_keyring())
    assert steps(found) == list(STEPS)
    assert next(each for each in found if isinstance(each, Tried)).trouble is VaultTrouble.HANGS
    assert all(each.skipped for each in found[2:])
