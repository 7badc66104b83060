"""The timeline as a list: a heading for each run, a row for each exchange, question, token, save and outcome below it.

Each event changes or adds a row or two, whatever came before: the cost of an event is constant. One model, a little
longer than other modules: what an event does to the rows is best read in one place.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)

from app.auth.steps import CREDENTIALS
from app.models.plain_rows import plain_row
from app.models.remarks import remark
from app.models.row_words import session_from
from app.models.rows import (
    Row,
    Run,
    abandon,
    call_row,
    count_on,
    finish_call,
    finish_heading,
    heading,
)
from app.models.tips import row_tip
from app.models.waiting_rows import held_row, no_longer_waiting, passkey_row, waiting_row
from app.transcript.events import (
    END,
    Asked,
    Called,
    Ended,
    Event,
    Failed,
    Finished,
    Held,
    PasskeyWanted,
    Refused,
    Replied,
    SignedIn,
    Started,
)

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()

RowRole = Qt.ItemDataRole.UserRole + 1  # the Row
KindRole = RowRole + 1  # the RowKind's value
ExchangeRole = RowRole + 2  # the Exchange, or None
TranscriptRole = RowRole + 3  # the run's Transcript


class TimelineModel(QAbstractListModel):
    """Lists the rows of all runs, oldest run first. `now` is the clock of the events, in epoch seconds."""

    def __init__(self, parent: QObject | None = None, *, now: Callable[[], float] = time.time) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._runs: dict[str, Run] = {}
        self._live: dict[str, Run] = {}  # those that go on: what each event costs must not grow with the others
        self._now = now
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self.tick)

    def add(self, run_id: str, event: Event, source: str = "") -> None:
        """Take an event of a run; what comes after the run's end is dropped. `source`: where it was opened from."""
        run = self._runs.get(run_id)
        if run is None:
            run = self._begin(run_id, event, source)
        if run.transcript.append(event) and not isinstance(event, Started):
            self._take(run, event)
        if run.transcript.ended:
            self._live.pop(run_id, None)
        self._keep_time()

    def annotate(self, run_id: str, note: str, marked: bool, event: int = 0) -> None:
        """Put a note on a run, or on the row that begins with an event of it, and mark it or not."""
        run = self._runs.get(run_id)
        if run is not None and remark(run, event, note, marked):
            self._changed(run.first_row, run.first_row + len(run.rows) - 1)  # a run's own counts for all of its rows

    def clear(self) -> None:
        """Forget all runs that have ended; one under way stays."""
        for run in [run for run in self._runs.values() if run.transcript.ended]:
            last = run.first_row + len(run.rows) - 1
            self.beginRemoveRows(NOWHERE, run.first_row, last)
            del self._rows[run.first_row : last + 1]
            del self._runs[run.run_id]
            self._shift(run.first_row, -len(run.rows))
            self.endRemoveRows()
        for run in self._runs.values():
            run.about = None

    @property
    def runs(self) -> list[Run]:
        """The runs, oldest first."""
        return list(self._runs.values())

    def waiting(self) -> QModelIndex:
        """Return where the newest unanswered question stands, or an invalid index."""
        for run in reversed(self._live.values()):
            row = run.held or run.waiting or run.authenticator
            if row is not None:
                return self.index(run.first_row + row.place, 0)
        return QModelIndex()

    def last_own(self) -> QModelIndex:
        """Return where the newest run that ran here ends; an invalid index where none did."""
        run = next((run for run in reversed(self._runs.values()) if not run.source), None)
        return QModelIndex() if run is None else self.index(run.first_row + len(run.rows) - 1, 0)

    def tick(self) -> None:
        """Count all live rows on."""
        now = self._now()
        for run in self._live.values():
            for row in (run.rows[0], *run.open.values(), run.held, run.waiting, run.authenticator):
                if row is not None:
                    count_on(row, now)
                    self._changed(run.first_row + row.place)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.accessible
            case Qt.ItemDataRole.ToolTipRole:
                return row_tip(row)
            case _ if role == RowRole:
                return row
            case _ if role == KindRole:
                return row.kind.value
            case _ if role == ExchangeRole:
                return row.exchange
            case _ if role == TranscriptRole:
                return row.run.transcript
        return None

    def _begin(self, run_id: str, event: Event, source: str) -> Run:
        about = self._runs.get(event.about) if isinstance(event, Started) else None
        run = Run(run_id=run_id, first_row=len(self._rows), source=source, about=about)
        self._runs[run_id] = self._live[run_id] = run
        self._insert(run, heading(run, event))
        return run

    def _take(self, run: Run, event: Event) -> None:
        for waited in no_longer_waiting(run, event):
            self._changed(run.first_row + waited.place)
        match event:
            case Called():
                row = call_row(run, event)
                run.open[event.number] = row
                run.calls += 1
                self._insert(run, row)
            case Replied() | Refused() | Failed():
                self._finish(run, event)
            case Asked():
                self._ask(run, event)
            case PasskeyWanted():
                run.authenticator = self._wait(run, passkey_row(run, event))
            case Held():
                run.held = self._wait(run, held_row(run, event))
            case _:
                self._plain(run, event)

    def _plain(self, run: Run, event: Event) -> None:
        if isinstance(event, END):
            self._end(run, event)
        row = plain_row(run, event)
        if row is not None:
            self._insert(run, row)

    def _finish(self, run: Run, outcome: Replied | Refused | Failed) -> None:
        row = run.open.pop(outcome.number, None)
        if row is None:
            return
        finish_call(row, outcome)
        run.at_cognito += outcome.seconds
        if isinstance(outcome, Replied) and isinstance(outcome.body, Mapping):
            run.session_from = session_from(run.session_from, outcome)
        if outcome.seconds > run.longest:  # the scale of all its bars
            run.longest = outcome.seconds
            self._changed(run.first_row, run.first_row + len(run.rows) - 1)
        else:
            self._changed(run.first_row + row.place)

    def _ask(self, run: Run, asked: Asked) -> None:
        if asked.name == CREDENTIALS:  # answered by the form, before anything was called
            return
        run.waiting = self._wait(run, waiting_row(run, asked))

    def _wait(self, run: Run, row: Row) -> Row:
        count_on(row, self._now())
        self._insert(run, row)
        return row

    def _end(self, run: Run, end: SignedIn | Finished | Ended) -> None:
        for row in run.open.values():  # a call that was cancelled: nobody knows what came of it
            abandon(row)
        run.open.clear()
        finish_heading(run.rows[0], end)
        self._changed(run.first_row, run.first_row + len(run.rows) - 1)

    def _insert(self, run: Run, row: Row) -> None:
        place = run.first_row + len(run.rows)
        self.beginInsertRows(NOWHERE, place, place)
        self._rows.insert(place, row)
        row.place, row.first = len(run.rows), max(len(run.transcript.events) - 1, 0)
        run.rows.append(row)
        if place < len(self._rows) - 1:
            self._shift(place, 1, but=run)
        self.endInsertRows()

    def _shift(self, place: int, by: int, but: Run | None = None) -> None:
        for run in self._runs.values():
            if run is not but and run.first_row >= place:
                run.first_row += by

    def _changed(self, first: int, last: int | None = None) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(first if last is None else last, 0))

    def _keep_time(self) -> None:
        if bool(self._live) != self._clock.isActive():
            self._clock.start() if self._live else self._clock.stop()
