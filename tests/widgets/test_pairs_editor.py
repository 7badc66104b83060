"""Free rows of key and value."""

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QToolButton

from tests.helpers.showing import showing
from widgets.pairs_editor import PairsEditor


@pytest.fixture
def pairs(qtbot):
    made = PairsEditor("Client metadata")
    qtbot.addWidget(made)
    made.show()
    return made


def test_it_begins_without_rows_and_its_button_adds_one_with_the_cursor_in_it(pairs, qtbot):
    assert pairs.value() == {}
    add = showing(pairs, QPushButton)[0]
    assert add.accessibleName() == "Add to client metadata"
    add.click()
    key, value = showing(pairs, QLineEdit)
    qtbot.waitUntil(key.hasFocus)
    qtbot.keyClicks(key, "device")
    qtbot.keyClicks(value, "kiosk")
    assert pairs.value() == {"device": "kiosk"}


def test_rows_without_a_key_do_not_count_and_the_last_of_equal_keys_does(pairs):
    pairs.set_value({"a": "1", "": "lost", "b": "2"})
    showing(pairs, QLineEdit)[4].setText("a")
    assert pairs.value() == {"a": "2"}


def test_every_control_has_a_name_of_its_own_that_follows_when_a_row_goes(pairs, qtbot):
    pairs.set_value({"a": "1", "b": "2"})
    with qtbot.waitSignal(pairs.edited):
        showing(pairs, QToolButton)[0].click()
    assert pairs.value() == {"b": "2"}
    names = [each.accessibleName() for each in showing(pairs, QLineEdit) + showing(pairs, QToolButton)]
    assert names == ["Client metadata key 1", "Client metadata value 1", "Remove Client metadata 1"]


def test_tab_goes_from_the_button_through_the_rows(pairs, qtbot):
    pairs.set_value({"a": "1", "b": "2"})
    showing(pairs, QPushButton)[0].setFocus()
    order = []
    for _ in range(6):
        pairs.focusNextChild()
        order.append(pairs.window().focusWidget().accessibleName())
    assert order == [
        "Client metadata key 1", "Client metadata value 1", "Remove Client metadata 1",
        "Client metadata key 2", "Client metadata value 2", "Remove Client metadata 2",
    ]  # fmt: skip


def test_the_focus_goes_to_the_first_row_where_there_is_one(pairs):
    assert isinstance(pairs.target(), QPushButton)
    pairs.set_value({"a": "1"})
    assert pairs.target().text() == "a"
    pairs.set_value({})
    assert isinstance(pairs.target(), QPushButton)
