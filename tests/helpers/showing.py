"""Finds what a widget shows now: what was just added becomes visible only once Qt has handled its own events."""

from typing import Any

from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget


def showing(widget: QWidget, kind: type[Any]) -> list[Any]:
    """Return the visible widgets of a kind inside a widget that is itself shown."""
    QApplication.processEvents()
    return [each for each in widget.findChildren(kind) if each.isVisible()]


def words(widget: QWidget) -> list[str]:
    """Return the texts of all labels that are visible."""
    return [each.text() for each in showing(widget, QLabel)]


def button(widget: QWidget, text: str) -> QPushButton:
    """Return the visible button with this text; an error where there is none or more than one."""
    (found,) = [each for each in showing(widget, QPushButton) if each.text() == text]
    assert isinstance(found, QPushButton)
    return found
