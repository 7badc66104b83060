"""A scroll area has the same children for a screen reader whatever there is to scroll, and while it is hidden."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from widgets.scrolling import UpAndDown


@pytest.fixture
def area(qtbot):
    made = UpAndDown()
    qtbot.addWidget(made)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidget(QWidget())
    made.resize(200, 200)
    made.show()
    return made


def children_of(area: UpAndDown) -> int:
    return QAccessible.queryAccessibleInterface(area).childCount()


def test_a_screen_reader_finds_the_same_children_whatever_the_contents_height(area, qtbot):
    area.widget().setMinimumHeight(50)
    qtbot.waitUntil(lambda: not area.bar.isEnabled())
    before = children_of(area)

    area.widget().setMinimumHeight(5000)
    qtbot.waitUntil(area.bar.isEnabled)

    assert children_of(area) == before


def test_a_screen_reader_finds_the_same_children_where_the_page_was_hidden_meanwhile(area, qtbot):
    area.widget().setMinimumHeight(5000)
    qtbot.waitUntil(area.bar.isEnabled)
    before = children_of(area)
    area.hide()
    assert children_of(area) == before


def test_the_bar_and_the_content_move_together(area, qtbot):
    area.widget().setMinimumHeight(5000)
    qtbot.waitUntil(lambda: area.bar.maximum() == 4800)
    assert area.bar.pageStep() == 200
    area.bar.setValue(1000)
    assert area.widget().y() == -1000
    area.ensureVisible(0, 5000, 0, 0)
    assert area.bar.value() == 4800
    wheel(area.bar, up=True)
    assert area.bar.value() < 4800
    assert area.widget().y() == -area.bar.value()


def test_the_content_is_as_wide_as_there_is_room_beside_the_bar(area, qtbot):
    for width in (200, 300):
        area.resize(width, 200)
        qtbot.waitUntil(lambda width=width: area.bar.geometry().right() == width - 1)
        assert area.widget().width() == area.bar.geometry().left()
        assert area.bar.height() == 200


def wheel(of: QWidget, *, up: bool) -> None:
    place, turn = QPointF(of.rect().center()), QPoint(0, 120 if up else -120)
    none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(of, QWheelEvent(place, of.mapToGlobal(place), QPoint(), turn, *none, False))
