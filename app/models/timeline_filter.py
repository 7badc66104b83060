"""The timeline's filter: rows that contain a text, under the headings of their runs."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel

from app.models.rows import Row, RowKind
from app.models.timeline import RowRole, TimelineModel

Index = QModelIndex | QPersistentModelIndex


class TimelineFilter(QSortFilterProxyModel):
    """Lets through the rows that contain a text, with the headings of their runs; a question that waits always."""

    def __init__(self, source: TimelineModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setSourceModel(source)
        source.rowsInserted.connect(self._look_again)

    def set_text(self, wanted: str) -> None:
        """Show the rows that contain this text, in whatever case; an empty text shows all."""
        self.beginFilterChange()
        self._text = wanted.strip().casefold()
        self.endFilterChange(self.Direction.Rows)

    def at_or_above(self, place: int) -> QModelIndex:
        """Return the nearest row that is shown at or above a row of the timeline, or the last one of all."""
        shown = (self.mapFromSource(self.sourceModel().index(each, 0)) for each in range(place, -1, -1))
        return next((index for index in shown if index.isValid()), self.index(self.rowCount() - 1, 0))

    def filterAcceptsRow(self, place: int, parent: Index) -> bool:
        if not self._text:
            return True
        row = self.sourceModel().index(place, 0, parent).data(RowRole)
        if not isinstance(row, Row):
            return False
        if row.kind is RowKind.HEADING:
            return any(self._fits(each) for each in row.run.rows)
        return self._fits(row)

    def _fits(self, row: Row) -> bool:
        waiting = row.kind is RowKind.WAITING and row.live
        return waiting or self._text in f"{row.accessible} {row.detail}".casefold()

    def _look_again(self) -> None:
        if self._text:  # a heading is asked about before the rows that it stands over are there
            self.beginFilterChange()
            self.endFilterChange(self.Direction.Rows)
