"""Paints the rows of a comparison: what it is above, the two values beside one another below, equal ones dimmed.

The halves of a row stand under the halves of the dialog that say what each run was. What does not fit is cut; the
dialog says the chosen row in full.
"""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.models.comparison import ComparisonRole, Line, Shape
from app.texts import text
from app.transcript.members import Kind
from widgets.theme import BODY, GRID, HEADING, SMALL, Colors, colors, font, mono

Index = QModelIndex | QPersistentModelIndex
BAR = 4  # pixels at the left of a row that differs
ROUND = 4.0
LEAST = 0.01  # of a bar's room: a short time is still seen
SURE = (Kind.DIFFERENT, Kind.ONLY_LEFT, Kind.ONLY_RIGHT)


class ComparisonDelegate(QStyledItemDelegate):
    """Paints a `Line`."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        line = index.data(ComparisonRole.LINE)
        if not isinstance(line, Line):
            return QSize(0, 0)
        above, below = _fonts(line)
        lines = QFontMetricsF(above).height() + (QFontMetricsF(below).height() + 2 if _is_two(line) else 0)
        extra = 3 * GRID if line.shape is Shape.SECTION else 2 * GRID if line.shape is Shape.STEP else GRID
        return QSize(0, round(lines + extra))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(ComparisonRole.LINE)
        if not isinstance(line, Line):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _Brush(painter, QRectF(option.rect), line, option.state).row()
        painter.restore()


class _Brush:
    """One painting of one row."""

    def __init__(self, painter: QPainter, rect: QRectF, line: Line, state: QStyle.StateFlag) -> None:
        self.painter, self.rect, self.line, self.look = painter, rect, line, colors()
        self.above, self.below = _fonts(line)
        self.chosen = bool(state & QStyle.StateFlag.State_Selected)
        self.focused = bool(state & QStyle.StateFlag.State_HasFocus)

    def row(self) -> None:
        self._ground()
        inset = {Shape.SECTION: GRID, Shape.STEP: 2 * GRID}.get(self.line.shape, 4 * GRID)
        top = self.rect.top() + (1.5 * GRID if self.line.shape is Shape.SECTION else _padding(self.line))
        height = QFontMetricsF(self.above).height()
        title = QRectF(self.rect.left() + inset, top, self.rect.width() - inset - GRID, height)
        used = self._word(title)
        ink = self.look.text if self._stands_out else self.look.muted
        self._text(title.adjusted(0, 0, -used, 0), self.line.title, self.above, ink)
        if _is_two(self.line):
            below = QRectF(title.left(), title.bottom() + 2, title.width(), QFontMetricsF(self.below).height())
            self._halves(below, inset)

    @property
    def _stands_out(self) -> bool:
        return self.line.counts or self.line.shape in (Shape.SECTION, Shape.STEP, Shape.TIME)

    def _ground(self) -> None:
        look, line = self.look, self.line
        if self.chosen:
            self.painter.fillRect(self.rect, look.accent_soft)
        elif line.shape is Shape.SECTION:
            self.painter.fillRect(self.rect, look.window)
        if line.counts:
            self.painter.fillRect(QRectF(self.rect.left(), self.rect.top(), BAR, self.rect.height()), _tone(line, look))
        if self.focused:
            self.painter.setPen(look.accent)
            self.painter.setBrush(Qt.BrushStyle.NoBrush)
            self.painter.drawRect(self.rect.adjusted(0.5, 0.5, -0.5, -0.5))

    def _word(self, room: QRectF) -> float:
        """Say at the right what is to be said of the two; return how much room that took."""
        line, small = self.line, font(SMALL, bold=self.line.counts)
        words = line.word if line.shape is Shape.SECTION or line.kind is not Kind.EQUAL else ""
        words = " · ".join(part for part in (text("compare.first") if line.first else "", words) if part)
        if not words:
            return 0.0
        wide = min(QFontMetricsF(small).horizontalAdvance(words), room.width() * 0.6)
        ink = self.look.accent if line.first else _tone(line, self.look) if line.counts else self.look.muted
        self._text(QRectF(room.right() - wide, room.top(), wide, room.height()), words, small, ink)
        return wide + GRID

    def _halves(self, room: QRectF, inset: float) -> None:
        """Put the values under the halves of the whole row, whatever its inset."""
        middle = self.rect.center().x()
        left = QRectF(room.left(), room.top(), middle - room.left() - GRID, room.height())
        right = QRectF(middle + inset, room.top(), self.rect.right() - GRID - middle - inset, room.height())
        line = self.line
        for side, (where, words) in enumerate(((left, line.left), (right, line.right))):
            if line.shape is Shape.TIME:
                self._bar(where, line.shares[side], words, there=line.there[side])
            else:
                self._value(where, words, there=line.there[side], masked=line.masked[side])

    def _value(self, where: QRectF, words: str, *, there: bool, masked: bool) -> None:
        line, look = self.line, self.look
        if line.kind in SURE and line.counts and there:
            wide = min(QFontMetricsF(self.below).horizontalAdvance(words) + GRID, where.width())
            ground = QRectF(where.left() - GRID / 2, where.top(), wide, where.height())
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(look.accent_soft if self.chosen else look.amber_soft)
            self.painter.drawRoundedRect(ground, ROUND, ROUND)
        bright = there and not masked and (line.counts or line.shape is Shape.STEP)
        face = self.below if there else font(SMALL)
        self._text(where, words, face, look.text if bright else look.muted)

    def _bar(self, where: QRectF, share: float, words: str, *, there: bool) -> None:
        face = self.below
        wide = QFontMetricsF(face).horizontalAdvance("88:88 min") + GRID
        self._text(QRectF(where.left(), where.top(), wide, where.height()), words, face, self.look.text)
        room = where.width() - wide
        if there and room > GRID:
            length = max(room * min(share, 1.0), room * LEAST)
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(self.look.accent if self.chosen else self.look.bar)
            origin = QPointF(where.left() + wide, where.center().y() - BAR)
            self.painter.drawRoundedRect(QRectF(origin.x(), origin.y(), length, 2 * BAR), 2, 2)

    def _text(self, where: QRectF, words: str, face: QFont, ink: QColor) -> None:
        self.painter.setFont(face)
        self.painter.setPen(ink)
        one = words[:400].replace("\n", " ")  # more is never seen, and to measure a token takes its time
        cut = QFontMetricsF(face).elidedText(one, Qt.TextElideMode.ElideRight, max(where.width(), 0))
        self.painter.drawText(where, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), cut)


def _tone(line: Line, look: Colors) -> QColor:
    return look.accent if line.first else look.amber


def _is_two(line: Line) -> bool:
    """Whether there is a second line."""
    return line.shape is not Shape.SECTION and bool(line.left or line.right)


def _padding(line: Line) -> float:
    return GRID if line.shape is Shape.STEP else GRID / 2


def _fonts(line: Line) -> tuple[QFont, QFont]:
    match line.shape:
        case Shape.SECTION:
            return font(HEADING, bold=True), font(SMALL)
        case Shape.STEP:
            return font(BODY, bold=True), mono(SMALL)
        case Shape.TIME:
            return font(BODY), mono(SMALL)
    return mono(SMALL), mono(SMALL)
