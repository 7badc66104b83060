"""The lock that doubles with each wrong attempt after the fifth."""

from app.practice import attempts
from app.practice.state import Attempts


def fail(record, times, at):
    for _ in range(times):
        attempts.count_failure(record, at)


def test_four_failures_lock_nothing():
    record = Attempts()
    fail(record, 4, 100.0)
    assert not attempts.locked(record, 100.0)


def test_the_lock_doubles_from_one_second_to_a_quarter_of_an_hour():
    record = Attempts()
    fail(record, 4, 100.0)
    lengths = []
    for _ in range(12):
        attempts.count_failure(record, 100.0)
        lengths.append(record.locked_until - 100.0)
    assert lengths == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]


def test_the_lock_ends_by_itself():
    record = Attempts()
    fail(record, 5, 100.0)
    assert attempts.locked(record, 100.9)
    assert not attempts.locked(record, 101.0)


def test_a_quarter_of_an_hour_without_failure_starts_the_count_again():
    record = Attempts()
    fail(record, 4, 100.0)
    attempts.count_failure(record, 1000.0)
    assert record.failures == 1


def test_a_success_starts_the_count_again():
    record = Attempts()
    fail(record, 5, 100.0)
    attempts.forget_failures(record)
    fail(record, 4, 100.0)
    assert not attempts.locked(record, 100.0)
