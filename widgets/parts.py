"""Small makers that all panels share: labels that never read markup, buttons, layouts on the grid, the order of Tab."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QItemSelection, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QVBoxLayout,
    QWidget,
)

from widgets.icons import icon
from widgets.theme import GRID

Box = TypeVar("Box", QVBoxLayout, QHBoxLayout)
HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
LEAST = 3  # characters of a button's words that are always shown


class Button(QPushButton):
    """A button that Enter presses too; where it has no room it does without its icon, then its words are cut."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & HELD:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        option = QStyleOptionButton()
        self.initStyleOption(option)
        missing = self.sizeHint().width() - self.width()
        if missing > 0 and not option.icon.isNull():
            option.icon = QIcon()
            missing -= self.iconSize().width() + GRID // 2
        if missing > 0:
            metrics = self.fontMetrics()
            room = max(metrics.horizontalAdvance(self.text()) - missing, metrics.averageCharWidth() * LEAST)
            option.text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)


def label(words: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """Make a label that shows its text as it is, whatever a server put into it."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(words)
    made.setWordWrap(wrap)
    if wrap:
        made.setMinimumWidth(1)  # a long word must not widen its column
    if role:
        made.setProperty("role", role)
    return made


def no_mnemonic(words: str) -> str:
    """Write words for a button or a field's label so that Qt shows their ampersands and makes no shortcut of them."""
    return words.replace("&", "&&")


def follow_selection(view: QAbstractItemView) -> None:
    """Make the selected row the current one: a screen reader selects a row without making it current."""

    def follow(selected: QItemSelection) -> None:
        chosen = selected.indexes()
        if chosen and chosen[0] != view.currentIndex():
            view.setCurrentIndex(chosen[0])

    view.selectionModel().selectionChanged.connect(follow)


def section(words: str) -> QLabel:
    """Make the small heading of a part of a column."""
    return label(words.upper(), "section", wrap=True)


def button(
    words: str, kind: str = "", *, press: Callable[[], object] | None = None, icon_name: str = ""
) -> QPushButton:
    """Make a button; `kind` is empty, primary or quiet."""
    made = Button(words)
    if kind:
        made.setProperty("kind", kind)
    if icon_name:
        made.setIcon(icon(icon_name))
        fit_icon(made)
    if press is not None:
        made.clicked.connect(press)
    return made


def fit_icon(of: QAbstractButton) -> None:
    """Make a button's icon as high as the text, at whatever size the text is now."""
    side = QFontMetrics(QApplication.font()).height()
    of.setIconSize(QSize(side, side))


def repolish(of: QWidget) -> None:
    """Let the style sheet look at a widget's properties again."""
    of.style().unpolish(of)
    of.style().polish(of)


def column(*, margin: int = 0, spacing: int = GRID) -> QVBoxLayout:
    """Make a vertical layout on the grid."""
    return _on_grid(QVBoxLayout(), margin, spacing)


def row(*, margin: int = 0, spacing: int = GRID) -> QHBoxLayout:
    """Make a horizontal layout on the grid."""
    return _on_grid(QHBoxLayout(), margin, spacing)


def frame(role: str) -> QFrame:
    """Make a frame whose ground the style sheet draws."""
    made = QFrame()
    made.setProperty("role", role)
    return made


def empty_layout(layout: QLayout) -> None:
    """Take all widgets out of a layout and delete them."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty_layout(inner)


def chain_focus(before: QWidget, *parts: QWidget) -> QWidget:
    """Let Tab go on from `before` to what is inside these parts, in the order in which it was made; return the last."""
    for part in parts:
        for each in (part, *part.findChildren(QWidget)):
            if each.window() is not part.window():  # the list that a combo box opens
                continue
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None:
                QWidget.setTabOrder(before, each)
                before = each
    return before


def name(of: QWidget, words: str, description: str = "") -> None:
    """Give a widget the name, and what else, that screen readers say."""
    of.setAccessibleName(words)
    if description:
        of.setAccessibleDescription(description)


def _on_grid(layout: Box, margin: int, spacing: int) -> Box:
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    return layout
