"""One of a few wire names, as radio buttons with room for a line about each."""

from typing import Any

from PySide6.QtWidgets import QButtonGroup, QWidget

from app.auth.steps import Field
from app.models.field_words import choice_words, wire_name
from app.texts import text_or
from widgets.fields.base import FieldEditor
from widgets.fields.radio import Radio
from widgets.parts import column, name, row
from widgets.pieces import Elided
from widgets.theme import GRID, SMALL
from widgets.wrapped import Wrapped


class ChoiceEditor(FieldEditor):
    """One of a few wire names, as radio buttons; the first, or the field's own value, is chosen.

    `challenge` is who asks: its texts may say in a line what each choice is.
    """

    def __init__(self, field: Field, words: str, challenge: str = "") -> None:
        super().__init__(field, words)
        self._challenge = challenge
        name(self, words)
        self._group = QButtonGroup(self)
        box = column(spacing=2)
        for choice in field.choices:
            box.addLayout(self._line(choice))
            if about := self._about(choice):
                below = row()
                below.setContentsMargins(3 * GRID, 0, 0, 0)
                below.addWidget(Wrapped(about, tone="muted", size=SMALL))
                box.addLayout(below)
        self.setLayout(box)
        self.restore(field.value or next(iter(field.choices), ""))

    def value(self) -> str:
        """The wire name that is chosen."""
        return self.typed()

    def target(self) -> QWidget:
        """The button that is chosen."""
        return self._group.checkedButton() or self

    def typed(self) -> str:
        """The wire name that is chosen."""
        chosen = self._group.checkedButton()
        return str(chosen.property("wire")) if chosen is not None else ""

    def restore(self, typed: Any) -> None:
        """Choose a wire name, where it is among the choices."""
        for radio in self._group.buttons():
            if radio.property("wire") == typed:
                radio.setChecked(True)

    def mark(self, bad: bool) -> None:
        """Leave the buttons as they are: the refusal stands beside them."""

    def _line(self, choice: str) -> Any:
        words, wire = choice_words(choice), wire_name(choice)
        radio = Radio(words)
        radio.setProperty("wire", choice)
        name(radio, words, ". ".join(part for part in (wire, self._about(choice)) if part))
        radio.toggled.connect(self._toggled)
        self._group.addButton(radio)
        line = row(spacing=12)
        line.addWidget(radio)
        if wire and wire != words:
            line.addWidget(Elided(wire, "wire"), 1)
        else:
            line.addStretch(1)
        return line

    def _about(self, choice: str) -> str:
        return text_or(f"challenge.{self._challenge}.about.{choice}")

    def _toggled(self, on: bool) -> None:
        if on:
            self.edited.emit()
