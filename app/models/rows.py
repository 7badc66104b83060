"""The rows of the timeline: what a person reads about each event of a run, in words, tone and time."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.models.field_words import answer_words, choice_words
from app.models.figures import duration, stopwatch
from app.models.row_words import end_word, failed, finding_words, join, passkey_trouble, remarked, reply_chip, sent
from app.models.row_words import session_words as session_says
from app.texts import text, text_or
from app.transcript.events import (
    Answered,
    Asked,
    Called,
    Ended,
    Event,
    Failed,
    Finished,
    Held,
    PasskeyGiven,
    PasskeyMissed,
    PasskeyWanted,
    Refused,
    Replied,
    SignedIn,
    Started,
)
from app.transcript.exchanges import Exchange
from app.transcript.transcript import Transcript


class RowKind(StrEnum):
    """What a row stands for."""

    HEADING = "heading"
    EXCHANGE = "exchange"
    WAITING = "waiting"
    HELD = "held"
    TOKENS = "tokens"
    SAVED = "saved"
    SHOWN = "shown"
    FETCHED = "fetched"
    OUTCOME = "outcome"


class Tone(StrEnum):
    """How a row looks: names of the theme's colours."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    ACCENT = "accent"
    MUTED = "muted"


END_TONES = {"cancelled": Tone.MUTED, "unfinished": Tone.MUTED, "dropped": Tone.AMBER}  # nothing went wrong


@dataclass(slots=True, kw_only=True, eq=False)
class Run:
    """One run on the timeline. `longest` is the scale of its bars, `at_cognito` the sum of its calls, in seconds."""

    run_id: str
    transcript: Transcript = field(default_factory=Transcript)
    first_row: int = 0
    rows: "list[Row]" = field(default_factory=list)
    open: "dict[int, Row]" = field(default_factory=dict)  # exchanges that have no outcome yet, by number
    waiting: "Row | None" = None
    held: "Row | None" = None  # a call that is not sent yet
    authenticator: "Row | None" = None  # asked, and not answered yet; it may ask for a PIN meanwhile
    longest: float = 0.0
    at_cognito: float = 0.0
    calls: int = 0
    session_from: float | None = None  # when the newest Session came; none is needed once there are tokens
    kept: dict[str, Event] = field(default_factory=dict)  # what became of each secret last, by its name
    source: str = ""  # where it was opened from, in words; empty where it ran here
    about: "Run | None" = None  # the run that it examines or goes on from, while the timeline has it

    @property
    def started(self) -> Started | None:
        """The run's first event."""
        return self.transcript.started

    @property
    def flow(self) -> str:
        """What runs: a key of FLOWS or ACTIONS."""
        return self.started.flow if self.started else ""

    @property
    def session_seconds(self) -> float | None:
        """How long its Sessions last, where the profile knows."""
        return self.started.session_seconds if self.started else None


@dataclass(slots=True, kw_only=True, eq=False)
class Row:
    """One row. `word` names the outcome for those who cannot see its colour; `seconds` is how long it took."""

    kind: RowKind
    run: Run
    at: float
    title: str
    word: str = ""
    detail: str = ""
    chip: str = ""
    tone: Tone = Tone.MUTED
    icon: str = ""
    seconds: float | None = None
    place: int = 0  # among the rows of its run
    first: int = 0  # the event that it began with, among those of its run: what a remark names
    note: str = ""  # what a person wrote on it; on a heading: on the run
    marked: bool = False
    live: bool = False  # counts on: a call under way, or a question not answered yet
    event: Event | None = None
    exchange: Exchange | None = None

    @property
    def offset(self) -> float:
        """Seconds since the run began."""
        return self.at - (self.run.rows[0].at if self.run.rows else self.at)

    @property
    def time_text(self) -> str:
        """The time it took, as text."""
        if self.seconds is None:
            return ""
        return stopwatch(self.seconds) if self.live and self.kind is not RowKind.EXCHANGE else duration(self.seconds)

    @property
    def about(self) -> str:
        """Below a heading: which run this one examines or goes on from; empty where there is none."""
        of = self.run.about.rows[0] if self.run.about and self.kind is RowKind.HEADING else None
        return text("timeline.about", what=of.title, end=of.word) if of else ""

    @property
    def accessible(self) -> str:
        """The row in one line, for screen readers."""
        title = text("timeline.outcome", what=self.title) if self.kind is RowKind.OUTCOME else self.title
        chip = "" if self.chip == self.word else self.chip
        said = self.detail if self.kind is not RowKind.EXCHANGE or self.tone is Tone.RED else ""
        parts = (title, self.word, chip, said, self.time_text, self.about, remarked(self.marked, self.note))
        return ", ".join(part for part in parts if part)


