"""What all panels are made with."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from widgets.parts import empty_layout, label


def test_labels_never_read_markup(qtbot):
    made = label("<b>bold</b>")
    qtbot.addWidget(made)
    assert made.textFormat() == Qt.TextFormat.PlainText


def test_an_emptied_layout_has_nothing_in_sight(qtbot):
    held = QWidget()
    qtbot.addWidget(held)
    outer, within = QVBoxLayout(held), QVBoxLayout()
    first, second = QLabel("1"), QLabel("2")
    outer.addWidget(first)
    outer.addLayout(within)
    within.addWidget(second)
    held.show()
    empty_layout(outer)
    assert outer.count() == 0
    assert not first.isVisible()
    assert not second.isVisible()
