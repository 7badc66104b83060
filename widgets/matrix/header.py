"""The matrix's header: the app client above its flows, as one word over all of them, in sight while it is scrolled."""

from itertools import takewhile

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView

from app.models.matrix import GroupRole
from widgets.theme import GRID, SMALL, colors, font

LINES = 2  # the app client, and the flow


class GroupedHeader(QHeaderView):
    """Two levels in one section: each column paints its slice of what stands above its group."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), LINES * QFontMetrics(font(SMALL, bold=True)).height() + 2 * GRID)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        look, face = colors(), font(SMALL, bold=True)
        line = QFontMetrics(face).height() + GRID // 2
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, look.panel)
        first, last = self._group(section)
        span = self._in_sight(first, last)
        above = QRect(span.left(), rect.top(), span.width(), line).adjusted(GRID, 2, -GRID, 0)
        painter.setFont(face)
        painter.setPen(look.text)
        self._draw(painter, above, str(self._of(section, GroupRole)))
        below = QRect(rect.left(), rect.top() + line, rect.width(), rect.height() - line).adjusted(GRID, 0, -GRID, -2)
        painter.setFont(font(SMALL))
        painter.setPen(look.muted)
        words = str(self._of(section, Qt.ItemDataRole.DisplayRole))
        self._draw(painter, below, words)
        painter.setPen(look.border)
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if section == first:
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
        painter.restore()

    def _group(self, section: int) -> tuple[int, int]:
        """Return the first and the last column of a group that are not hidden."""
        name = self._of(section, GroupRole)
        before, after = range(section - 1, -1, -1), range(section + 1, self.count())
        ends = []
        for way in (before, after):
            group = takewhile(lambda at: self._of(at, GroupRole) == name, way)
            ends.append(([section, *(at for at in group if not self.isSectionHidden(at))])[-1])
        return ends[0], ends[1]

    def _in_sight(self, first: int, last: int) -> QRect:
        """Return the part of a group that is in sight, so that its name is as well."""
        left = max(self.sectionViewportPosition(first), 0)
        right = min(self.sectionViewportPosition(last) + self.sectionSize(last), self.viewport().width())
        return QRect(left, 0, max(right - left, 1), 1)

    def _of(self, section: int, role: int) -> object:
        return self.model().headerData(section, Qt.Orientation.Horizontal, role)

    @staticmethod
    def _draw(painter: QPainter, room: QRect, words: str) -> None:
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), cut)
