"""The strips of the dialog: what was deleted can be had back; what is not saved is asked about before it is lost."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.texts import text
from widgets.parts import button, column, row
from widgets.theme import GRID
from widgets.wrapped import Wrapped


class UndoBar(QFrame):
    """Says what is gone. `offers` is what its button says; `undo_wanted`: it is to come back."""

    undo_wanted = Signal()

    def __init__(self, offers: str = "") -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._words = Wrapped(tone="muted")
        self.button = button(offers or text("profiles.undo"), "quiet", press=self.undo_wanted.emit)
        line = column(margin=GRID)
        line.addWidget(self._words)
        line.addWidget(self.button)
        self.setLayout(line)
        self.hide()

    def show_deleted(self, name: str) -> None:
        """Say that a profile of this name is gone."""
        self.say(text("profiles.deleted", name=name))

    def say(self, words: str) -> None:
        """Say what is gone."""
        self._words.setText(words)
        self.show()


class CloseBar(QFrame):
    """Asks what is to become of what is not saved. `discard`: it may be lost; `stay`: the dialog stays open."""

    discard = Signal()
    stay = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self._words = Wrapped(tone="amber")
        self._stay = button(text("profiles.close_stay"), press=self.stay.emit)
        line = row()
        line.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        line.addWidget(self._words, 1)
        line.addWidget(button(text("profiles.close_discard"), press=self.discard.emit))
        line.addWidget(self._stay)
        self.setLayout(line)
        self.hide()

    def ask(self, names: str) -> None:
        """Ask about the profiles with these names."""
        self._words.setText(text("profiles.close_asks", names=names))
        self.show()
        self._stay.setFocus()
