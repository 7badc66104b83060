"""What is said of a user's failed attempts, and of a clock that is off."""

import pytest

from app.diagnosis.attempts import Meter
from app.diagnosis.clock import Skew
from app.models.clock_words import clock_words
from app.models.lock_words import lock_words


@pytest.mark.parametrize(
    ("meter", "said"),
    [
        (Meter(), ""),
        (Meter(failures=1), "1 failed attempt for this user. Cognito locks a user for a while after 5 (estimated)."),
        (Meter(failures=3), "3 failed attempts for this user. Cognito locks a user for a while after 5 (estimated)."),
        (Meter(failures=4), "4 failed attempts for this user. One more locks the user for a while (estimated)."),
    ],
)
def test_failed_attempts_are_counted_with_what_they_lead_to(meter, said):
    assert lock_words(meter, 100.0) == said


def test_a_lock_says_how_long_it_lasts_and_that_this_is_estimated():
    said = lock_words(Meter(failures=8, locked_until=108.0), 100.0)
    assert "about 8.00 s" not in said
    assert "about 8 s" in said
    assert said.endswith("(estimated).")


def test_a_lock_that_cognito_told_is_no_guess():
    assert "by what Cognito says" in lock_words(Meter(failures=5, locked_until=101.0, estimated=False), 100.0)


def test_a_lock_that_is_over_is_none():
    assert lock_words(Meter(failures=5, locked_until=99.0), 100.0).startswith("5 failed attempts")


@pytest.mark.parametrize(("seconds", "said"), [(300.4, "5:00 min behind the server's"), (-45.0, "45 s ahead of")])
def test_a_clock_that_is_off_is_said_with_its_side(seconds, said):
    assert said in clock_words(Skew(seconds=seconds, uncertainty=0.5))
