"""A short list of things that a run found: a title, a line below it, something at its right."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class ShortRole(IntEnum):
    """What a row knows beyond its title."""

    KEY = Qt.ItemDataRole.UserRole + 1
    BELOW = Qt.ItemDataRole.UserRole + 2
    RIGHT = Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Short:
    """One row: `key` is its wire name, by which it can be acted upon."""

    key: str
    title: str
    below: str = ""
    right: str = ""

    @property
    def accessible(self) -> str:
        """The row in one line, for screen readers."""
        return ", ".join(part for part in (self.title, self.below, self.right) if part)


class ShortListModel(QAbstractListModel):
    """Rows that are replaced as a whole, and only where they differ."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Short, ...] = ()

    def set_rows(self, rows: Sequence[Short]) -> None:
        """Show these rows."""
        if tuple(rows) != self._rows:
            self.beginResetModel()
            self._rows = tuple(rows)
            self.endResetModel()

    def short(self, row: int) -> Short | None:
        """What a row shows, or None where there is no such row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        short = self.short(index.row()) if index.isValid() else None
        if short is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return short.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return short.accessible
            case ShortRole.KEY:
                return short.key
            case ShortRole.BELOW:
                return short.below
            case ShortRole.RIGHT:
                return short.right
        return None
