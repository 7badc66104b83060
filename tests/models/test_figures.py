"""Times and sizes read as people write them."""

import pytest

from app.models.figures import countdown, distance, duration, local_time, size, stopwatch


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0.0, "0 ms"), (-3.0, "0 ms"), (0.0844, "84 ms"), (0.9994, "999 ms"), (0.9996, "1.00 s"), (1.239, "1.24 s"),
        (19.34, "19 s"), (59.7, "1:00 min"), (125.2, "2:05 min"), (3600.0, "1 h"), (12000.0, "3 h 20 min"),
        (30 * 86400.0, "720 h"),
    ],
)  # fmt: skip
def test_a_duration_has_the_unit_that_suits_it(seconds, written):
    assert duration(seconds) == written


def test_a_stopwatch_counts_whole_seconds_and_a_countdown_minutes():
    assert [stopwatch(value) for value in (-1, 0.9, 59.9, 61)] == ["0 s", "0 s", "59 s", "1:01"]
    assert [countdown(value) for value in (-4, 59.9, 161)] == ["0:00", "0:59", "2:41"]


def test_a_size_is_in_bytes_kilobytes_or_megabytes():
    assert [size(value) for value in (0, 999, 1894, 5_000_000)] == ["0 bytes", "999 bytes", "1.9 kB", "5.00 MB"]


def test_a_date_that_is_none_is_left_out():
    assert local_time(1e300) == ""
    assert local_time(float("nan")) == ""
    assert local_time(0).startswith(("1970-01-01", "1969-12-31"))


def test_a_distance_looks_both_ways():
    assert distance(1000.2, 1000.0) == "now"
    assert distance(1060.0, 1000.0) == "in 1:00 min"
    assert distance(940.0, 1000.0) == "1:00 min ago"
