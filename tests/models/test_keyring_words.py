"""The keyring check in words."""

from app.errors import VaultTrouble
from app.models.keyring_words import candidate_words, report, step_words
from app.vault.check import Candidate, Tried
from app.vault.vault import Backend


def test_a_step_says_how_it_ended_and_how_long_it_took():
    assert step_words(Tried(step="write", seconds=0.0123)) == "works (12 ms)"
    failed = Tried(step="read", seconds=0.001, trouble=VaultTrouble.LOCKED)
    assert step_words(failed) == "locked (1 ms)"
    assert "earlier step" in step_words(Tried(step="measure", skipped=True))


def test_a_keyring_that_takes_less_than_a_refresh_token_is_said_to_split_it():
    words = step_words(Tried(step="measure", longest=1280))
    assert "about 1,280 characters" in words
    assert "split" in words


def test_a_keyring_that_takes_all_says_that_it_may_be_more():
    words = step_words(Tried(step="measure", longest=16_384, at_least=True))
    assert "at least 16,384 characters" in words
    assert "split" not in words


def test_a_backend_that_cannot_be_used_says_why_in_the_librarys_words():
    words = candidate_words(Candidate(name="kwallet", verdict="not_here", detail="python-dbus not installed"))
    assert words == "kwallet: cannot be used here: python-dbus not installed"


def test_the_report_has_a_line_for_each():
    found = [
        Backend(name="Secret Service", secure=True),
        Tried(step="write", seconds=0.001),
        (Candidate(name="one", verdict="used"), Candidate(name="two", verdict="good")),
    ]
    assert report(found).splitlines() == [
        "Secret Service", "Write: works (1 ms)", "one: in use", "two: works here; the one in use comes first",
    ]  # fmt: skip
