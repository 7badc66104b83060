"""The meter of failed attempts below the credentials."""

import pytest

from app.diagnosis.attempts import Meter
from tests.helpers.showing import words
from widgets.lock_meter import LockMeter


@pytest.fixture
def meter(qtbot):
    made = LockMeter(now=lambda: made.at)
    made.at = 100.0
    qtbot.addWidget(made)
    return made


def test_it_is_out_of_sight_where_no_attempt_failed(meter):
    meter.show_meter(lambda _: Meter())
    assert not meter.isVisible()
    assert not meter._clock.isActive()


def test_it_counts_a_lock_down_and_then_says_what_is_left_of_it(meter, qtbot):
    def ask(now):
        return Meter(failures=6, locked_until=105.0 if now < 105.0 else 0.0)

    meter.show_meter(ask)
    assert "about 5 s" in words(meter)[0]
    meter.at = 103.0
    qtbot.waitUntil(lambda: "about 2 s" in words(meter)[0], timeout=3000)
    meter.at = 106.0
    meter.tick()
    assert words(meter) == [
        "6 failed attempts for this user. One more locks the user for a while (estimated)."
    ]


def test_it_goes_when_the_count_starts_again(meter):
    meter.show_meter(lambda now: Meter(failures=1 if now < 1000 else 0))
    assert meter.isVisible()
    meter.at = 1001.0
    meter.tick()
    assert not meter.isVisible()
    assert not meter._clock.isActive()


def test_it_does_not_come_back_in_a_window_that_was_closed(meter):
    meter.show_meter(lambda _: Meter(failures=1))
    assert meter._clock.isActive()
    meter.close()
    assert not meter._clock.isActive()
