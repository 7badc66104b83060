"""The line below."""

import pytest

from app.errors import VaultTrouble
from app.vault.vault import Backend
from tests.helpers.showing import words
from widgets.status_line import StatusLine


@pytest.fixture
def line(qtbot):
    made = StatusLine()
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_says_first_that_it_asks_and_starts(line):
    assert words(line) == ["Keyring: asking …", "Practice pool starting …", "no calls yet"]


def test_it_names_the_keyring_or_its_trouble(line):
    line.show_backend(Backend(name="Secret Service", secure=True))
    assert words(line)[0] == "Keyring: Secret Service"
    line.show_backend(Backend(name="", secure=False, trouble=VaultTrouble.NO_BACKEND))
    assert words(line)[0] == "Keyring: no keyring"
    line.show_trouble(VaultTrouble.HANGS)
    assert words(line)[0] == "Keyring: does not answer"


def test_it_says_why_the_practice_pool_did_not_start(line):
    line.show_pool("pool_failed", "red", reason="exit status 2")
    assert words(line)[1] == "Practice pool did not start: exit status 2"


def test_it_counts_calls_and_their_time(line):
    line.show_calls(1, 0.0841)
    assert words(line)[2] == "1 call · 84 ms at Cognito"
    line.show_calls(3, 1.2)
    assert words(line)[2] == "3 calls · 1200 ms at Cognito"
