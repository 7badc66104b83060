"""What all panels are made with."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStyleOptionButton, QStylePainter, QVBoxLayout, QWidget

from widgets.parts import button, empty_layout, label


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
