"""One editor for each kind of field, used by the credential form and by the forms of challenges alike."""

import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QLabel, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from app.auth.steps import SECRET_KINDS, Field, Kind
from app.models.tips import plain_tip
from app.secret import Secret
from app.texts import has_text, text
from widgets.clipboard import SHOWS_SECRET
from widgets.icons import icon
from widgets.pairs_editor import PairsEditor
from widgets.parts import column, label, name, no_mnemonic, repolish, row
from widgets.pieces import Elided

HIDDEN = frozenset({Kind.PASSWORD, Kind.NEW_PASSWORD, Kind.TOKEN})
# What people copy along with a code: white space, also of no width, and dashes of all lengths.
AROUND_A_CODE = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff\u2010-\u2015\u2212-]")
LONGEST = 131072  # characters; Qt's own limit of 32767 would cut a pasted body without a word


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


class LineEditor(FieldEditor):
    """A line of text: open or hidden, a code without its spaces and dashes, a token without its line breaks."""

    def __init__(self, field: Field, words: str) -> None:
        super().__init__(field, words)
        self.line = QLineEdit(field.value)
        self.line.setPlaceholderText(_said(field.name, "placeholder"))
        self.line.setMaxLength(LONGEST)
        name(self.line, words)
        self.line.setMinimumWidth(self.line.fontMetrics().averageCharWidth() * 10)
        box = column()
        box.addWidget(self.line)
        self.setLayout(box)
        if field.kind in HIDDEN:
            self._hide_behind_an_eye()
        if field.kind in (Kind.CODE, Kind.TOKEN):
            self.line.textChanged.connect(self._clean)
        if field.kind == Kind.CODE:
            self.line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self.line.returnPressed.connect(self.submitted)
        self.line.textEdited.connect(self.edited)

    def value(self) -> str | Secret:
        """The text; a Secret where the kind of the field says so."""
        return Secret(self.line.text()) if self.field.kind in SECRET_KINDS else self.line.text()

    def target(self) -> QWidget:
        """The line."""
        return self.line

    def typed(self) -> str:
        """The text as it stands."""
        return self.line.text()

    def restore(self, typed: Any) -> None:
        """Put a text in."""
        self.line.setText(str(typed))

    def mark(self, bad: bool) -> None:
        """Show at the rim whether the value was refused."""
        self.line.setProperty("bad", "true" if bad else "false")
        repolish(self.line)

    def _clean(self, typed: str) -> None:
        pattern = AROUND_A_CODE if self.field.kind == Kind.CODE else re.compile(r"\s")
        before = pattern.sub("", typed[: self.line.cursorPosition()])
        cleaned = pattern.sub("", typed)
        if cleaned != typed:
            self.line.setText(cleaned)
            self.line.setCursorPosition(len(before))

    def _hide_behind_an_eye(self) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setProperty(SHOWS_SECRET, True)
        self._eye = QAction(self.line)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        self.line.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._show(False)

    def _show(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icon("eye-off" if shown else "eye"))
        self._eye.setText(text("credentials.hide" if shown else "credentials.show", label=self.words.lower()))
        self._eye.setToolTip(plain_tip(self._eye.text()))


class ChoiceEditor(FieldEditor):
    """One of a few wire names, as radio buttons; the first, or the field's own value, is chosen."""

    def __init__(self, field: Field, words: str) -> None:
        super().__init__(field, words)
        name(self, words)
        self._group = QButtonGroup(self)
        box = column(spacing=2)
        for choice in field.choices:
            box.addLayout(self._line(choice))
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
        key = f"choice.{choice}"
        words = text(key) if has_text(key) else choice
        radio = QRadioButton(no_mnemonic(words))
        radio.setProperty("wire", choice)
        name(radio, words, choice)
        radio.toggled.connect(self._toggled)
        self._group.addButton(radio)
        line = row(spacing=12)
        line.addWidget(radio)
        if has_text(key):
            line.addWidget(Elided(choice, "wire"), 1)
        else:
            line.addStretch(1)
        return line

    def _toggled(self, on: bool) -> None:
        if on:
            self.edited.emit()


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


Editor = LineEditor | ChoiceEditor | RowsEditor


def editor(field: Field, words: str) -> Editor:
    """Make the editor for a field; `words` is its label, and its name for screen readers."""
    if field.kind == Kind.CHOICE:
        return ChoiceEditor(field, words)
    return RowsEditor(field, words) if field.kind == Kind.PAIRS else LineEditor(field, words)


def label_of(field: str, challenge: str = "") -> str:
    """Return what a field is called: as its challenge calls it, as all do, or its wire name made readable."""
    for key in (f"challenge.{challenge}.{field}", f"field.{field}.label"):
        if has_text(key):
            return text(key)
    words = field.removeprefix("userAttributes.").removeprefix("custom:").replace("_", " ").strip()
    return words[:1].upper() + words[1:] or field


def captioned(made: Editor) -> QLabel:
    """Make the label of an editor: its buddy, so that screen readers tell it and its mnemonic leads there."""
    caption = made.pairs.caption if isinstance(made, RowsEditor) else label(no_mnemonic(made.words), "muted")
    caption.setBuddy(made.target())
    caption.setToolTip(_said(made.field.name, "tip"))
    return caption


def add_captioned(box: QVBoxLayout, made: Editor, hint: str = "") -> None:
    """Add an editor with its label above it, and below it this hint, or its own where it has one."""
    caption = captioned(made)
    if not isinstance(made, RowsEditor):
        box.addWidget(caption)
    box.addWidget(made)
    if said := hint or _said(made.field.name, "hint"):
        box.addWidget(label(said, "small", wrap=True))


def _said(field: str, where: str) -> str:
    key = f"field.{field}.{where}"
    return text(key) if has_text(key) else ""
