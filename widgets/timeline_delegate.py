"""Paints the rows of the timeline: rail and mark, time, title, chip, detail, and the bar of the time it took.

Where the row is too narrow for all of it side by side, the chip and the times move to a third line of their own. Text
that does not fit is elided; nothing overlaps, whatever the text size. The cost of a row does not depend on the others.
"""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.models.rows import Row, RowKind, Tone
from app.models.timeline import RowRole
from widgets.icons import paint_icon
from widgets.theme import GRID, SMALL, Colors, colors, font, mono

Index = QModelIndex | QPersistentModelIndex
LEFT, VCENTER = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight
THREE_LINES = {RowKind.HEADING, RowKind.EXCHANGE, RowKind.WAITING}  # where they are narrow: those that have a chip
LONG_TITLE, LONG_CHIP, LONG_TIME, LONG_OFFSET = "RespondToAuthChallenge", "NEW_PASSWORD_REQUIRED", "8:88 min", "88.888"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The widths and heights that follow from the fonts, computed once for each text size."""

    title_font: QFont
    small_font: QFont
    chip_font: QFont
    mono_font: QFont
    title: float  # heights of a line
    small: float
    chip: float
    mark: float  # the diameter of the rail's mark
    text_left: float  # where the text begins when the time stands at the end of the row
    offset: float  # the width of the time column
    times: float  # the width of the duration and its bar
    chips: float
    wide: float  # from this width on all stands side by side


def measure() -> Measures:
    """Measure with the application's font as it is now."""
    title, small, chip, wire = font(bold=True), font(SMALL), font(SMALL, bold=True), mono(SMALL)
    heights = [QFontMetricsF(each).height() for each in (title, small, chip)]
    mark = max(2.0 * round(heights[0] * 0.6), 14.0)
    offset = QFontMetricsF(wire).horizontalAdvance(LONG_OFFSET) + 2 * GRID
    chips = QFontMetricsF(chip).horizontalAdvance(LONG_CHIP) + 2 * GRID
    times = max(QFontMetricsF(small).horizontalAdvance(LONG_TIME), 7.0 * GRID)
    left = 2 * GRID + mark + 2 * GRID
    wide = left + offset + QFontMetricsF(title).horizontalAdvance(LONG_TITLE) + chips + times + 6 * GRID
    return Measures(
        title_font=title, small_font=small, chip_font=chip, mono_font=wire, title=heights[0], small=heights[1],
        chip=heights[2] + GRID / 2, mark=mark, text_left=left, offset=offset, times=times, chips=chips, wide=wide,
    )  # fmt: skip


class TimelineDelegate(QStyledItemDelegate):
    """Paints a `Row`; the height of the text in it follows from the width."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.measures = measure()

    def refresh(self) -> None:
        """Measure anew: the fonts have changed."""
        self.measures = measure()

    def height(self, row: Row, width: int) -> int:
        """Return how high a row's text is at a width, in pixels."""
        m = self.measures
        lines = m.title + m.small + 2
        if width < m.wide and row.kind in THREE_LINES:
            lines += m.chip + GRID / 2
        if row.about:
            lines += m.small + 2
        return round(lines + (3 if row.kind is RowKind.HEADING else 2) * GRID)

    def link(self, row: Row, rect: QRectF) -> QRectF:
        """Return where a heading says which run it is about, in the room of its row; an empty one where it does not."""
        m = self.measures
        if not row.about:
            return QRectF()
        inner = rect.adjusted(2 * GRID, 1.5 * GRID, -2 * GRID, 0)
        width = min(QFontMetricsF(m.small_font).horizontalAdvance(row.about), inner.width())
        return QRectF(inner.left(), inner.top() + m.title + m.small + 4, width, m.small)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(RowRole)
        if not isinstance(row, Row):
            return
        state: QStyle.StateFlag = option.state
        rect = QRectF(option.rect)
        whole = QRectF(rect)
        rect.setHeight(self.height(row, int(rect.width())))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        brush = _Brush(painter, self.measures, colors(), selected=bool(state & QStyle.StateFlag.State_Selected))
        brush.ground(rect, state)
        if row.kind is RowKind.HEADING:
            brush.heading(row, rect)
            brush.text(self.link(row, rect), row.about, self.measures.small_font, brush.look.accent)
        else:
            brush.rail(row, whole, rect)
            brush.body(row, rect)
        painter.restore()


