"""A comparison of two runs as a list: a heading for each part, a row for each step, value and time below it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.exporters.comparing import (
    count_words,
    is_masked,
    kept,
    kind_words,
    seconds_words,
    section_words,
    title_of,
    value_words,
)
from app.models.claims import OPEN
from app.models.tips import plain_tip
from app.secret import Secret
from app.texts import text
from app.transcript.compare import Comparison, Row, Section
from app.transcript.members import Kind, Value

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
CLAIMS = (Section.ID_TOKEN, Section.ACCESS_TOKEN)
SHORT = ("call", "fetched")  # steps that take no person's time


class Shape(StrEnum):
    """What a line is."""

    SECTION = "section"
    STEP = "step"
    VALUE = "value"
    TIME = "time"


class ComparisonRole(IntEnum):
    """What a line knows beyond its words."""

    LINE = Qt.ItemDataRole.UserRole + 1
    COUNTS = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line. `left` and `right` are words, `word` says what of the two; `shares` are parts of the longest time.

    `masked` says of each side whether its value is hidden now, `there` whether it has one.
    """

    shape: Shape
    title: str
    within: str = ""  # the step that a value is of
    left: str = ""
    right: str = ""
    word: str = ""
    kind: Kind = Kind.EQUAL
    counts: bool = False
    first: bool = False
    shares: tuple[float, float] = (0.0, 0.0)
    masked: tuple[bool, bool] = (False, False)
    there: tuple[bool, bool] = (True, True)

    @property
    def whole_title(self) -> str:
        """The title with the step that it is of."""
        return f"{self.within} · {self.title}" if self.within else self.title

    @property
    def accessible(self) -> str:
        """The line in words, for screen readers."""
        if self.shape is Shape.SECTION:
            return text("compare.heading", title=self.title, count=self.word) if self.word else self.title
        said = text("compare.row", title=self.whole_title, left=self.left, right=self.right, kind=self.word)
        return f"{text('compare.first')}: {said}" if self.first else said.rstrip(", ")


class ComparisonModel(QAbstractListModel):
    """Lists the rows of a comparison, or only those that differ; values that may be secret are masked at first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._comparison: Comparison | None = None
        self._only = self._revealed = False
        self._lines: list[Line] = []

    def show(self, comparison: Comparison | None) -> None:
        """Show another comparison, masked again."""
        self._comparison, self._revealed = comparison, False
        self._draw()

    def set_only_differences(self, only: bool) -> None:
        """Show only the rows that differ."""
        self._only = only
        self._draw()

    def reveal(self, revealed: bool) -> None:
        """Show the values themselves, or mask them; the rows stay where they are."""
        self._revealed = revealed
        self._lines = self._made()
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, 0))

    @property
    def revealed(self) -> bool:
        """Whether the values themselves are shown."""
        return self._revealed

    @property
    def first(self) -> QModelIndex:
        """Where the first difference stands; an invalid index where there is none."""
        return next((self.index(place, 0) for place, line in enumerate(self._lines) if line.first), QModelIndex())

    def difference(self, place: int, step: int) -> QModelIndex:
        """Return the next difference after a place (`step` 1), or the one before it (-1); invalid where none is."""
        here = place + step
        while 0 <= here < len(self._lines):
            if self._lines[here].counts:
                return self.index(here, 0)
            here += step
        return QModelIndex()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._lines):
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return line.accessible
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(line.title)
            case ComparisonRole.LINE:
                return line
            case ComparisonRole.COUNTS:
                return line.counts
        return None

    def _draw(self) -> None:
        self.beginResetModel()
        self._lines = self._made()
        self.endResetModel()

    def _made(self) -> list[Line]:
        if self._comparison is None:
            return []
        lines: list[Line] = []
        first = self._comparison.first
        rows = kept(self._comparison, only_differences=self._only)
        for section, group in groupby(rows, key=lambda each: each[1].section):
            inside = list(group)
            counted = count_words(sum(row.counts for _, row in inside))
            counted = text("compare.scales") if section is Section.TIMING else counted
            lines.append(Line(shape=Shape.SECTION, title=section_words(section), word=counted))
            if section is Section.TIMING:
                lines += _times([row for _, row in inside])
            else:
                lines += self._values(inside, first)
        return lines

    def _values(self, rows: list[tuple[int, Row]], first: int | None) -> Iterator[Line]:
        within = ""
        for place, row in rows:
            within = title_of(row) if row.head else within
            yield self._line(row, "" if row.head else within, first=place == first)

    def _line(self, row: Row, within: str, *, first: bool) -> Line:
        mine, its = (_opened(row, value) for value in (row.left, row.right))
        return Line(
            shape=Shape.STEP if row.head else Shape.VALUE,
            title=title_of(row), within=within, word=kind_words(row.kind), kind=row.kind,
            counts=row.counts, first=first,
            left=value_words(row, mine, revealed=self._revealed), right=value_words(row, its, revealed=self._revealed),
            masked=(self._hides(mine), self._hides(its)), there=(mine is not None, its is not None),
        )  # fmt: skip

    def _hides(self, value: Value | None) -> bool:
        return is_masked(value) and not self._revealed


def _opened(row: Row, value: Value | None) -> Value | None:
    """Return a claim as a text where its name is one of those that the page Tokens shows unmasked, too."""
    is_claim = row.section in CLAIMS and row.path.partition("/")[2] in OPEN
    return value.reveal() if is_claim and isinstance(value, Secret) else value


def _times(rows: list[Row]) -> list[Line]:
    """Return the lines of times: calls on one scale, what waits for a person, and the sums, on one that is longer."""
    longest = {True: 0.0, False: 0.0}
    for row in rows:
        times = (row.left_seconds or 0.0, row.right_seconds or 0.0)
        longest[row.what in SHORT] = max(longest[row.what in SHORT], *times)
    return [_time(row, longest[row.what in SHORT]) for row in rows]


def _time(row: Row, longest: float) -> Line:
    times = (row.left_seconds, row.right_seconds)
    shares = [(time or 0.0) / longest if longest else 0.0 for time in times]
    return Line(
        shape=Shape.TIME, title=title_of(row), kind=row.kind, shares=(shares[0], shares[1]),
        left=seconds_words(times[0]), right=seconds_words(times[1]),
        there=(times[0] is not None, times[1] is not None),
    )  # fmt: skip
