"""The matrix as a table: a row for each user, a column for each flow of each app client; a cell changes by itself."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.models.matrix_cells import Cell, Look, State, look, place_words
from app.models.row_words import join
from app.models.tips import plain_tip
from app.profiles.profile import Profile
from app.runs.matrix import Key, MatrixUser, trial
from app.scenarios.scenario import Expectation
from app.texts import text
from app.transcript.events import Event

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
LookRole = Qt.ItemDataRole.UserRole + 1  # of a cell: its Look
GroupRole = Qt.ItemDataRole.UserRole + 2  # of a column's header: the profile's name, above its flows
Column = tuple[Profile, str]
DONE = (State.PASSED, State.FAILED, State.SKIPPED)


class MatrixModel(QAbstractTableModel):
    """Cells have ids, `row:column`, by which what happens is put into them. A cell is None where no user can be.

    `judged` carries the row and the column of a cell that has come to its end, or is judged anew.
    """

    judged = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._users: tuple[MatrixUser, ...] = ()
        self._columns: tuple[Column, ...] = ()
        self._cells: list[list[Cell | None]] = []
        self._looks: dict[tuple[int, int], Look] = {}

    def show(
        self, users: Sequence[MatrixUser], profiles: Iterable[Profile], flows: Sequence[str],
        own: Mapping[Key, Expectation],
    ) -> None:  # fmt: skip
        """Make the table anew; a cell that was there before and has come to an end keeps what happened in it."""
        before = {(cell.trial.key, cell.trial.user.user_pool_id): cell for _, cell in self._all()}
        self.beginResetModel()
        self._users = tuple(users)
        self._columns = tuple((profile, flow) for profile in profiles for flow in flows)
        self._cells = [[_cell(user, column, own, before) for column in self._columns] for user in self._users]
        self._looks.clear()
        self.endResetModel()

    def cell(self, index: Index) -> Cell | None:
        """The cell at an index."""
        return self._cells[index.row()][index.column()] if index.isValid() else None

    def cells(self, *states: State) -> dict[str, Cell]:
        """Return cells by their ids, column by column: so different users come one after the other."""
        return {name: cell for name, cell in self._all() if not states or cell.state in states}

    def counts(self) -> Counter[State]:
        """Count the cells in each state."""
        return Counter(cell.state for _, cell in self._all())

    def begin(self, ids: Iterable[str]) -> None:
        """Forget what happened in these cells: they wait now. That is told of once."""
        found = {_place(each): cell for each in ids if (cell := self._found(each)) is not None}
        for place, cell in found.items():
            cell.begin_again()
            self._looks.pop(place, None)
        if found:
            rows, columns = zip(*found, strict=True)
            first, last = self.index(min(rows), min(columns)), self.index(max(rows), max(columns))
            self.dataChanged.emit(first, last)

    def take(self, job_id: str, events: Sequence[Event]) -> None:
        """Put events into a cell; it is shown anew only where that changes how it looks."""
        cell = self._found(job_id)
        if cell is None:
            return
        cell.events += events
        if cell.state is not State.RUNNING:
            cell.state = State.RUNNING
            self._changed(job_id)

    def end(self, job_id: str) -> None:
        """Judge a cell whose sign-in has ended."""
        if (cell := self._found(job_id)) is not None:
            cell.judge()
            self._changed(job_id, judged=True)

    def skip(self, job_id: str, reason: str) -> None:
        """Say why a cell's sign-in did not take place, or not to its end."""
        if (cell := self._found(job_id)) is not None:
            cell.state, cell.reason = State.SKIPPED, reason
            self._changed(job_id, judged=True)

    def run_id(self, job_id: str) -> str:
        """Return the run in a cell, by its id; empty where nothing has happened."""
        cell = self._found(job_id)
        return cell.run_id if cell is not None else ""

    def expect(self, index: Index, wanted: Expectation | None) -> None:
        """Expect something else of a cell; None: what is usual there."""
        if (cell := self.cell(index)) is not None:
            cell.expect(wanted)
            self._changed(f"{index.row()}:{index.column()}", judged=True)

    def lines(self) -> tuple[list[str], list[tuple[str, list[Cell | None]]]]:
        """Return the whole table: what stands above each column, and each user with the cells beside the name."""
        heads = [f"{profile.name}: {text(f'flow.{flow}.title')}" for profile, flow in self._columns]
        return heads, [(self._name(row), list(cells)) for row, cells in enumerate(self._cells)]

    def has_failed(self, row: int | None = None, column: int | None = None) -> bool:
        """Say whether a cell of a row, or of a column, is not as expected, or nobody knows: it was skipped."""
        line = self._cells[row] if row is not None else [cells[column or 0] for cells in self._cells]
        return any(cell is not None and cell.state in (State.FAILED, State.SKIPPED) for cell in line)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._users)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) if self.cell(index) is not None else Qt.ItemFlag.NoItemFlags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._user_header(section, role) if 0 <= section < len(self._users) else None
        if not 0 <= section < len(self._columns):
            return None
        profile, flow = self._columns[section]
        title = text(f"flow.{flow}.title")
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return title
            case _ if role == GroupRole:
                return profile.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{profile.name}, {title}"
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(f"{profile.name}, {title}")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if cell is None:
            return text("matrix.nobody") if role == Qt.ItemDataRole.AccessibleTextRole and index.isValid() else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._look(index.row(), index.column(), cell).word
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{place_words(cell)}: {self._look(index.row(), index.column(), cell).spoken}"
            case Qt.ItemDataRole.ToolTipRole:
                return f"{place_words(cell)}\n{self._look(index.row(), index.column(), cell).tip}"
            case _ if role == LookRole:
                return self._look(index.row(), index.column(), cell)
        return None

    def _user_header(self, section: int, role: int) -> str | None:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._name(section)
        tip = f"{self._users[section].name}\n{self._pools(section)}"
        return plain_tip(tip) if role == Qt.ItemDataRole.ToolTipRole else None

    def _name(self, row: int) -> str:
        """Name a user, with the user pool where another pool has a user of that name."""
        user = self._users[row]
        twice = sum(each.name == user.name for each in self._users) > 1
        return join(user.name, self._pools(row) if twice else "")

    def _pools(self, row: int) -> str:
        pool = self._users[row].user_pool_id
        names = {each.name.partition(" / ")[0] for each, _ in self._columns if pool in ("", each.user_pool_id)}
        return ", ".join(sorted(names))

    def _look(self, row: int, column: int, cell: Cell) -> Look:
        found = self._looks.get((row, column))
        if found is None:
            found = self._looks[row, column] = look(cell)
        return found

    def _all(self) -> Iterable[tuple[str, Cell]]:
        for column in range(len(self._columns)):
            for row, cells in enumerate(self._cells):
                if (cell := cells[column]) is not None:
                    yield f"{row}:{column}", cell

    def _found(self, job_id: str) -> Cell | None:
        return self.cell(self.index(*_place(job_id)))

    def _changed(self, job_id: str, *, judged: bool = False) -> None:
        row, column = _place(job_id)
        self._looks.pop((row, column), None)
        where = self.index(row, column)
        self.dataChanged.emit(where, where)
        if judged:
            self.judged.emit(row, column)


def _place(job_id: str) -> tuple[int, int]:
    row, _, column = job_id.partition(":")
    return int(row), int(column)


def _cell(
    user: MatrixUser, column: Column, own: Mapping[Key, Expectation], before: Mapping[tuple[Key, str], Cell]
) -> Cell | None:
    profile, flow = column
    made = trial(user, profile, flow, own)
    if made is None:
        return None
    kept = before.get((made.key, user.user_pool_id))
    if kept is None or kept.state not in DONE or kept.trial.user != user:
        return Cell(trial=made)
    kept.meet(made)
    return kept
