"""The names of the test secrets as a list, each with how a scenario names it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ReferenceRole = Qt.ItemDataRole.UserRole + 1


class TestSecretsModel(QAbstractListModel):
    """One row for each name, in alphabetical order; never a secret."""

    __test__ = False  # the name is that of what it lists

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names."""
        return self._names

    def set_names(self, names: Sequence[str]) -> None:
        """Show these."""
        if tuple(names) != self._names:
            self.beginResetModel()
            self._names = tuple(names)
            self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._names):
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._names[index.row()]
            case _ if role == ReferenceRole:
                return reference(self._names[index.row()])
        return None


def reference(name: str) -> str:
    """Return how a scenario names a test secret."""
    return f'{{ vault = "{name}" }}'
