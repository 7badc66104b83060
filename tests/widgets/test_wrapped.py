"""Labels for words of any length."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from widgets.clipboard import clipboard
from widgets.theme import colors
from widgets.wrapped import Wrapped


def test_a_long_word_wraps_within_itself(qtbot):
    label = Wrapped("x" * 200, wire=True)
    qtbot.addWidget(label)
    one = Wrapped("x", wire=True).heightForWidth(200)
    assert label.heightForWidth(200) > 5 * one
    assert label.minimumSizeHint().width() == 0


def test_it_never_reads_markup(qtbot):
    label = Wrapped("<b>bold</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize("secret", [False, True])
def test_a_secret_that_is_copied_leaves_the_clipboard_again(qtbot, secret):
    label = Wrapped("eyJhbGciOi", secret=secret)
    qtbot.addWidget(label)
    label.copy()
    assert QApplication.clipboard().text() == "eyJhbGciOi"
    assert (clipboard().seconds_left > 0) is secret
    clipboard().clear()


def test_its_colour_can_change(qtbot):
    label = Wrapped("■" * 20, tone="green")
    qtbot.addWidget(label)
    label.resize(200, 30)
    label.set_tone("red")
    picture = label.grab().toImage()
    shown = {picture.pixelColor(x, y).name() for x in range(0, 200, 2) for y in range(0, 30, 2)}
    assert colors().red.name() in shown
    assert colors().green.name() not in shown
