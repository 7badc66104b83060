"""A recorded run as the rows that a person reads on the timeline, for the files that are written for people.

This is the exporters' only way to the words of the window: everything it takes from there knows nothing of Qt.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.auth.steps import CREDENTIALS
from app.auth.tokens import claims, decode_part
from app.models.figures import duration, local_time
from app.models.json_text import as_text
from app.models.overview import Fact, facts, status
from app.models.plain_rows import plain_row
from app.models.row_words import fault, remarked, sent, session_from
from app.models.rows import (
    Row,
    RowKind,
    Run,
    Tone,
    abandon,
    call_row,
    finish_call,
    finish_heading,
    heading,
)
from app.models.waiting_rows import held_row, no_longer_waiting, passkey_row, waiting_row
from app.secret import Secret
from app.texts import text
from app.transcript.events import (
    END,
    Answered,
    Asked,
    Called,
    Event,
    Failed,
    Held,
    PasskeyGiven,
    PasskeyMissed,
    PasskeyWanted,
    Refused,
    Released,
    Replied,
    Started,
    TokensReceived,
)
from app.transcript.recording import Recording, remarks

__all__ = [
    "Fact", "Row", "RowKind", "Story", "Token", "Tone", "as_json", "duration", "facts", "fault_words",
    "line", "local_time", "moment", "remark", "remarked", "sent",
    "status", "stories", "story", "title", "tokens",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A run with its rows, its heading first. A run that has not ended says so in its heading."""

    recording: Recording
    run: Run

    @property
    def head(self) -> Row:
        """The row on top: what ran, and how it ended."""
        return self.run.rows[0]

    @property
    def rows(self) -> list[Row]:
        """The rows below the heading, oldest first."""
        return self.run.rows[1:]

    @property
    def seconds(self) -> float:
        """From the first event to the last."""
        events = self.recording.events
        return max(events[-1].at - events[0].at, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token that can be read: its name for people, the label in place of its signature, its header and its claims."""

    title: str
    label: str
    header: Mapping[str, object]
    claims: Mapping[str, object]


def stories(recordings: Sequence[Recording]) -> list[Story]:
    """Return the stories of all recordings in which something happened, each knowing the run that it is about."""
    told = [story(recording) for recording in recordings if recording.events]
    runs = {each.recording.run_id: each.run for each in told}
    for each in told:
        each.run.about = runs.get(each.run.started.about) if each.run.started else None
    return told


def story(recording: Recording) -> Story:
    """Return the story of a recording that has at least one event."""
    run = Run(run_id=recording.run_id)
    first, *rest = recording.events
    _add(run, heading(run, first))
    run.transcript.append(first)
    for event in recording.events if not isinstance(first, Started) else rest:
        run.transcript.append(event)
        _take(run, event)
    if not run.transcript.ended:
        _leave_open(run, recording.events[-1].at)
    noted = {remark.event: remark for remark in remarks(recording)}
    for row in run.rows:
        if row.first in noted:
            row.note, row.marked = noted[row.first].note, noted[row.first].marked
    return Story(recording=recording, run=run)


def title(told: Story) -> str:
    """Return a run's headline: flow, user and profile."""
    return " · ".join(part for part in (told.head.title, told.head.detail) if part)


def line(row: Row) -> str:
    """Return a row in one line, without its times."""
    chip = row.chip if row.chip != row.word else ""
    return " · ".join(part for part in (row.title, row.word, chip, row.detail) if part)


def remark(row: Row) -> str:
    """Return what a person noted on a row, in one line; empty where nobody did."""
    return remarked(row.marked, " ".join(row.note.split()))


def moment(at: float) -> str:
    """Write when something happened, in seconds since the run began."""
    return f"{at:.3f} s" if at < 60 else duration(at)


def as_json(body: object) -> str:
    """Return a body as indented JSON; a secret that was not replaced stays masked."""
    return as_text(body, longest=None).text


def fault_words(failed: Failed) -> str:
    """Say why a call has no answer from Cognito."""
    return fault(failed.fault, failed.detail)


def tokens(row: Row) -> list[Token]:
    """Return the tokens of a row that can be read; one that was not replaced is not looked into."""
    if not isinstance(row.event, TokensReceived):
        return []
    issued = row.event.tokens
    named: list[tuple[str, object]] = [("access", issued.access_token), ("id", issued.id_token)]
    found = []
    for name, token in named:
        if isinstance(token, Secret) or not isinstance(token, str) or not claims(token):
            continue
        words = text(f"details.token.{name}")
        label = token.rpartition(".")[2]
        label = label if label.startswith("<") else ""  # a person may have revealed it
        found.append(Token(title=words, label=label, header=decode_part(token, 0), claims=claims(token)))
    return found


def _take(run: Run, event: Event) -> None:
    """Add what an event says, as the timeline does while it happens."""
    match event:
        case Called():
            run.open[event.number] = _add(run, call_row(run, event))
            run.calls += 1
        case Replied() | Refused() | Failed():
            _finish(run, event)
        case Asked():
            _wait(run, event)
        case PasskeyWanted():
            run.authenticator = _add(run, passkey_row(run, event))
        case Held():
            run.held = _add(run, held_row(run, event))
        case PasskeyGiven() | PasskeyMissed():
            no_longer_waiting(run, event)
        case Released() if run.held is not None:
            no_longer_waiting(run, event)
        case Answered():
            _stop_waiting(run, event)
        case _:
            _plain(run, event)


def _finish(run: Run, outcome: Replied | Refused | Failed) -> None:
    row = run.open.pop(outcome.number, None)
    if row is None:
        return
    finish_call(row, outcome)
    run.at_cognito += outcome.seconds
    run.longest = max(run.longest, outcome.seconds)
    if isinstance(outcome, Replied) and isinstance(outcome.body, Mapping):
        run.session_from = session_from(run.session_from, outcome)


def _wait(run: Run, asked: Asked) -> None:
    if asked.name != CREDENTIALS:  # answered by the form, before anything was called
        _stop_waiting(run, asked)
        run.waiting = _add(run, waiting_row(run, asked))


def _stop_waiting(run: Run, end: Event) -> None:
    row = run.waiting
    no_longer_waiting(run, end)
    if row is not None and isinstance(end, Answered) and not end.repeated:
        row.title = text("export.answered")  # on the timeline it says "you": a report has other readers


def _plain(run: Run, event: Event) -> None:
    if isinstance(event, END):
        _stop_waiting(run, event)
        for open_call in run.open.values():
            abandon(open_call)
        finish_heading(run.rows[0], event)
    row = plain_row(run, event)
    if row is not None:
        _add(run, row)


def _leave_open(run: Run, until: float) -> None:
    """Put into what was under way when the recording stopped how long it had taken so far."""
    for row in filter(None, (run.rows[0], *run.open.values(), run.held, run.waiting, run.authenticator)):
        row.seconds, row.live = max(until - row.at, 0.0), False
        if row in (run.waiting, run.held):
            row.title, row.detail = text("export.unanswered"), ""


def _add(run: Run, row: Row) -> Row:
    row.place, row.first = len(run.rows), max(len(run.transcript.events) - 1, 0)
    run.rows.append(row)
    return row
