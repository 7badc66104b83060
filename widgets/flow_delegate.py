"""Paints a flow: its group's heading, its title, Cognito's name for it, what it is for, what the app client lacks."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.models.flows import FlowRole
from app.texts import text
from widgets.theme import BODY, GRID, SMALL, colors, font, mono

Index = QModelIndex | QPersistentModelIndex
WRAP = int(Qt.TextFlag.TextWordWrap)
SIDE = GRID  # between the list's edge and the ground of the chosen flow
PAD = 6  # above and below the text of a flow
TAIL = GRID + 4  # between two groups


class FlowDelegate(QStyledItemDelegate):
    """Heights follow the width of the list: what a flow is for is wrapped, never cut."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(0, self._heading_height(index) + self._body_height(self._view.viewport().width(), index))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        top = self._heading_height(index)
        if top:
            self._paint_heading(painter, rect, index)
        body = rect.adjusted(SIDE, top, -SIDE, 0)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, body, state)
        self._paint_body(painter, body.adjusted(GRID, PAD, -GRID, -PAD), index, chosen)
        painter.restore()

    def _heading_height(self, index: Index) -> int:
        if not index.data(FlowRole.GROUP):
            return 0
        return QFontMetrics(font(SMALL, bold=True)).height() + GRID + (TAIL if index.row() else 0)

    def _body_height(self, width: int, index: Index) -> int:
        room = width - 2 * SIDE - 2 * GRID
        title = QFontMetrics(font(BODY, bold=True)).height()
        return title + 2 + self._wrapped(room, self._below(index)) + 2 * PAD + self._own_line(room, index)

    @staticmethod
    def _wrapped(room: int, words: str) -> int:
        return QFontMetrics(font(SMALL)).boundingRect(QRect(0, 0, max(room, 40), 10_000), WRAP, words).height()

    @staticmethod
    def _below(index: Index) -> str:
        amplify, summary = index.data(FlowRole.AMPLIFY), index.data(FlowRole.SUMMARY)
        return f"{amplify} · {summary}" if amplify else str(summary)

    @staticmethod
    def _chip_text(index: Index) -> str:
        off = index.data(FlowRole.OFF)
        return text("flow_list.off", value=off) if off else ""

    def _own_line(self, room: int, index: Index) -> int:
        """Cognito's name, or the chip, stands beside the title; where both do not fit, it gets a line of its own."""
        return 0 if self._fits(room, index) else QFontMetrics(font(BODY)).height() + PAD

    def _fits(self, room: int, index: Index) -> bool:
        chip = self._chip_text(index)
        title = QFontMetrics(font(BODY, bold=True)).horizontalAdvance(str(index.data()))
        if chip:
            beside = QFontMetrics(font(SMALL)).horizontalAdvance(chip) + 2 * GRID
        else:
            beside = QFontMetrics(mono(SMALL)).horizontalAdvance(str(index.data(FlowRole.AUTH_FLOW)))
        return title + GRID + beside <= room

    def _paint_heading(self, painter: QPainter, rect: QRect, index: Index) -> None:
        painter.setFont(font(SMALL, bold=True))
        painter.setPen(colors().muted)
        top = rect.top() + (TAIL if index.row() else 0)
        line = QRect(rect.left() + 2 * GRID, top, rect.width() - 3 * GRID, painter.fontMetrics().height())
        words = str(index.data(FlowRole.GROUP)).upper()
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft), _cut(painter, words, line.width()))

    @staticmethod
    def _paint_ground(painter: QPainter, body: QRect, state: QStyle.StateFlag) -> None:
        look = colors()
        ground: QColor | None = None
        if state & QStyle.StateFlag.State_Selected:
            ground = look.accent_soft
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = look.window
        painter.setBrush(ground if ground is not None else Qt.BrushStyle.NoBrush)
        focus = state & QStyle.StateFlag.State_HasFocus
        painter.setPen(look.accent if focus else Qt.PenStyle.NoPen)
        if ground is not None or focus:
            painter.drawRoundedRect(QRectF(body).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _paint_body(self, painter: QPainter, room: QRect, index: Index, chosen: bool) -> None:
        look = colors()
        off = bool(index.data(FlowRole.OFF))
        title_font = font(BODY, bold=True)
        height = QFontMetrics(title_font).height()
        line = QRect(room.left(), room.top(), room.width(), height)
        painter.setFont(title_font)
        painter.setPen(look.accent if chosen else look.muted if off else look.text)
        words = str(index.data())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), _cut(painter, words, line.width()))
        below = line.bottom() + 3
        beside = self._fits(room.width(), index)
        if not beside:
            line.moveTop(below)
            below = line.bottom() + PAD
        paint = self._paint_chip if off else self._paint_wire
        paint(painter, line, index, Qt.AlignmentFlag.AlignRight if beside else Qt.AlignmentFlag.AlignLeft)
        painter.setFont(font(SMALL))
        painter.setPen(look.muted)
        painter.drawText(QRect(room.left(), below, room.width(), room.bottom() - below + 4), WRAP, self._below(index))

    @staticmethod
    def _paint_wire(painter: QPainter, line: QRect, index: Index, side: Qt.AlignmentFlag) -> None:
        painter.setFont(mono(SMALL))
        painter.setPen(colors().muted)
        words = _cut(painter, str(index.data(FlowRole.AUTH_FLOW)), line.width())
        painter.drawText(line, int(side | Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_chip(self, painter: QPainter, line: QRect, index: Index, side: Qt.AlignmentFlag) -> None:
        look = colors()
        painter.setFont(font(SMALL))
        words = _cut(painter, self._chip_text(index), line.width() - 2 * GRID)
        size = QSize(painter.fontMetrics().horizontalAdvance(words) + 2 * GRID, painter.fontMetrics().height() + 2)
        left = line.left() if side == Qt.AlignmentFlag.AlignLeft else line.right() - size.width()
        at = QPoint(left, line.center().y() - size.height() // 2 + 1)
        chip = QRectF(QRect(at, size))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.amber_soft)
        painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
        painter.setPen(look.amber)
        painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), words)


def _cut(painter: QPainter, words: str, width: int) -> str:
    return painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(width, 0))
