"""A scroll area has the same children for a screen reader whether there is something to scroll or not."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from widgets.scrolling import UpAndDown


def children_of(area: UpAndDown) -> int:
    return QAccessible.queryAccessibleInterface(area).childCount()


def test_the_bar_is_there_for_a_screen_reader_whatever_the_contents_height(qtbot):
    area, content = UpAndDown(), QWidget()
    qtbot.addWidget(area)
    area.setWidget(content)
    area.resize(200, 200)
    area.show()
    content.setMinimumHeight(50)
    qtbot.waitUntil(lambda: not area.verticalScrollBar().isEnabled())
    before = children_of(area)

    content.setMinimumHeight(5000)
    qtbot.waitUntil(area.verticalScrollBar().isEnabled)

    assert children_of(area) == before
