"""Paints the rows of the short lists: a title, something at its right, a line below; the ground says what is chosen."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets.icons import paint_icon
from widgets.theme import BODY, GRID, SMALL, colors, font, mono

Index = QModelIndex | QPersistentModelIndex


GAP = 6  # between two outlined rows
TITLE = 16  # characters of the title that should be seen beside a wire value
SIDE = GRID + 4  # between the rim and the text


class RowDelegate(QStyledItemDelegate):
    """`lead` is the role of a wire value before the title, `below` of the line below, `right` of what is at the right.

    `mark` is the role of an icon and a colour, by their names, for what is at the right; or of None.
    `reserve` is the room at the right of the current row that is left free for a button.
    """

    def __init__(
        self,
        view: QAbstractItemView,
        *,
        below: int,
        right: int | None = None,
        lead: int | None = None,
        mark: int | None = None,
        outlined: bool = False,
    ) -> None:
        super().__init__(view)
        self._view = view
        self._below = below
        self._right = right
        self._lead = lead
        self._mark = mark
        self._outlined = outlined
        self.reserve = QSize(0, 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        small = QFontMetrics(font(SMALL)).height()
        lines = self._first_line(index) + small + (small + 2 if self.stacks(index) else 0)
        return QSize(0, lines + 2 * GRID + 4 + (GAP if self._outlined else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect.adjusted(0, 0, 0, -GAP if self._outlined else 0)
        state: QStyle.StateFlag = option.state
        self._paint_ground(painter, rect, state)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        self._paint_lines(painter, rect.adjusted(SIDE, GRID, -SIDE, -GRID), index, chosen)
        painter.restore()

    def stacks(self, index: Index) -> bool:
        """Say whether the title needs a line below the wire value, for what is beside it leaves too little."""
        if self._lead is None:
            return False
        lead = QFontMetrics(mono(BODY)).horizontalAdvance(str(index.data(self._lead)))
        title = QFontMetrics(font(BODY)).averageCharWidth() * TITLE
        return lead + title + self.reserve.width() + 2 * SIDE + GRID > self._view.viewport().width()

    def _first_line(self, index: Index) -> int:
        return max(_title_height(), self.reserve.height() if self.stacks(index) else 0)

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
        beside = self.reserve.width() if chosen else 0
        stacks = self.stacks(index)
        line = QRect(room.left(), room.top(), room.width() - beside, self._first_line(index))
        below = QRect(room.left(), line.bottom() + 3, room.width(), QFontMetrics(font(SMALL)).height() + 2)
        if self._right is not None:
            mark = index.data(self._mark) if self._mark is not None else None
            line = _paint_right(painter, line, str(index.data(self._right) or ""), mark)
        if self._lead is not None:
            line = self._paint_lead(painter, line, str(index.data(self._lead) or ""))
        painter.setFont(font(SMALL) if stacks else font(BODY, bold=self._lead is None))
        painter.setPen(look.muted if self._lead is not None else look.accent if chosen else look.text)
        _draw(painter, below if stacks else line, str(index.data() or ""))
        below.translate(0, below.height() if stacks else 0)
        painter.setFont(font(SMALL))
        painter.setPen(look.muted)
        _draw(painter, below.adjusted(0, 0, 0 if stacks else -beside, 0), str(index.data(self._below) or ""))

    @staticmethod
    def _paint_lead(painter: QPainter, line: QRect, words: str) -> QRect:
        face = mono(BODY)
        face.setBold(True)
        painter.setFont(face)
        painter.setPen(colors().text)
        _draw(painter, line, words)
        return line.adjusted(painter.fontMetrics().horizontalAdvance(words) + GRID + 2, 0, 0, 0)


def _paint_right(painter: QPainter, line: QRect, words: str, mark: tuple[str, str] | None) -> QRect:
    """Paint what is at the right, with its icon before it; return what is left of the line."""
    icon, colour = mark or ("", "muted")
    ink = getattr(colors(), colour)
    painter.setFont(font(SMALL))
    painter.setPen(ink)
    used = painter.fontMetrics().horizontalAdvance(words)
    painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), words)
    if icon:
        side = painter.fontMetrics().height()
        used += side + GRID // 2
        paint_icon(painter, icon, ink.name(), QRectF(line.right() - used, line.center().y() - side / 2, side, side))
    return line.adjusted(0, 0, -used - GRID, 0)


def _title_height() -> int:
    return max(QFontMetrics(font(BODY, bold=True)).height(), QFontMetrics(mono(BODY)).height())


def _draw(painter: QPainter, line: QRect, words: str) -> None:
    cut = painter.fontMetrics().elidedText(words.replace("\n", " "), Qt.TextElideMode.ElideRight, max(line.width(), 0))
    painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), cut)
