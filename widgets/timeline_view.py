"""The timeline's list: rows painted by the delegate, and the challenge's card in the flow of rows."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QStyleOptionViewItem, QWidget

from app.models.rows import Row, RowKind
from app.models.timeline import RowRole, TimelineModel
from app.models.timeline_filter import TimelineFilter
from app.texts import text
from widgets import timeline_empty
from widgets.parts import follow_selection
from widgets.theme import GRID
from widgets.timeline_card import CardWindow
from widgets.timeline_delegate import TimelineDelegate
from widgets.timeline_link import Links
from widgets.timeline_telling import Telling

Index = QModelIndex | QPersistentModelIndex


class TimelineView(QListView):
    """Lists the rows of a `TimelineModel`. It scrolls with the newest unless the person scrolled away.

    The newest exchange is the current row until the person chooses another; a new run takes up with the newest again.
    """

    row_chosen = Signal(object)  # the current Row, or None; told again when something happened to it

    def __init__(self, model: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = model
        self._filter = TimelineFilter(model, self)
        self._follows = True  # at the end of the list, so that it scrolls with the newest
        self._tracks = True  # the newest exchange is the current row
        self._quiet = False
        self._telling = Telling(self.current_row, self.row_chosen.emit, self)
        self._anchored: Row | None = None
        self._kept_free = 0  # pixels below the words of an empty timeline
        self._delegate = _Rows(self)
        self._window = CardWindow(self.parentWidget() or self)
        self.links = Links(self, self._delegate)
        self._set_up()

    def _set_up(self) -> None:
        self.setAccessibleName(text("timeline.name"))
        self.setModel(self._filter)
        follow_selection(self)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMinimumSize(QSize(30 * GRID, 20 * GRID))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        bar = self.verticalScrollBar()
        bar.setSingleStep(3 * GRID)
        bar.valueChanged.connect(self._scrolled)
        bar.rangeChanged.connect(self._range_changed)
        self._window.resized.connect(self.scheduleDelayedItemsLayout)
        self._window.wheeled.connect(self._wheeled)
        self._window.entered.connect(self._show_card_whole)
        self._filter.rowsInserted.connect(self._inserted)
        self._filter.dataChanged.connect(self._data_changed)

    def set_filter(self, wanted: str) -> None:
        """Show only the rows that fit a filter, with their headings; FilterError where it is wrong."""
        self._filter.set_text(wanted)
        self.viewport().update()

    def show_card(self, card: QWidget | None) -> None:
        """Put a card under the row that waits, or under the last row where none does; None takes it away."""
        self._window.setParent(self.parentWidget() or self)
        self._window.take(card)
        self._window.follow(self)
        self._follows = self._follows or card is not None
        self._anchored = self._anchor_row()
        self.scheduleDelayedItemsLayout()

    @property
    def card(self) -> QWidget | None:
        """The card that is shown now."""
        return self._window.card

    def extra_height(self, row: Row) -> int:
        """Return how much room the card takes below a row."""
        if self._window.card is None or row is not self._anchored:
            return 0
        return self._window.height_at(self._card_width()) + 2 * GRID

    def current_row(self) -> Row | None:
        """Return the current row, if any."""
        row = self.currentIndex().data(RowRole) if self.currentIndex().isValid() else None
        return row if isinstance(row, Row) else None

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not self._quiet:
            self._tracks = not current.isValid() or current.row() == self._newest().row()
            self._telling.now()
        else:
            self._telling.in_time()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not self._quiet:
            super().scrollTo(index, hint)

    def doItemsLayout(self) -> None:
        self._anchored = self._anchor_row()
        super().doItemsLayout()
        self._place_card()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._place_card()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_card()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        match event.type():
            case QEvent.Type.FontChange | QEvent.Type.StyleChange:
                self._delegate.refresh()
                self.scheduleDelayedItemsLayout()
            case QEvent.Type.Move | QEvent.Type.Show:
                self._place_card()
            case QEvent.Type.ParentChange:
                self._window.setParent(self.parentWidget() or self)
                self._window.setVisible(self._window.card is not None)
        return done

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._filter.rowCount() == 0:
            self._paint_empty()

    def free_below(self, height: int) -> QRect:
        """Keep so much free below the words of an empty timeline; return where that is, in the viewport."""
        self._kept_free = height
        self.viewport().update()
        words = self._empty_lines()[-1][0]
        return QRect(words.left(), words.bottom() + 2 * GRID, words.width(), height)

    def _empty_lines(self) -> list[timeline_empty.Line]:
        nothing = self._source.rowCount() == 0
        return timeline_empty.lines(self.viewport().rect(), nothing_ran=nothing, below=self._kept_free)

    def _paint_empty(self) -> None:
        painter = QPainter(self.viewport())
        timeline_empty.paint(painter, self._empty_lines())
        painter.end()

    def _anchor(self) -> QModelIndex:
        waiting = self._filter.mapFromSource(self._source.waiting())
        return waiting if waiting.isValid() else self._filter.at_or_above(self._source.last_own().row())

    def _anchor_row(self) -> Row | None:
        row = self._anchor().data(RowRole) if self._window.card is not None and self._anchor().isValid() else None
        return row if isinstance(row, Row) else None

    def _card_width(self) -> int:
        return max(self.viewport().width() - round(self._delegate.measures.text_left) - 2 * GRID, 10 * GRID)

    def _place_card(self) -> None:
        if self._window.card is None:
            return
        anchor = self._anchor()
        row = anchor.data(RowRole) if anchor.isValid() else None
        top = 0
        if isinstance(row, Row):
            top = self.visualRect(anchor).top() + self._delegate.height(row, self.viewport().width())
        width = self._card_width()
        left = round(self._delegate.measures.text_left)
        holder = self.parentWidget() or self
        origin = self.viewport().mapTo(holder, QPoint(0, 0))
        where = QRect(left, top, width, self._window.height_at(width)).translated(origin)
        self._window.place(where, self.viewport().rect().translated(origin))

    def _show_card_whole(self) -> None:
        """Show the card when the keyboard comes into it; of one too high its end, if the focus is seen then too."""
        anchor, focus = self._anchor(), QApplication.focusWidget()
        if not anchor.isValid() or focus is None:
            return
        self.scrollTo(anchor)
        below = self.visualRect(anchor).bottom() + 1 - self.viewport().height()
        above = self.viewport().mapFromGlobal(focus.mapToGlobal(QPoint(0, 0))).y() - GRID
        if min(below, above) > 0:
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() + min(below, above))

    def _newest(self) -> QModelIndex:
        last = self._filter.rowCount() - 1
        for place in range(last, max(last - 8, -1), -1):  # after the last exchange come a few rows at most
            index = self._filter.index(place, 0)
            row = index.data(RowRole)
            if isinstance(row, Row) and row.kind is RowKind.EXCHANGE:
                return index
        return self._filter.index(last, 0)

    def _inserted(self, _parent: QModelIndex, first: int, last: int) -> None:
        rows = (self._filter.index(place, 0).data(RowRole) for place in range(first, last + 1))
        own = [row for row in rows if isinstance(row, Row) and not row.run.source]  # to choose one lays out all rows
        if any(row.kind is RowKind.HEADING for row in own):
            self._tracks = self._follows = True
        if self._tracks and own:
            self._quiet = True
            self.setCurrentIndex(self._newest())
            self._quiet = False

    def _data_changed(self) -> None:
        if self._anchored is not self._anchor_row():
            self.scheduleDelayedItemsLayout()
        self._telling.in_time()

    def _scrolled(self, value: int) -> None:
        self._follows = value >= self.verticalScrollBar().maximum() - 2

    def _range_changed(self, _low: int, high: int) -> None:
        if self._follows:
            value = self.verticalScrollBar().value()
            if self._window.card is not None and self._anchor().isValid():  # its beginning is to stay in sight
                high = value if self._window.has_keyboard else min(high, self.visualRect(self._anchor()).top() + value)
            self.verticalScrollBar().setValue(high)
            self._follows = True

    def _wheeled(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self.verticalScrollBar(), event)


class _Rows(TimelineDelegate):
    """Asks the view for the width and for the room that the card takes."""

    def __init__(self, view: TimelineView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        row = index.data(RowRole)
        if not isinstance(row, Row):
            return QSize(0, 0)
        width = self._view.viewport().width()
        return QSize(width, self.height(row, width) + self._view.extra_height(row))
