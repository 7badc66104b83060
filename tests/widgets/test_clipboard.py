"""Copying, and taking secrets away again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app.secret import Secret
from widgets import clipboard as module
from widgets.clipboard import SHOWS_SECRET, CopyButton, clipboard


@pytest.fixture
def board(qapp, monkeypatch):
    monkeypatch.setattr(module, "SECONDS", 0.25)
    yield QApplication.clipboard()
    QApplication.clipboard().clear()


def test_a_secret_is_cleared_after_its_time(board, qtbot):
    clipboard().copy(Secret("s3cret"))
    assert board.text() == "s3cret"
    assert clipboard().seconds_left > 0
    qtbot.waitUntil(lambda: board.text() == "", timeout=3000)
    assert clipboard().seconds_left == 0


def test_clipboard_managers_are_asked_not_to_remember_a_secret(board):
    clipboard().copy(Secret("s3cret"))
    assert bytes(board.mimeData().data("x-kde-passwordManagerHint").data()) == b"secret"
    clipboard().copy("open")
    assert not board.mimeData().hasFormat("x-kde-passwordManagerHint")


def test_what_was_copied_since_stays(board):
    clipboard().copy(Secret("s3cret"))
    board.setText("the person's own")
    clipboard().clear()
    assert board.text() == "the person's own"


def test_a_text_that_is_no_secret_stays(board):
    clipboard().copy(Secret("s3cret"))
    clipboard().copy("open")
    assert clipboard().seconds_left == 0
    clipboard().clear()
    assert board.text() == "open"


def test_a_secret_does_not_outlive_the_program(board, qapp):
    clipboard().copy(Secret("s3cret"))
    qapp.aboutToQuit.emit()
    assert board.text() == ""


def test_it_is_a_minute_unless_a_test_is_in_a_hurry(qapp):
    clipboard().copy(Secret("s3cret"))
    assert 59 < clipboard().seconds_left < 64  # a coarse timer may be late by a twentieth
    clipboard().clear()


def test_a_copy_button_says_that_it_copied_and_keeps_its_name(board, qtbot):
    button = CopyButton("Copy", lambda: Secret("s3cret"))
    qtbot.addWidget(button)
    button.show()
    button.click()
    assert board.text() == "s3cret"
    assert (button.text(), button.accessibleName()) == ("Copied", "Copy")
    qtbot.waitUntil(lambda: button.text() == "Copy", timeout=5000)


def test_a_copy_button_with_nothing_to_copy_leaves_the_clipboard_alone(board, qtbot):
    board.setText("before")
    button = CopyButton("Copy", lambda: None)
    qtbot.addWidget(button)
    button.click()
    assert (board.text(), button.text()) == ("before", "Copy")


@pytest.mark.parametrize("secret", [False, True])
def test_what_qt_copies_out_of_a_field_that_shows_a_secret_is_cleared_too(board, qtbot, secret):
    clipboard()
    field = QLineEdit("s3cret")
    field.setProperty(SHOWS_SECRET, secret)
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    field.selectAll()
    qtbot.keyClick(field, "C", Qt.KeyboardModifier.ControlModifier)
    assert board.text() == "s3cret"
    assert (clipboard().seconds_left > 0) is secret
    if secret:
        qtbot.waitUntil(lambda: board.text() == "", timeout=3000)
