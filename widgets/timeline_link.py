"""Lets a click, or Enter, on a heading of the timeline go to the run that its own is about."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from app.models.rows import Row, Run
from app.models.timeline import RowRole
from widgets.timeline_delegate import TimelineDelegate


class Links(QObject):
    """Watches a list of rows that `delegate` paints."""

    def __init__(self, view: QListView, delegate: TimelineDelegate) -> None:
        super().__init__(view)
        self._view, self._delegate = view, delegate
        view.viewport().setMouseTracking(True)
        view.viewport().installEventFilter(self)
        view.activated.connect(self._activated)

    def go(self, run: Run) -> None:
        """Make the heading of a run the current row, and bring it on top."""
        listed = self._view.model()
        for place in range(listed.rowCount()):
            index = listed.index(place, 0)
            if index.data(RowRole) is run.rows[0]:
                self._view.setCurrentIndex(index)
                self._view.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease):
            run = self._under(event.position().toPoint())
            if event.type() == QEvent.Type.MouseMove:
                shape = Qt.CursorShape.ArrowCursor if run is None else Qt.CursorShape.PointingHandCursor
                self._view.viewport().setCursor(shape)
            elif run is not None and event.button() == Qt.MouseButton.LeftButton:
                self.go(run)
                return True
        return bool(super().eventFilter(watched, event))

    def _activated(self, index: QModelIndex) -> None:
        row = index.data(RowRole)
        if isinstance(row, Row) and row.about and row.run.about is not None:
            self.go(row.run.about)

    def _under(self, where: QPoint) -> Run | None:
        """Return the run that the words at a place name, if they name one."""
        index = self._view.indexAt(where)
        row = index.data(RowRole) if index.isValid() else None
        if not isinstance(row, Row) or not row.about:
            return None
        words = self._delegate.link(row, QRectF(self._view.visualRect(index)))
        return row.run.about if words.contains(where) else None
