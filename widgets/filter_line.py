"""The field of a filter: it says below itself where a filter is written wrong, and lists what can be written."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from app.models.filter_words import problem_words
from app.texts import text
from app.transcript.filters import LONGEST, FilterError
from widgets.icons import icon
from widgets.parts import name
from widgets.theme import SMALL
from widgets.wrapped import Wrapped


class FilterLine(QLineEdit):
    """`show` is given each filter and raises FilterError where it is wrong; then all is shown.

    `trouble` is for its owner to lay out below it.
    """

    def __init__(self, words: str, show: Callable[[str], object]) -> None:
        super().__init__()
        self._show = show
        self.trouble = Wrapped(tone="amber", size=SMALL)
        self.trouble.hide()
        self.setMaxLength(LONGEST)
        self.setPlaceholderText(words)
        self.setClearButtonEnabled(True)
        name(self, words)
        help_ = QAction(icon("info"), text("filter.help"), self)
        help_.triggered.connect(lambda: show_help(self.window()))
        self.addAction(help_, QLineEdit.ActionPosition.TrailingPosition)
        for each in self.findChildren(QToolButton):
            if each.defaultAction() is help_:
                name(each, text("filter.help_of", what=words))
        self.textChanged.connect(self._changed)

    def _changed(self, wanted: str) -> None:
        words = ""
        try:
            self._show(wanted)
        except FilterError as error:
            self._show("")
            words = problem_words(error)
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        name(self.trouble, words)
        self.setAccessibleDescription(words)  # a screen reader says it with the field


def show_help(window: QWidget) -> None:
    """List what a filter can say, in a dialog beside a window."""
    from widgets.filter_help import FilterHelp  # few ever open it

    dialog = window.findChild(FilterHelp) or FilterHelp(window)
    dialog.show()
    dialog.activateWindow()
