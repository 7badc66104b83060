"""Free rows of key and value."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from app.auth.steps import Field
from widgets.fields.base import FieldEditor
from widgets.pairs_editor import PairsEditor
from widgets.parts import column


class RowsEditor(FieldEditor):
    """Free rows of key and value."""

    def __init__(self, field: Field, words: str) -> None:
        super().__init__(field, words)
        self.pairs = PairsEditor(words)
        self.pairs.edited.connect(self.edited)
        self.pairs.submitted.connect(self.submitted)
        box = column()
        box.addWidget(self.pairs)
        self.setLayout(box)

    def value(self) -> Mapping[str, str]:
        """The rows that have a key."""
        return self.pairs.value()

    def target(self) -> QWidget:
        """The first row's key, or the button that adds a row."""
        return self.pairs.target()

    def typed(self) -> Mapping[str, str]:
        """The rows that have a key."""
        return self.pairs.value()

    def restore(self, typed: Any) -> None:
        """Put rows in."""
        if isinstance(typed, Mapping):
            self.pairs.set_value({str(key): str(value) for key, value in typed.items()})

    def mark(self, bad: bool) -> None:
        """Leave the rows as they are: the refusal stands beside them."""
