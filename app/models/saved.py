"""The sign-ins whose refresh token is in the keyring; the one used last comes first."""

from collections.abc import Callable, Sequence
from enum import IntEnum
from time import time
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.auth.vault_names import REFRESH_TOKEN
from app.models.ago import ago
from app.texts import text
from app.vault.vault import Entry

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class SavedRole(IntEnum):
    """What a row of the saved sign-ins knows beyond its title."""

    KEY = Qt.ItemDataRole.UserRole + 1
    SUBTITLE = Qt.ItemDataRole.UserRole + 2
    AGO = Qt.ItemDataRole.UserRole + 3


class SavedModel(QAbstractListModel):
    """One row for each refresh token in the vault, without those that are about to be forgotten."""

    def __init__(self, clock: Callable[[], float] = time, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._entries: Sequence[Entry] = ()
        self._hidden: frozenset[str] = frozenset()
        self._rows: list[Entry] = []

    def set_entries(self, entries: Sequence[Entry], hidden: frozenset[str] | None = None) -> None:
        """Show these entries without the hidden ones; None leaves hidden what was."""
        self._entries = entries
        self._hidden = self._hidden if hidden is None else hidden
        self._refresh()

    def hide(self, entry_ids: frozenset[str]) -> None:
        """Leave these out until told otherwise: they can still be had back."""
        self._hidden = entry_ids
        self._refresh()

    def tick(self) -> None:
        """Let the times that rows show move on."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def entry(self, row: int) -> Entry | None:
        """The entry of a row, or None."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rows(self) -> tuple[Entry, ...]:
        """All entries that show, in the order of their rows."""
        return tuple(self._rows)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return entry.username or text("vault_trouble.broken_entry.title")
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{entry.username or entry.entry_id}, {entry.profile_name}, {ago(entry.saved_at, self._clock())}"
            case SavedRole.KEY:
                return entry.entry_id
            case SavedRole.SUBTITLE if entry.trouble is not None:
                return text("vault_trouble.broken_entry.what")
            case SavedRole.SUBTITLE:
                return text("saved.subtitle", profile=entry.profile_name, flow=_title(entry.flow))
            case SavedRole.AGO:
                return ago(entry.saved_at, self._clock())
        return None

    def _refresh(self) -> None:
        tokens = (found for found in self._entries if found.name == REFRESH_TOKEN)
        shown = [found for found in tokens if found.entry_id not in self._hidden]
        self.beginResetModel()
        self._rows = sorted(shown, key=lambda entry: -entry.saved_at)
        self.endResetModel()


def _title(flow: str) -> str:
    try:
        return text(f"flow.{flow}.title")
    except KeyError:  # saved by another version of the program
        return flow
