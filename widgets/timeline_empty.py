"""What an empty timeline says in place of rows, with room below it for an offer."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter

from app.texts import text
from widgets.theme import GRID, colors, font

CENTRED = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)
Line = tuple[QRect, QFont, str]


def lines(area: QRect, *, nothing_ran: bool, below: int) -> list[Line]:
    """Place the words at a third of the area's height, or as high as they have to be for `below` pixels below them."""
    words = [(font(bold=True), text("timeline.nothing_found"))]
    if nothing_ran:
        words = [(font(bold=True), text("timeline.empty")), (font(), text("timeline.empty_hint"))]
    room = area.adjusted(2 * GRID, 2 * GRID, -2 * GRID, -2 * GRID)
    heights = [QFontMetrics(face).boundingRect(room, CENTRED, said).height() for face, said in words]
    needed = sum(heights) + GRID * (len(heights) + 1) + below
    top = room.top() + max(min(room.height() // 3, room.height() - needed), 0)
    placed: list[Line] = []
    for (face, said), height in zip(words, heights, strict=True):
        placed.append((QRect(room.left(), top, room.width(), height), face, said))
        top += height + GRID
    return placed


def paint(painter: QPainter, placed: list[Line]) -> None:
    """Write the words, the first in the colour of text, what follows muted."""
    for place, (where, face, said) in enumerate(placed):
        painter.setFont(face)
        painter.setPen(colors().muted if place else colors().text)
        painter.drawText(where, CENTRED, said)
