"""The matrix's grid: each cell says what came of a sign-in by word, icon and colour, and opens its transcript."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from app.models.matrix import LookRole, MatrixModel
from app.models.matrix_cells import Look
from app.models.tips import plain_tip
from app.texts import text
from widgets.icons import paint_icon
from widgets.matrix.header import GroupedHeader
from widgets.parts import name
from widgets.theme import GRID, SMALL, colors, font

Index = QModelIndex | QPersistentModelIndex
WIDE = 25  # characters of a cell: the longest of Cognito's error names are cut, and whole in its tip
LONGEST_NAME = 20  # characters of a user's name that are always shown
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Grid(QTableView):
    """`opened` carries the index of a cell; `menu_wanted` a cell's, and where on the screen. Sizes never follow what is
    in the cells: a cell that changes is painted anew, and nothing else."""

    opened = Signal(object)
    menu_wanted = Signal(object, object)

    def __init__(self, model: MatrixModel) -> None:
        super().__init__()
        self._matrix = model
        self._only_failed = False
        self.setModel(model)
        self.setItemDelegate(Cells(self))
        self.setHorizontalHeader(GroupedHeader())
        name(self, text("matrix.grid"))
        self._set_up()
        model.modelReset.connect(self.fit)
        model.judged.connect(self._look_at)
        self.doubleClicked.connect(self.opened.emit)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._want_menu)
        self.fit()

    def show_only_failed(self, only: bool) -> None:
        """Show only rows and columns in which a cell is not as expected, or was skipped; else all."""
        self._only_failed = only
        for row in range(self._matrix.rowCount()):
            self.setRowHidden(row, only and not self._matrix.has_failed(row=row))
        for column in range(self._matrix.columnCount()):
            self.setColumnHidden(column, only and not self._matrix.has_failed(column=column))

    def fit(self) -> None:
        """Take the sizes that go with the text's."""
        small = QFontMetrics(font(SMALL))
        body = QFontMetrics(font())
        self.horizontalHeader().setDefaultSectionSize(body.averageCharWidth() * WIDE + body.height() + 3 * GRID)
        self.verticalHeader().setDefaultSectionSize(body.height() + small.height() + 2 * GRID)
        names = [str(self._matrix.headerData(row, Qt.Orientation.Vertical)) for row in range(self._matrix.rowCount())]
        longest = max((body.horizontalAdvance(each) for each in names), default=0)
        room = min(longest, body.averageCharWidth() * LONGEST_NAME)
        self.verticalHeader().setFixedWidth(room + 3 * GRID)
        self.show_only_failed(self._only_failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTERS and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Menu and self.currentIndex().isValid():
            self._want_menu(self.visualRect(self.currentIndex()).center())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_matrix"):
            self.fit()

    def _set_up(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for scroll in (self.setVerticalScrollMode, self.setHorizontalScrollMode):
            scroll(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setSectionsClickable(False)
        rows.setHighlightSections(False)
        rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _look_at(self, row: int, column: int) -> None:
        """A cell that comes to be as expected, or not, may show or hide its row and its column."""
        if self._only_failed:
            self.setRowHidden(row, not self._matrix.has_failed(row=row))
            self.setColumnHidden(column, not self._matrix.has_failed(column=column))

    def _want_menu(self, where: QPoint) -> None:
        index = self.indexAt(where)
        if self._matrix.cell(index) is not None:
            self.setCurrentIndex(index)
            self.menu_wanted.emit(index, self.viewport().mapToGlobal(where))


class Cells(QStyledItemDelegate):
    """Paints a cell's Look: its ground in the soft colour of its tone, the icon, the word, and a line below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(0, 0)  # sections have their sizes already

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Show a cell's tip as plain text: a server's words may be in it."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        words = index.data(Qt.ItemDataRole.ToolTipRole)
        QToolTip.showText(event.globalPos(), plain_tip(str(words)) if words else "", view)
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = index.data(LookRole)
        if not isinstance(look, Look):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect.adjusted(2, 2, -2, -2)
        state: QStyle.StateFlag = option.state
        self._paint_ground(painter, rect, look, state)
        self._paint_words(painter, rect.adjusted(GRID, 4, -GRID // 2, -4), look)
        painter.restore()

    @staticmethod
    def _paint_ground(painter: QPainter, rect: QRect, look: Look, state: QStyle.StateFlag) -> None:
        theme = colors()
        soft = {"muted": theme.card}.get(look.tone) or getattr(theme, f"{look.tone}_soft")
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.setBrush(soft)
        painter.setPen(theme.accent if chosen else theme.border if look.tone == "muted" else soft)
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)

    @staticmethod
    def _paint_words(painter: QPainter, room: QRect, look: Look) -> None:
        ink = getattr(colors(), look.tone)
        body, small = QFontMetrics(font()), QFontMetrics(font(SMALL))
        side = body.height() - 2
        line = QRect(room.left(), room.top(), room.width(), body.height())
        if look.icon:
            paint_icon(painter, look.icon, ink.name(), QRectF(line.left(), line.top() + 1, side, side))
            line.adjust(side + GRID // 2, 0, 0, 0)
        below = QRect(line.left(), line.bottom() + 1, line.width(), small.height())
        painter.setPen(ink)
        for words, room, face in ((look.word, line, font()), (look.below, below, font(SMALL))):
            painter.setFont(face)
            _draw(painter, room, words)


def _draw(painter: QPainter, line: QRect, words: str) -> None:
    cut = painter.fontMetrics().elidedText(words.replace("\n", " "), Qt.TextElideMode.ElideRight, max(line.width(), 0))
    painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), cut)
