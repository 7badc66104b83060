"""What is known of an app client, as a table of settings and as a list of the values of ExplicitAuthFlows."""

from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from app.diagnosis.app_client.auth_flows import ExplainedValue, State, explained
from app.diagnosis.app_client.known import Known
from app.diagnosis.app_client.settings import Setting, settings
from app.texts import text

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
COLUMNS = ("setting", "value", "from")
SETTING, VALUE, FROM = range(len(COLUMNS))
# What a state looks like: an icon and the name of a colour.
LOOKS = {
    State.SET: ("check", "green"),
    State.DEFAULT: ("check", "green"),
    State.LEGACY: ("check", "green"),
    State.SEEN_ON: ("eye", "green"),
    State.SEEN_OFF: ("eye", "amber"),
    State.OFF: ("minus", "muted"),
    State.UNKNOWN: ("info", "muted"),
}


class AppClientRole(IntEnum):
    """What a row knows beyond what it shows."""

    MUTED = Qt.ItemDataRole.UserRole + 1  # it is a heading, or not known
    HEADING = Qt.ItemDataRole.UserRole + 2
    ICON = Qt.ItemDataRole.UserRole + 3
    COLOUR = Qt.ItemDataRole.UserRole + 4
    STATE = Qt.ItemDataRole.UserRole + 5  # in words


class SettingsModel(QAbstractTableModel):
    """A row for each setting, and one above each group that names it and cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Setting | str] = []

    def show_known(self, known: Known) -> None:
        """Show what is known now."""
        self.beginResetModel()
        self._rows = list(_with_headings(settings(known)))
        self.endResetModel()

    def setting(self, row: int) -> Setting | None:
        """The setting of a row; None where there is none."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, Setting) else None

    def settings(self) -> list[Setting]:
        """All settings, in the order of their rows."""
        return [each for each in self._rows if isinstance(each, Setting)]

    def row_of(self, name: str) -> int:
        """The row of a setting; that of the first one for a name that is not there."""
        rows = {each.name: row for row, each in enumerate(self._rows) if isinstance(each, Setting)}
        return rows.get(name, min(rows.values(), default=-1))

    def as_text(self, chosen: Iterable[Setting]) -> str:
        """Settings as lines of cells between tabs, as a table or a mail takes them."""
        cells = ((each.title, _value(each).replace("\n", "; "), each.source_words) for each in chosen)
        return "\n".join("\t".join(line) for line in cells)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        shown = role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal
        if shown and 0 <= section < len(COLUMNS):
            return text(f"app_client.column_{COLUMNS[section]}")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self.setting(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == AppClientRole.HEADING:
            return isinstance(row, str)
        if role == AppClientRole.MUTED:
            return isinstance(row, str) or not row.known
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if isinstance(row, str):
            return row if index.column() == SETTING else ""
        return {SETTING: row.title, VALUE: _value(row), FROM: row.source_words}[index.column()]


class AuthFlowsModel(QAbstractListModel):
    """A row for each value of ExplicitAuthFlows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._values: tuple[ExplainedValue, ...] = ()

    def show_known(self, known: Known) -> None:
        """Show what is known now."""
        self.beginResetModel()
        self._values = explained(known)
        self.endResetModel()

    def value(self, row: int) -> ExplainedValue | None:
        """The value of a row; None where there is none."""
        return self._values[row] if 0 <= row < len(self._values) else None

    def row_of(self, name: str) -> int:
        """The row of a value; 0 for one that is not there."""
        return next((row for row, each in enumerate(self._values) if each.name == name), 0)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._values)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        value = self.value(index.row()) if index.isValid() else None
        if value is None:
            return None
        icon, colour = LOOKS[value.state]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return value.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return text("app_client.value_state", value=value.name, state=state_words(value.state))
            case AppClientRole.STATE:
                return state_words(value.state)
            case AppClientRole.ICON:
                return icon
            case AppClientRole.COLOUR:
                return colour
            case AppClientRole.MUTED:
                return not value.is_on
        return None


def state_words(state: State) -> str:
    """A state in a word or two."""
    return text(f"app_client.state_word.{state}")


def _value(setting: Setting) -> str:
    return setting.value if setting.known else text("app_client.unknown")


def _with_headings(rows: Iterable[Setting]) -> Iterable[Setting | str]:
    group = ""
    for row in sorted(rows, key=lambda each: each.group != "client"):
        if row.group != group:
            group = row.group
            yield text(f"app_client.group.{group}")
        yield row
