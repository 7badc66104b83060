"""Small makers that all panels share: labels that never read markup, buttons, layouts on the grid, cards."""

from collections.abc import Callable
from typing import Literal, TypeVar

from PySide6.QtCore import QEvent, QItemSelection, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QFrame,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from widgets.icons import icon, paint_icon
from widgets.theme import GRID, colors

Box = TypeVar("Box", QVBoxLayout, QHBoxLayout)


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
    made = QPushButton(words)
    if kind:
        made.setProperty("kind", kind)
    if icon_name:
        made.setIcon(icon(icon_name))
    if press is not None:
        made.clicked.connect(press)
    return made


def set_role(of: QWidget, role: str) -> None:
    """Change a widget's role and let the style sheet see it."""
    of.setProperty("role", role)
    repolish(of)


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


class Elided(QLabel):
    """A line of plain text that gives way: cut with an ellipsis where there is no room, whole as its tool tip."""

    def __init__(self, words: str = "", role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(words)
        if role:
            self.setProperty("role", role)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        room = self.contentsRect()
        cut = self.fontMetrics().elidedText(self.text().replace("\n", " "), Qt.TextElideMode.ElideRight, room.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), cut)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
            self.setToolTip(plain_tip(self.text()) if cut else "")
        return super().event(event)


class Line(QWidget):
    """Widgets beside one another; below one another where there is no room.

    What room is left goes to the first, evenly to all, to the last, or to nobody ("end").
    """

    def __init__(self, *parts: QWidget, room: Literal["first", "even", "last", "end"] = "first") -> None:
        super().__init__()
        self._parts = parts
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GRID)
        for place, part in enumerate(parts):
            share = {"first": 0 if place else 1, "even": 1, "last": 1 if place == len(parts) - 1 else 0, "end": 0}
            self._box.addWidget(part, share[room])
        if room == "end":
            self._box.addStretch(1)
        self.setLayout(self._box)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(part.minimumSizeHint().width() for part in self._parts), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = sum(part.minimumSizeHint().width() + GRID for part in self._parts if not part.isHidden()) - GRID
        beside = event.size().width() >= needed
        wanted = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != wanted:
            self._box.setDirection(wanted)
            self.updateGeometry()


class IconBox(QWidget):
    """An icon as high as the text beside it, painted anew in each theme."""

    def __init__(self, icon_name: str = "", colour: str = "muted") -> None:
        super().__init__()
        self._icon, self._colour = icon_name, colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_icon(self, icon_name: str, colour: str) -> None:
        """Show another icon, in the colour of this name."""
        self._icon, self._colour = icon_name, colour
        self.update()

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().height() + 2
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._icon:
            paint_icon(QPainter(self), self._icon, getattr(colors(), self._colour).name(), QRectF(self.rect()))


class CardGroup(QGroupBox):
    """A card that is a group for screen readers: its ground and its rim are painted as those of other cards.

    `rim` names a colour of the theme.
    """

    def __init__(self, name: str, rim: str = "border") -> None:
        super().__init__()
        self._rim = rim
        self.setAccessibleName(name)

    def set_rim(self, rim: str) -> None:
        """Draw the rim in another colour of the theme."""
        self._rim = rim
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = colors()
        painter.setPen(QPen(getattr(look, self._rim), 1))
        painter.setBrush(look.card)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), GRID, GRID)


class Column(QFrame):
    """What a scroll area scrolls: as wide as the area, so that only its height has to be scrolled."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


def plain_tip(words: str) -> str:
    """Make a tool tip's text safe: Qt reads markup in tool tips, and this text may be a server's."""
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<span>{escaped}</span>"


def chain_focus(before: QWidget, *parts: QWidget) -> QWidget:
    """Let Tab go on from `before` to what is inside these parts, in the order in which it was made; return the last."""
    for part in parts:
        for each in (part, *part.findChildren(QWidget)):
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
