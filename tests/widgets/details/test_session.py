"""The page Session."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.models.timeline import RowRole, TimelineModel
from app.secret import MASK
from app.transcript.events import Ended
from tests.helpers import sample_runs as sample
from widgets.clipboard import clipboard
from widgets.details.session import SessionPage


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = sample.T0 + 20.212

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def timeline(qapp):
    return TimelineModel(now=lambda: sample.T0 + 20)


@pytest.fixture
def page(qtbot, clock):
    made = SessionPage(now=clock)
    qtbot.addWidget(made)
    made.resize(380, 600)
    made.show()
    yield made
    clipboard().clear()


def show(page, timeline, events) -> None:
    for event in events:
        timeline.add("r", event)
    page.show_row(timeline.index(0, 0).data(RowRole))


def words(page) -> list[str]:
    return [label.text() for label in page.widget().findChildren(QLabel)]


def buttons(page) -> list[str]:
    return [each.accessibleName() or each.text() for each in page.widget().findChildren(QPushButton)]


def press(page, name: str) -> None:
    found = [each for each in page.widget().findChildren(QPushButton) if name in (each.text(), each.accessibleName())]
    assert len(found) == 1, name
    found[0].click()


def test_without_a_session_it_says_what_brings_one(page, timeline):
    show(page, timeline, sample.until_sms()[:3])
    assert [each.startswith("No Session yet") for each in words(page)] == [True]


def test_a_session_tells_its_reply_its_age_and_the_time_left_that_is_assumed(page, timeline):
    show(page, timeline, sample.until_sms())
    assert {
        "Session 1", "fresh: waits for an answer", "RespondToAuthChallenge · SMS_MFA", "20 s", "about 2:40",
        "3:00 min, assumed: the profile does not know AuthSessionValidity",
    } <= set(words(page))  # fmt: skip


def test_it_counts_while_the_run_waits_and_turns_when_the_session_runs_out(page, timeline, clock, qtbot):
    show(page, timeline, sample.until_sms())
    card = page.widget()
    clock.now += 60
    qtbot.waitUntil(lambda: "about 1:40" in words(page), timeout=3000)
    assert page.widget() is card
    clock.now += 100
    qtbot.waitUntil(lambda: "expired: it has run out" in words(page), timeout=3000)


def test_it_sees_what_happens_while_it_is_looked_at(page, timeline):
    show(page, timeline, sample.until_sms())
    for event in sample.signed_in()[len(sample.until_sms()) :]:
        timeline.add("r", event)
    page.tick()
    assert {"spent: its answer was taken", "RespondToAuthChallenge · SMS_MFA"} <= set(words(page))
    assert not page._clock.isActive()


def test_it_does_not_count_while_nobody_looks(page, timeline):
    show(page, timeline, sample.until_sms())
    assert page._clock.isActive()
    page.hide()
    assert not page._clock.isActive()
    page.show()
    assert page._clock.isActive()


def test_the_string_is_masked_until_revealed_and_copied_as_a_secret(page, timeline):
    show(page, timeline, sample.until_sms())
    assert MASK in words(page)
    assert sample.SESSION not in words(page)
    press(page, "Reveal")
    assert sample.SESSION in words(page)
    press(page, "Copy session 1")
    assert QApplication.clipboard().text() == sample.SESSION
    assert clipboard().seconds_left > 0


def test_a_session_that_ran_out_offers_to_begin_again_but_only_for_the_newest_run(page, timeline, clock, qtbot):
    show(page, timeline, sample.until_sms())
    page.newest = "r"
    assert "Again from the start" not in buttons(page)
    clock.now += 200
    page.tick()
    with qtbot.waitSignal(page.again):
        press(page, "Again from the start")
    page.newest = "another"
    page.show_row(timeline.index(0, 0).data(RowRole))
    assert "Again from the start" not in buttons(page)


def test_a_run_that_ended_offers_it_too(page, timeline):
    page.newest = "r"
    show(page, timeline, [*sample.until_sms(), Ended(at=sample.T0 + 5, reason="cancelled")])
    assert "Again from the start" in buttons(page)


def test_the_keyboard_stays_on_the_page_when_it_is_drawn_anew(page, timeline, clock, qtbot):
    show(page, timeline, sample.until_sms())
    page.activateWindow()
    page.widget().findChildren(QPushButton)[0].setFocus()
    qtbot.waitUntil(lambda: page.isAncestorOf(QApplication.focusWidget() or QLabel()))
    clock.now += 200
    page.tick()
    assert page.isAncestorOf(QApplication.focusWidget())
