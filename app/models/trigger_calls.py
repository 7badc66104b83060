"""The calls of the practice pool's triggers as a list, newest first: trigger, user, outcome, and when."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.models.figures import local_time
from app.models.row_words import join
from app.runs.trigger_desk import TriggerCall, TriggerCalls
from app.texts import text

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
CallRole = Qt.ItemDataRole.UserRole + 1
NumberRole = CallRole + 1
BelowRole = CallRole + 2
TimeRole = CallRole + 3
KEPT = 200  # as many as the practice pool keeps


class TriggerCallsModel(QAbstractListModel):
    """Grows at its top; `known` is what it was told last, to ask for what is new."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.known = TriggerCalls()
        self._rows: list[TriggerCall] = []

    @property
    def calls(self) -> tuple[TriggerCall, ...]:
        """All of them, newest first."""
        return tuple(self._rows)

    def add(self, found: TriggerCalls) -> None:
        """Take in what is new; calls of another run take the place of all others."""
        if found.run != self.known.run:
            self.beginResetModel()
            self._rows = []
            self.endResetModel()
            self.known = TriggerCalls(run=found.run)
        fresh = [call for call in found.calls if not self.known.calls or call.number > self.known.calls[-1].number]
        if fresh:
            self.beginInsertRows(QModelIndex(), 0, len(fresh) - 1)
            self._rows[:0] = reversed(fresh)
            self.endInsertRows()
            self.known = TriggerCalls(run=found.run, calls=(fresh[-1],))
        if len(self._rows) > KEPT:
            self.beginRemoveRows(QModelIndex(), KEPT, len(self._rows) - 1)
            del self._rows[KEPT:]
            self.endRemoveRows()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        call = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return call.trigger
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{call.trigger}, {below(call)}, {local_time(call.at)}"
            case _ if role == CallRole:
                return call
            case _ if role == NumberRole:
                return call.number
            case _ if role == BelowRole:
                return below(call)
            case _ if role == TimeRole:
                return local_time(call.at)[11:19]
        return None


def below(call: TriggerCall) -> str:
    """Say for whom and why it was called, and what came of it."""
    outcome = call.failure.split(":")[0] if call.failure else text("triggers.answered")
    return join(call.source.partition("_")[2], call.username, outcome)
