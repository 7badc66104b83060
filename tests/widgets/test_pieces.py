"""What all panels are made of."""

import pytest
from PySide6.QtWidgets import QWidget

from widgets.parts import button
from widgets.pieces import Elided, IconBox, Line


@pytest.mark.parametrize("room", ["first", "even", "end"])
def test_a_line_puts_its_parts_below_one_another_where_there_is_no_room(qtbot, room):
    parts = (button("one long button"), button("another long button"))
    line = Line(*parts, room=room)
    holder = QWidget()  # a layout holds a window to its own least size, and a widget inside one not
    qtbot.addWidget(holder)
    line.setParent(holder)
    holder.show()
    line.resize(600, 40)
    qtbot.waitUntil(lambda: parts[0].y() == parts[1].y() and parts[0].x() < parts[1].x())
    line.resize(line.minimumSizeHint().width(), 100)
    qtbot.waitUntil(lambda: parts[0].y() < parts[1].y() and parts[0].x() == parts[1].x())


def test_an_elided_text_gives_way_and_keeps_its_words(qtbot):
    made = Elided("a rather long text that does not fit")
    qtbot.addWidget(made)
    made.resize(40, 20)
    made.show()
    assert made.minimumSizeHint().width() == 0
    assert made.text() == "a rather long text that does not fit"
    assert made.grab().toImage() != Elided("").grab().toImage()


def test_an_icon_box_is_as_high_as_the_text_and_paints_only_what_it_has(qtbot):
    empty, full = IconBox(), IconBox("check", "green")
    for each in (empty, full):
        qtbot.addWidget(each)
    assert full.sizeHint().height() >= full.fontMetrics().height()
    assert empty.grab().toImage() != full.grab().toImage()