def heading(run: Run, event: Event) -> Row:
    """Return the row on top of a run: flow, user and profile."""
    started = event if isinstance(event, Started) else None
    flow = text_or(f"flow.{started.flow}.title", started.flow) if started else text("timeline.run")
    user = f" · {started.user}" if started and started.user else ""
    detail = join(run.source, started.profile if started else "")
    row = Row(kind=RowKind.HEADING, run=run, at=event.at, title=flow + user, detail=detail)
    return _under_way(row, event)


def call_row(run: Run, called: Called) -> Row:
    """Return the row of a call that is under way."""
    exchange = Exchange(called=called)
    row = Row(
        kind=RowKind.EXCHANGE, run=run, at=called.at, title=called.operation, detail=sent(called), exchange=exchange
    )
    return _under_way(row, called)


def _under_way(row: Row, event: Event) -> Row:
    row.word, row.tone, row.icon = text("timeline.under_way"), Tone.ACCENT, "waiting"
    row.live, row.event, row.seconds = True, event, 0.0
    row.chip = row.word
    return row


def finish_call(row: Row, outcome: Replied | Refused | Failed) -> None:
    """Put what came of a call into its row."""
    assert row.exchange is not None
    row.exchange = Exchange(called=row.exchange.called, outcome=outcome)
    row.event, row.live, row.seconds = outcome, False, outcome.seconds
    match outcome:
        case Replied():
            row.word, row.tone, row.icon, row.chip = text("timeline.replied"), Tone.GREEN, "check", reply_chip(outcome)
        case Refused():
            row.word, row.tone, row.icon, row.chip = text("timeline.refused"), Tone.RED, "cross", outcome.code
            row.detail = outcome.message
        case Failed():
            row.tone, row.icon = Tone.RED, "warning"
            row.word, row.detail = failed(outcome.fault, outcome.detail)
            row.chip = row.word


def abandon(row: Row) -> None:
    """Put into a call's row that its run ended first: nobody knows what came of it."""
    row.word, row.icon, row.tone, row.live = text("timeline.abandoned"), "minus", Tone.MUTED, False
    row.chip = row.word


def count_on(row: Row, now: float) -> None:
    """Bring a live row up to `now`: the time so far, and for a question how long its Session lasts."""
    row.seconds = max(now - row.at, 0.0)
    waits = row.kind is RowKind.WAITING or (isinstance(row.event, Held) and "Session" in row.event.params)
    if waits and row.run.session_from is not None:
        row.detail = join(waits_for(row.event), session_says(row.run.session_from, row.run.session_seconds, now))


def finish_waiting(row: Row, end: Event) -> None:
    """Put into a question's row that it was answered, or that the run ended first."""
    row.seconds, row.live = max(end.at - row.at, 0.0), False
    match end:
        case Answered():
            key, icon = ("timeline.repeated", "refresh") if end.repeated else ("timeline.answered", "user")
            row.title, row.tone, row.icon = text(key), Tone.GREEN, icon
            fields = row.event.fields if isinstance(row.event, Asked) else ()
            row.detail = answer_words(fields, end.values, row.chip)
        case PasskeyGiven():
            row.title, row.tone, row.icon = _passkey_words("given", end.purpose), Tone.GREEN, "key"
            row.detail, row.event = waits_for(row.event), end
        case PasskeyMissed():
            row.title, row.tone, row.icon = _passkey_words("missed", end.purpose), Tone.RED, "warning"
            row.detail, row.event = passkey_trouble(end.trouble, end.detail), end
        case _:
            row.title, row.tone, row.icon = text("timeline.unanswered"), Tone.MUTED, "minus"
            row.detail = text("timeline.unanswered_why")


def _passkey_words(key: str, purpose: str) -> str:
    return text_or(f"timeline.passkey_{key}.{purpose}", text(f"timeline.passkey_{key}.get"))


def waits_for(event: Event | None) -> str:
    """Say where a question goes, or why a call waits."""
    if isinstance(event, PasskeyWanted):
        return join(choice_words(event.authenticator), event.rp_id)
    return text("timeline.held.why") if isinstance(event, Held) else ""


def finish_heading(row: Row, end: SignedIn | Finished | Ended) -> None:
    """Put the outcome and the total time of a run into its heading."""
    row.live, row.seconds, row.event = False, max(end.at - row.at, 0.0), end
    if isinstance(end, Ended):
        row.word, row.icon = end_word(end), "cross"
        row.tone = END_TONES.get(end.reason, Tone.RED)
    else:
        good = text("timeline.signed_in") if isinstance(end, SignedIn) else finding_words(row.run.flow, end)
        row.word, row.tone, row.icon = good, Tone.GREEN, "check"
    row.chip = row.word
