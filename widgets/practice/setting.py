"""One setting of a what-if: its name, its choices, what choosing does, and whether it is as usual."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.texts import text
from widgets.fields.lists import CalmBox
from widgets.parts import column, label, name
from widgets.theme import SMALL
from widgets.wrapped import Wrapped

Choices = Iterable[tuple[object, str]]  # what is chosen, and its words


class Setting(QWidget):
    """A combo box with its caption above and a line about it below. `picked` carries what a person chose."""

    picked = Signal(object)

    def __init__(self, words: str, about: str, choices: Choices = ()) -> None:
        super().__init__()
        self._words = words
        self._caption = label(words)
        self._caption.setBuddy(self._box_named(words))
        box = column(spacing=2)
        box.addWidget(self._caption)
        box.addWidget(self.box)
        box.addWidget(Wrapped(about, tone="muted", size=SMALL))
        self.setLayout(box)
        self._values: list[object] = []
        self.offer(choices)
        self.box.activated.connect(lambda place: self.picked.emit(self._values[place]))

    def offer(self, choices: Choices) -> None:
        """Offer these choices, unless they are the ones that are there."""
        wanted = list(choices)
        if [self.box.itemText(place) for place in range(self.box.count())] == [words for _, words in wanted]:
            return
        self._values = [value for value, _ in wanted]
        self.box.clear()
        for _, words in wanted:
            self.box.addItem(words)

    def show_value(self, value: object, *, normal: bool = True) -> None:
        """Choose a value, where it is among the choices, and say whether it is as usual."""
        if value in self._values:
            self.box.setCurrentIndex(self._values.index(value))
        self._caption.setText(self._words if normal else text("what_if.changed", setting=self._words))

    @property
    def value(self) -> object:
        """What is chosen; None where there is nothing to choose."""
        place = self.box.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def _box_named(self, words: str) -> CalmBox:
        self.box = CalmBox()
        name(self.box, words)
        return self.box
