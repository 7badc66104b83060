"""Free rows of key and value, as for ClientMetadata and for challenges that nobody has heard of."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from app.texts import text
from widgets.icons import icon
from widgets.parts import button, chain_focus, column, label, name, row


class PairRow(QWidget):
    """One key, its value, and the button that takes them away. Its number is part of its names."""

    edited = Signal()
    submitted = Signal()
    removed = Signal()

    def __init__(self, key: str, value: str) -> None:
        super().__init__()
        self.key = QLineEdit(key)
        self.value = QLineEdit(value)
        self.remove = QToolButton()
        self.remove.setIcon(icon("cross"))
        self.key.setPlaceholderText(text("pairs.key_hint"))
        self.value.setPlaceholderText(text("pairs.value_hint"))
        for line in (self.key, self.value):
            line.setMinimumWidth(40)
            line.textEdited.connect(self.edited)
            line.returnPressed.connect(self.submitted)
        self.remove.clicked.connect(self.removed)
        box = row(spacing=4)
        box.addWidget(self.key, 2)
        box.addWidget(self.value, 3)
        box.addWidget(self.remove)
        self.setLayout(box)

    def number(self, number: int, words: str) -> None:
        """Name the controls by the row's number, from 1."""
        name(self.key, text("pairs.key", label=words, number=number))
        name(self.value, text("pairs.value", label=words, number=number))
        name(self.remove, text("pairs.remove", label=words, number=number))
        self.remove.setToolTip(self.remove.accessibleName())


class PairsEditor(QWidget):
    """A caption with a button, and rows below; those without a key do not count, the last of equal keys does."""

    edited = Signal()
    submitted = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words
        self._rows: list[PairRow] = []
        self._box = column(spacing=4)
        self._add = button(text("pairs.add"), "quiet", press=self._add_empty, icon_name="plus")
        name(self._add, text("pairs.add_name", label=words if any(map(str.isupper, words[1:])) else words.lower()))
        self.caption = label(words, "muted")
        line = row()
        line.addWidget(self.caption, 1)
        line.addWidget(self._add)
        self._box.addLayout(line)
        self.setLayout(self._box)

    def target(self) -> QWidget:
        """The first row's key, or the button that adds a row."""
        return self._rows[0].key if self._rows else self._add

    def value(self) -> dict[str, str]:
        """The rows that have a key."""
        return {line.key.text(): line.value.text() for line in self._rows if line.key.text()}

    def set_value(self, pairs: Mapping[str, str]) -> None:
        """Show these rows and no others."""
        for line in list(self._rows):
            self._drop(line)
        for key, value in pairs.items():
            self._append(key, value)

    def _add_empty(self) -> None:
        self._append("", "").key.setFocus()

    def _append(self, key: str, value: str) -> PairRow:
        line = PairRow(key, value)
        line.edited.connect(self.edited)
        line.submitted.connect(self.submitted)
        line.removed.connect(self._removed)
        self._box.insertWidget(len(self._rows) + 1, line)
        chain_focus(self._rows[-1].remove if self._rows else self._add, line.key, line.value, line.remove)
        self._rows.append(line)
        self._number()
        return line

    def _removed(self) -> None:
        line = self.sender()
        if isinstance(line, PairRow):
            self._drop(line)
            self._number()
            self._add.setFocus()
            self.edited.emit()

    def _drop(self, line: PairRow) -> None:
        self._rows.remove(line)
        self._box.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _number(self) -> None:
        for number, line in enumerate(self._rows, 1):
            line.number(number, self._words)
