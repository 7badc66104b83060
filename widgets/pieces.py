"""Widgets that all panels share: text that gives way, lines that fold, icons beside text, cards that are groups."""

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGroupBox, QLabel, QSizePolicy, QWidget

from app.models.tips import plain_tip
from widgets.icons import paint_icon
from widgets.theme import GRID, colors


class Elided(QLabel):
    """A line of plain text that gives way: cut with an ellipsis where there is no room, whole as its tool tip."""

    def __init__(
        self, words: str = "", role: str = "", *, takes: Literal["what is left", "what it needs"] = "what is left"
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        wide = QSizePolicy.Policy.Ignored if takes == "what is left" else QSizePolicy.Policy.Preferred
        self.setSizePolicy(wide, QSizePolicy.Policy.Fixed)
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
