"""What all panels are made with."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStyleOptionButton, QStylePainter, QVBoxLayout, QWidget

from widgets.parts import button, empty_layout, label, no_mnemonic


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


def drawn(made, monkeypatch) -> tuple[bool, str]:
    """Return whether a button is painted with its icon, and with what words."""
    drawn_with: list[tuple[bool, str]] = []

    def note(_painter: QStylePainter, _element: object, option: QStyleOptionButton) -> None:
        drawn_with.append((not option.icon.isNull(), option.text))

    with monkeypatch.context() as patch:
        patch.setattr(QStylePainter, "drawControl", note)
        made.grab()
    return drawn_with[-1]


def test_a_button_without_room_gives_up_its_icon_and_then_cuts_its_words(qtbot, monkeypatch):
    made = button("Copy access token", icon_name="copy")
    qtbot.addWidget(made)
    wanted = made.sizeHint().width()
    made.resize(wanted, 30)
    assert drawn(made, monkeypatch) == (True, "Copy access token")
    made.resize(wanted - made.iconSize().width(), 30)
    assert drawn(made, monkeypatch) == (False, "Copy access token")
    made.resize(wanted // 2, 30)
    _, words = drawn(made, monkeypatch)
    assert words.startswith("Copy")
    assert words.endswith("…")
    assert made.text() == "Copy access token"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_a_button_as_space_does(qtbot, key):
    pressed: list[bool] = []
    made = button("Continue", press=lambda: pressed.append(True))
    qtbot.addWidget(made)
    made.show()
    qtbot.keyClick(made, key)
    qtbot.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)  # the window's own shortcut
    assert pressed == [True]


def test_an_ampersand_in_a_name_makes_no_shortcut(qtbot):
    made = button(no_mnemonic("Sign in as “R&D”"))
    qtbot.addWidget(made)
    assert made.shortcut().isEmpty()
