"""The timeline's filter: rows that fit what the filter language says, under the headings of their runs."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel

from app.models.rows import Row, RowKind
from app.models.subjects import RowSubject
from app.models.timeline import RowRole, TimelineModel
from app.transcript.filters import Fits, parsed

Index = QModelIndex | QPersistentModelIndex


class TimelineFilter(QSortFilterProxyModel):
    """Lets through the rows that fit, with the headings of their runs; a question that waits always."""

    def __init__(self, source: TimelineModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: Fits | None = None
        self.setSourceModel(source)
        source.rowsInserted.connect(self._look_again)

    def set_text(self, wanted: str) -> None:
        """Show what fits a filter (app/transcript/filters.py), all for an empty one; FilterError where it is wrong."""
        found = parsed(wanted)
        self.beginFilterChange()
        self._wanted = found
        self.endFilterChange(self.Direction.Rows)

    def at_or_above(self, place: int) -> QModelIndex:
        """Return the nearest row that is shown at or above a row of the timeline, or the last one of all."""
        shown = (self.mapFromSource(self.sourceModel().index(each, 0)) for each in range(place, -1, -1))
        return next((index for index in shown if index.isValid()), self.index(self.rowCount() - 1, 0))

    def filterAcceptsRow(self, place: int, parent: Index) -> bool:
        if self._wanted is None:
            return True
        row = self.sourceModel().index(place, 0, parent).data(RowRole)
        if not isinstance(row, Row):
            return False
        if row.kind is RowKind.HEADING:
            return any(self._fits(each) for each in row.run.rows)
        return self._fits(row)

    def _fits(self, row: Row) -> bool:
        waiting = row.kind in (RowKind.WAITING, RowKind.HELD) and row.live
        return waiting or self._wanted is None or self._wanted(RowSubject(row))

    def _look_again(self, _parent: QModelIndex, first: int, last: int) -> None:
        """Ask about the headings again that stand over new rows: they were asked about before those were there.

        About all rows would cost more with each that is there, and events come by the hundred.
        """
        source = self.sourceModel()
        if self._wanted is None:
            return
        for place in range(first, last + 1):
            row = source.index(place, 0).data(RowRole)
            heading = source.index(row.run.first_row, 0) if isinstance(row, Row) else QModelIndex()
            if heading.isValid() and not self.mapFromSource(heading).isValid():
                source.dataChanged.emit(heading, heading)
