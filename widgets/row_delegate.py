"""Paints the rows of the short lists: a title, something at its right, a line below; the ground says what is chosen."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets.theme import BODY, GRID, SMALL, colors, font, mono

Index = QModelIndex | QPersistentModelIndex


GAP = 6  # between two outlined rows


class RowDelegate(QStyledItemDelegate):
    """`lead` is the role of a wire value before the title, `below` of the line below, `right` of what is at the right.

    `reserve` pixels at the right of the current row are left free for a button.
    """

    def __init__(
        self, *, below: int, right: int | None = None, lead: int | None = None, outlined: bool = False
    ) -> None:
        super().__init__()
        self._below = below
        self._right = right
        self._lead = lead
        self._outlined = outlined
        self.reserve = 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        title = max(QFontMetrics(font(BODY, bold=True)).height(), QFontMetrics(mono(BODY)).height())
        gap = GAP if self._outlined else 0
        return QSize(0, title + QFontMetrics(font(SMALL)).height() + 2 * GRID + 4 + gap)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect.adjusted(0, 0, 0, -GAP if self._outlined else 0)
        state: QStyle.StateFlag = option.state
        self._paint_ground(painter, rect, state)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        room = rect.adjusted(GRID + 4, GRID, -GRID - 4 - (self.reserve if chosen else 0), -GRID)
        self._paint_lines(painter, room, index, chosen)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        look = colors()
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setBrush(look.accent_soft if chosen else look.window if hover else look.card)
        focus = bool(state & QStyle.StateFlag.State_HasFocus)
        rim = look.accent if focus else look.border if self._outlined else None
        painter.setPen(rim if rim is not None else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_lines(self, painter: QPainter, room: QRect, index: Index, chosen: bool) -> None:
        look = colors()
        title = QFontMetrics(font(BODY, bold=True)).height()
        line = QRect(room.left(), room.top(), room.width(), title)
        if self._right is not None:
            line = self._paint_right(painter, line, str(index.data(self._right) or ""))
        if self._lead is not None:
            line = self._paint_lead(painter, line, str(index.data(self._lead) or ""))
        painter.setFont(font(BODY, bold=self._lead is None))
        painter.setPen(look.muted if self._lead is not None else look.accent if chosen else look.text)
        _draw(painter, line, str(index.data() or ""))
        painter.setFont(font(SMALL))
        painter.setPen(look.muted)
        below = QRect(room.left(), line.bottom() + 3, room.width(), painter.fontMetrics().height() + 2)
        _draw(painter, below, str(index.data(self._below) or ""))

    @staticmethod
    def _paint_right(painter: QPainter, line: QRect, words: str) -> QRect:
        painter.setFont(font(SMALL))
        painter.setPen(colors().muted)
        used = painter.fontMetrics().horizontalAdvance(words)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)
        return line.adjusted(0, 0, -used - GRID, 0)

    @staticmethod
    def _paint_lead(painter: QPainter, line: QRect, words: str) -> QRect:
        face = mono(BODY)
        face.setBold(True)
        painter.setFont(face)
        painter.setPen(colors().text)
        _draw(painter, line, words)
        return line.adjusted(painter.fontMetrics().horizontalAdvance(words) + GRID + 2, 0, 0, 0)


def _draw(painter: QPainter, line: QRect, words: str) -> None:
    cut = painter.fontMetrics().elidedText(words.replace("\n", " "), Qt.TextElideMode.ElideRight, max(line.width(), 0))
    painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), cut)
