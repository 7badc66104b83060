"""What the editors of all kinds of fields share."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.auth.steps import Field
from app.texts import text_or


class FieldEditor(QWidget):
    """What all editors share. `submitted`: Enter was pressed in it; `edited`: the person changed it."""

    submitted = Signal()
    edited = Signal()

    def __init__(self, field: Field, words: str) -> None:
        super().__init__()
        self.field = field
        self.words = words

    def typed(self) -> Any:
        """What the person typed, to be put back with `restore`."""
        return ""

    def is_empty(self) -> bool:
        """Whether there is nothing in it."""
        return not self.typed()

    def target(self) -> QWidget:
        """The control in it that takes the keyboard.

        No focus proxy: with one, Tab would stop at the editor's own place among the window's controls as well.
        """
        return self


def said(field: str, where: str) -> str:
    """Return a text about a field (`label`, `placeholder`, `hint`, `tip`, `none`), or an empty string."""
    return text_or(f"field.{field}.{where}")
