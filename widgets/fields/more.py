"""What is rarely needed, behind a button that shows it."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.texts import text
from widgets.fields import add_captioned
from widgets.fields.base import FieldEditor
from widgets.icons import icon
from widgets.parts import button, column, name

Hint = Callable[[str], str]


def no_hint(_: str) -> str:
    """Say nothing below a field but what is said of it everywhere."""
    return ""


class MoreOptions(QWidget):
    """A button `More options` and the fields below it. `toggled` says whether the person wants to see them.

    It opens by itself where one of the fields holds another value than it began with. `of` completes its name where
    another one may be showing; `hint` gives the line below a field by its name, or none.
    """

    toggled = Signal(bool)

    def __init__(
        self, editors: Iterable[FieldEditor], *, opened: bool = False, of: str = "", hint: Hint = no_hint
    ) -> None:
        super().__init__()
        self._editors = [(made, made.typed()) for made in editors]
        self._of = of
        self.button: QPushButton = button(text("more_options.title"), "quiet", press=self._press)
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._content = QWidget()
        lines = column(spacing=4)
        self._content.setLayout(lines)
        box = column(spacing=4)
        box.addWidget(self.button)
        box.addWidget(self._content)
        self.setLayout(box)
        for made, _ in self._editors:
            add_captioned(lines, made, hint(made.field.name))
        if not self._editors:
            self.hide()
        self._show(opened)

    def open_where_used(self) -> None:
        """Show the fields if one of them was filled in."""
        if any(made.typed() != first for made, first in self._editors):
            self._show(True)

    def reveal(self) -> None:
        """Show the fields."""
        self._show(True)

    @property
    def used(self) -> bool:
        """Whether there is any field that is rarely needed."""
        return bool(self._editors)

    def holds(self, made: FieldEditor) -> bool:
        """Whether an editor is one of these."""
        return any(made is each for each, _ in self._editors)

    def _press(self) -> None:
        self._show(self._content.isHidden())
        self.toggled.emit(not self._content.isHidden())

    def _show(self, shown: bool) -> None:
        self._content.setVisible(shown)
        self.button.setIcon(icon("chevron-down" if shown else "chevron-right", "accent"))
        state = text("more_options.open" if shown else "more_options.closed")
        name(self.button, text("more_options.of", what=self._of) if self._of else text("more_options.title"), state)
