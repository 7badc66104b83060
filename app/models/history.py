"""The runs of earlier starts as a list: what ran, when, what came of it, and what a person noted."""

from collections.abc import Callable, Sequence
from time import time
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.history.store import Entry
from app.models.ago import ago
from app.models.figures import local_time
from app.models.row_words import join
from app.models.subjects import EntrySubject
from app.texts import text, text_or
from app.transcript.filters import Fits, parsed

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
EntryRole = Qt.ItemDataRole.UserRole + 1
KeyRole = EntryRole + 1
BelowRole = EntryRole + 2
AgoRole = EntryRole + 3


class HistoryModel(QAbstractListModel):
    """Lists the entries that fit a filter, newest first. `now` is this machine's clock, in epoch seconds."""

    def __init__(self, parent: QObject | None = None, *, now: Callable[[], float] = time) -> None:
        super().__init__(parent)
        self._now = now
        self._entries: tuple[Entry, ...] = ()
        self._wanted: Fits | None = None
        self._rows: tuple[Entry, ...] = ()

    @property
    def kept(self) -> int:
        """How many runs are kept, those that the text leaves out too."""
        return len(self._entries)

    def set_entries(self, entries: Sequence[Entry]) -> None:
        """Show these."""
        self._entries = tuple(entries)
        self._refresh()

    def set_text(self, wanted: str) -> None:
        """Show what fits a filter (app/transcript/filters.py), all for an empty one; FilterError where it is wrong."""
        self._wanted = parsed(wanted)
        self._refresh()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        entry = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _title(entry)
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(part for part in (_title(entry), _below(entry), self._ago(entry)) if part)
            case Qt.ItemDataRole.ToolTipRole:
                return local_time(entry.at)
            case _ if role == EntryRole:
                return entry
            case _ if role == KeyRole:
                return entry.run_id
            case _ if role == BelowRole:
                return _below(entry)
            case _ if role == AgoRole:
                return self._ago(entry)
        return None

    def _fits(self, entry: Entry) -> bool:
        return self._wanted is None or self._wanted(EntrySubject(entry, _words(entry)))

    def _ago(self, entry: Entry) -> str:
        return ago(entry.at, self._now())

    def _refresh(self) -> None:
        rows = tuple(entry for entry in self._entries if self._fits(entry))
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()


def _words(entry: Entry) -> str:
    return f"{_title(entry)} {_below(entry)}"


def outcome_words(entry: Entry) -> str:
    """Say what came of a run: Cognito's own error name where it refused."""
    if not entry.finished:
        return text("timeline.end.unfinished")
    outcome = entry.headline.outcome
    return text_or(f"history.outcome.{outcome}", text_or(f"timeline.end.{outcome}", outcome))


def _title(entry: Entry) -> str:
    flow = text_or(f"flow.{entry.headline.flow}.title", entry.headline.flow)
    mark = text("history.marked_title") if entry.marked else ""
    return join(mark, flow, entry.headline.user)


def _below(entry: Entry) -> str:
    rows = text("history.rows", count=len(entry.remarks)) if entry.remarks else ""
    return join(outcome_words(entry), entry.headline.profile, entry.note, rows)
