"""Room for what large text makes higher than the screen: it scrolls, and the buttons below stay in sight."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from widgets.parts import name
from widgets.pieces import Column
from widgets.scrolling import UpAndDown


def scrolled(box: QVBoxLayout, words: str) -> UpAndDown:
    """Put what is laid out into a part that scrolls, of this name."""
    inner = Column()
    inner.setLayout(box)
    made = UpAndDown()
    made.setWidget(inner)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    name(made, words)
    return made
