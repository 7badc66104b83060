"""A line of text: open or hidden, a code without its spaces and dashes, a token without its line breaks."""

import re
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from app.auth.steps import SECRET_KINDS, Field, Kind
from app.models.tips import plain_tip
from app.secret import Secret
from app.texts import text
from widgets.clipboard import SHOWS_SECRET
from widgets.fields.base import FieldEditor, said
from widgets.icons import icon
from widgets.parts import column, name, repolish
from widgets.veil import veil

HIDDEN = frozenset({Kind.PASSWORD, Kind.NEW_PASSWORD, Kind.TOKEN})
# What people copy along with a code: white space, also of no width, and dashes of all lengths.
AROUND_A_CODE = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff\u2010-\u2015\u2212-]")
LONGEST = 131072  # characters; Qt's own limit of 32767 would cut a pasted body without a word


class LineEditor(FieldEditor):
    """A line of text: open or hidden, a code without its spaces and dashes, a token without its line breaks."""

    def __init__(self, field: Field, words: str) -> None:
        super().__init__(field, words)
        self.line = QLineEdit(field.value)
        self.line.setPlaceholderText(said(field.name, "placeholder"))
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
        self._restoring = False
        self.line.textChanged.connect(self._changed)  # textEdited leaves out what assistive technology puts in

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
        self._restoring = True
        self.line.setText(str(typed))
        self._restoring = False

    def mark(self, bad: bool) -> None:
        """Show at the rim whether the value was refused."""
        self.line.setProperty("bad", "true" if bad else "false")
        repolish(self.line)

    def _changed(self) -> None:
        if not self._restoring:
            self.edited.emit()

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
        veil().changed.connect(self._cover)
        self._show(False)
        self._cover(veil().drawn)

    def _cover(self, drawn: bool) -> None:
        if drawn:
            self._eye.setChecked(False)
        self._eye.setVisible(not drawn)

    def _show(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icon("eye-off" if shown else "eye"))
        self._eye.setText(text("credentials.hide" if shown else "credentials.show", label=self.words.lower()))
        self._eye.setToolTip(plain_tip(self._eye.text()))