class _Brush:
    """One painting of one row."""

    def __init__(self, painter: QPainter, measures: Measures, look: Colors, *, selected: bool) -> None:
        self.painter, self.m, self.look, self.selected = painter, measures, look, selected

    def ground(self, rect: QRectF, state: QStyle.StateFlag) -> None:
        if self.selected:
            self.painter.fillRect(rect, self.look.accent_soft)
            if state & QStyle.StateFlag.State_HasFocus:
                self.painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), self.look.accent)
        elif state & QStyle.StateFlag.State_MouseOver:
            self.painter.fillRect(rect, self.look.panel)

    def heading(self, row: Row, rect: QRectF) -> None:
        m = self.m
        if row.run.first_row:
            self.painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 1), self.look.border)
        inner = rect.adjusted(2 * GRID, 1.5 * GRID, -2 * GRID, -GRID * 1.5)
        line = QRectF(inner.left(), inner.top(), inner.width(), m.title)
        right = self.text(line, row.time_text, m.small_font, self.look.muted, RIGHT)
        line.setWidth(inner.width() - right - GRID * 1.5)
        below = QRectF(inner.left(), line.bottom() + 2, inner.width(), m.small)
        self.text(below, row.detail, m.small_font, self.look.muted)
        if rect.width() < m.wide:
            above = below.bottom() + (m.small + 2 if row.about else 0)
            chip = QRectF(inner.left(), above + GRID / 2, inner.width(), m.chip)
        else:
            chip = QRectF(line.left(), line.top() + (m.title - m.chip) / 2, line.width(), m.chip)
            chip.setLeft(chip.right() - min(self.chip_width(row.chip), line.width() / 2))
            line.setRight(chip.left() - GRID)
        self.chip(chip, row)
        self.title(line, row)

    def title(self, line: QRectF, row: Row) -> None:
        """Write a row's title, behind the signs of what a person noted on it."""
        side = self.m.small
        for name, noted, ink in (("flag", row.marked, self.look.amber), ("note", bool(row.note), self.look.accent)):
            if noted:
                where = QRectF(line.left(), line.top() + (self.m.title - side) / 2, side, side)
                paint_icon(self.painter, name, ink.name(), where)
                line = line.adjusted(side + GRID / 2, 0, 0, 0)
        self.text(line, row.title, self.m.title_font, self.look.accent if self.selected else self.look.text)

    def rail(self, row: Row, whole: QRectF, rect: QRectF) -> None:
        m = self.m
        centre = QPointF(rect.left() + 2 * GRID + m.mark / 2, rect.top() + GRID + (m.title + m.small + 2) / 2)
        top = centre.y() if row.place == 1 else whole.top()
        ended = row.place == len(row.run.rows) - 1 and not row.live
        bottom = centre.y() if ended else whole.bottom()
        self.painter.fillRect(QRectF(centre.x() - 1, top, 2, bottom - top), self.look.border)
        circle = QRectF(centre.x() - m.mark / 2, centre.y() - m.mark / 2, m.mark, m.mark)
        tone: QColor = getattr(self.look, row.tone.value)
        hollow = row.tone in (Tone.MUTED, Tone.ACCENT)
        self.painter.setPen(QPen(tone, 1.5) if hollow else Qt.PenStyle.NoPen)
        self.painter.setBrush(self.look.window if hollow else tone)
        self.painter.drawEllipse(circle.adjusted(1, 1, -1, -1) if hollow else circle)
        ink = tone if hollow else self.look.window
        pad = m.mark * 0.2
        paint_icon(self.painter, row.icon, ink.name(), circle.adjusted(pad, pad, -pad, -pad), bold=True)

    def body(self, row: Row, rect: QRectF) -> None:
        m = self.m
        wide = rect.width() >= m.wide
        area = QRectF(rect.left() + m.text_left, rect.top() + GRID, rect.width() - m.text_left - 2 * GRID, 0)
        if wide:
            area = self.side_columns(row, area)
        chip = self.chip_width(row.chip) if row.chip and wide else 0.0
        chip_left = self.chip_left(area, chip)
        title = QRectF(area.left(), area.top(), (chip_left - GRID if chip else area.right()) - area.left(), m.title)
        self.title(title, row)
        if chip:
            top = area.top() + (m.title - m.chip) / 2
            self.chip(QRectF(chip_left, top, area.right() - chip_left, m.chip), row)
        room = title.width() if chip else area.width()  # beneath the chip the words would touch it
        detail = QRectF(area.left(), title.bottom() + 2, room, m.small)
        ink = self.look.red if row.tone is Tone.RED else self.look.muted
        self.text(detail, row.detail, m.small_font, ink)
        if not wide and row.kind in THREE_LINES:
            self.third_line(row, QRectF(area.left(), detail.bottom() + GRID / 2, area.width(), m.chip))

    def side_columns(self, row: Row, area: QRectF) -> QRectF:
        """Paint the time column and the duration with its bar; return what is left between them."""
        m = self.m
        line = QRectF(area.left(), area.top(), m.offset, m.title)
        self.text(line, f"{row.offset:.3f}", m.mono_font, self.look.muted)
        right = QRectF(area.right() - m.times, area.top(), m.times, m.title)
        self.text(right, row.time_text, m.small_font, self.look.muted, RIGHT)
        if row.kind is RowKind.EXCHANGE and row.seconds and row.run.longest:
            part = min(row.seconds / row.run.longest, 1.0) * m.times
            bar = QRectF(right.right() - max(part, 3.0), right.bottom() + 2 + (m.small - 6) / 2, max(part, 3.0), 6)
            self.painter.setPen(Qt.PenStyle.NoPen)
            self.painter.setBrush(self.look.bar)
            self.painter.drawRoundedRect(bar, 3, 3)
        return area.adjusted(m.offset, 0, -m.times - 2 * GRID, 0)

    def third_line(self, row: Row, line: QRectF) -> None:
        times = " · ".join(part for part in (f"{row.offset:.3f}", row.time_text) if part)
        needed = self.chip_width(row.chip) + GRID + QFontMetricsF(self.m.small_font).horizontalAdvance(times)
        taken = self.text(
            line, times if needed <= line.width() else row.time_text, self.m.small_font, self.look.muted, RIGHT
        )
        self.chip(QRectF(line.left(), line.top(), line.width() - taken - GRID, line.height()), row)

    def chip_left(self, area: QRectF, chip: float) -> float:
        """Chips stand in a column, unless one is too long for it: that one ends where the column does."""
        column = area.right() - self.m.chips
        return column if chip <= self.m.chips else max(area.right() - chip, area.left() + area.width() * 0.4)

    def chip_width(self, words: str) -> float:
        return QFontMetricsF(self.m.chip_font).horizontalAdvance(words) + 2 * GRID

    def chip(self, room: QRectF, row: Row) -> None:
        """Paint a row's chip at the left of the room that it has."""
        if not row.chip:
            return
        where = QRectF(room.left(), room.top(), min(self.chip_width(row.chip), room.width()), room.height())
        soft: QColor = getattr(self.look, f"{row.tone.value}_soft", self.look.border)
        ink: QColor = getattr(self.look, row.tone.value)
        if row.kind is RowKind.EXCHANGE and row.tone is Tone.GREEN:  # what comes next is neither good nor bad
            soft, ink = self.look.accent_soft, self.look.accent
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.look.card if self.selected and soft == self.look.accent_soft else soft)
        self.painter.drawRoundedRect(where, where.height() / 2, where.height() / 2)
        inner = where.adjusted(GRID, 0, -GRID, 0)
        self.text(inner, row.chip, self.m.chip_font, ink)

    def text(self, where: QRectF, words: str, face: QFont, ink: QColor, side: Qt.AlignmentFlag = LEFT) -> float:
        """Write one line, elided to the room there is; return the width it takes."""
        if not words or where.width() <= 0:
            return 0.0
        metrics = QFontMetricsF(face)
        line = metrics.elidedText(" ".join(words.split()), Qt.TextElideMode.ElideRight, where.width())
        self.painter.setFont(face)
        self.painter.setPen(ink)
        top = QRectF(where.left(), where.top(), where.width(), max(where.height(), metrics.height()))
        self.painter.drawText(top, side | VCENTER | Qt.TextFlag.TextSingleLine, line)
        return metrics.horizontalAdvance(line)
