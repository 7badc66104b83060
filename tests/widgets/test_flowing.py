"""Buttons in lines."""

import pytest
from PySide6.QtWidgets import QPushButton

from tests.helpers.showing import showing
from widgets.flowing import Flowing


@pytest.fixture
def flowing(qtbot):
    made = Flowing(*(QPushButton(words) for words in ("One", "Two, which is longer", "Three")))
    qtbot.addWidget(made)
    made.show()
    return made


def places(flowing, width: int) -> list[tuple[int, int]]:
    """The line and the place in it of each button."""
    flowing.resize(width, flowing.heightForWidth(width))
    found = [each.geometry() for each in showing(flowing, QPushButton)]
    tops = sorted({each.top() for each in found})
    return [(tops.index(each.top()), sum(other.top() == each.top() and other.left() < each.left() for other in found))
            for each in found]  # fmt: skip


def test_they_stand_beside_one_another_as_wide_as_they_want_to_be(flowing):
    assert places(flowing, 800) == [(0, 0), (0, 1), (0, 2)]
    assert all(each.width() == each.sizeHint().width() for each in showing(flowing, QPushButton))


def test_what_has_no_room_goes_on_in_the_next_line(flowing):
    one, two, three = (each.sizeHint().width() for each in showing(flowing, QPushButton))
    assert places(flowing, one + two + three) == [(0, 0), (0, 1), (1, 0)]
    assert flowing.heightForWidth(one + two + three) > flowing.heightForWidth(800)


def test_none_is_wider_than_there_is_room(flowing):
    least = flowing.minimumSizeHint().width()
    assert places(flowing, least) == [(0, 0), (1, 0), (2, 0)]
    assert all(each.width() <= least for each in showing(flowing, QPushButton))


def test_a_hidden_one_takes_no_room(flowing):
    showing(flowing, QPushButton)[0].hide()
    assert places(flowing, 800) == [(0, 0), (0, 1)]
    assert showing(flowing, QPushButton)[0].x() == 0
