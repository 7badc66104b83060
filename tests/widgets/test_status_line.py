"""The line below."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QWidget

from app.errors import VaultTrouble
from app.vault.vault import Backend
from tests.helpers.showing import button, showing, words
from widgets.pieces import Elided
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


def test_only_a_practice_pool_that_is_over_can_be_started_again(line, qtbot):
    line.show_pool("pool_running", "green")
    assert not showing(line, QPushButton)
    line.show_pool("pool_died", "red", reason="signal 9")
    assert words(line)[1] == "Practice pool ended by itself: signal 9"
    with qtbot.waitSignal(line.start_wanted):
        button(line, "Start again").click()
    line.show_pool("pool_starting", "muted")
    assert not showing(line, QPushButton)


def test_its_facts_stand_at_the_left_and_give_way_where_there_is_no_room(line, qtbot):
    line.show_backend(Backend(name="Secret Service", secure=True))
    line.resize(1280, line.height())
    qtbot.waitUntil(lambda: not any(map(is_cut, showing(line, Elided))))
    facts = showing(line, Elided)
    lefts = [each.mapTo(line, QPoint(0, 0)).x() for each in facts]
    for here, there, shown in zip(lefts, lefts[1:], facts, strict=False):
        assert there - here - shown.width() < 60
    line.show_pool("pool_failed", "red", reason="a long story " * 40)
    line.resize(700, line.height())
    assert button(line, "Start again").isVisible()
    assert all(each.mapTo(line, each.rect().topRight()).x() < 700 for each in showing(line, QWidget))


def is_cut(shown: Elided) -> bool:
    return shown.fontMetrics().horizontalAdvance(shown.text()) > shown.width()


def test_it_counts_calls_and_their_time(line):
    line.show_calls(1, 0.0841)
    assert words(line)[2] == "1 call · 84 ms at Cognito"
    line.show_calls(3, 1.2)
    assert words(line)[2] == "3 calls · 1200 ms at Cognito"
