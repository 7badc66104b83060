"""The facts about a row of the timeline, for the details' first page: labelled, the most telling first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus

from app.diagnosis.clock import WARN_SECONDS
from app.models.field_words import choice_words
from app.models.figures import duration, local_time, size
from app.models.row_words import join, words_of
from app.models.rows import Row, RowKind, Tone
from app.secret import Secret
from app.texts import text, text_or
from app.transcript.events import (
    Asked,
    Called,
    Ended,
    Failed,
    Fetched,
    HttpAnswer,
    NotSaved,
    PasskeyGiven,
    PasskeyMissed,
    PasskeyWanted,
    Refused,
    Released,
    Saved,
    Shown,
    Started,
)

SAME_CLOCK = 2.0  # seconds: the Date header has no fractions, and the reply was on its way


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One labelled value; `wire` where it is written as it came, `tone` where it is an outcome."""

    label: str
    value: str
    wire: bool = False
    tone: Tone | None = None


def facts(row: Row) -> list[Fact]:
    """Return what there is to say about a row; empty values are left out."""
    found = {
        RowKind.HEADING: _of_run, RowKind.EXCHANGE: _of_exchange, RowKind.WAITING: _of_question, RowKind.HELD: _of_held,
    }  # fmt: skip
    return [fact for fact in (*found.get(row.kind, _of_event)(row), *_remarked(row)) if fact.value]


def _remarked(row: Row) -> Iterator[Fact]:
    """What a person noted."""
    yield _fact("note", row.note)
    yield _fact("marked", text("details.marked") if row.marked else "")


def status_line(row: Row) -> str:
    """Say in a line how a reply came: `200 OK · 121 ms · 1.9 kB`."""
    outcome = row.exchange.outcome if row.exchange else None
    if outcome is None:
        return row.word
    if isinstance(outcome, HttpAnswer):
        return " · ".join((status(outcome.status), duration(outcome.seconds), size(outcome.size)))
    return " · ".join(part for part in (status(outcome.status), duration(outcome.seconds)) if part)


def status(code: int) -> str:
    """Write an HTTP status with its phrase; an empty string for 0, where there was no HTTP answer."""
    if not code:
        return ""
    phrase = next((known.phrase for known in HTTPStatus if known.value == code), "")
    return f"{code} {phrase}".strip()


def clock_offset(seconds: float) -> str:
    """Say how far the server's clock is from this machine's."""
    if abs(seconds) < SAME_CLOCK:
        return text("details.clock_same")
    return text("details.clock_ahead" if seconds > 0 else "details.clock_behind", time=duration(abs(seconds)))


def _of_run(row: Row) -> Iterator[Fact]:
    run, started = row.run, row.run.started
    yield _fact("outcome", row.word, tone=row.tone)
    yield from _ending(row)
    if started is not None:
        yield _fact("flow", text_or(f"flow.{started.flow}.title", started.flow))
        yield _fact("user", started.user, wire=True)
        yield _fact("profile", started.profile)
    of = run.about.rows[0] if run.about is not None else None
    yield _fact("about", join(of.title, of.word) if of is not None else "")
    yield _fact("began", local_time(row.at))
    yield _fact("total", row.time_text)
    yield _fact("calls", text("details.calls", count=run.calls, time=duration(run.at_cognito)) if run.calls else "")


def _of_exchange(row: Row) -> Iterator[Fact]:
    assert row.exchange is not None
    called, outcome = row.exchange.called, row.exchange.outcome  # the operation is the row's title
    yield _fact("outcome", row.word, tone=row.tone)
    if isinstance(outcome, Refused):
        yield _fact("code", outcome.code, wire=True)
        yield _fact("message", outcome.message)
    elif isinstance(outcome, Failed):
        yield _fact("message", row.detail)
    else:
        yield _fact("brings", row.chip if outcome is not None else "", wire=True)
    yield _fact("status", status(outcome.status) if outcome else "")
    if isinstance(outcome, HttpAnswer):
        yield _fact("request_id", outcome.request_id, wire=True)
    yield from _carried(called)
    yield _fact("time", row.time_text)
    if isinstance(outcome, HttpAnswer):
        yield _fact("size", size(outcome.size))
    yield _fact("sent_at", local_time(called.at))
    if isinstance(outcome, HttpAnswer) and outcome.server_date is not None:
        yield _fact("server_date", local_time(outcome.server_date))
        apart = outcome.server_date - outcome.at
        yield _fact("clock", clock_offset(apart), tone=Tone.AMBER if abs(apart) >= WARN_SECONDS else None)
    yield _fact("url", called.url, wire=True)
    yield _fact("signed", text("details.signed_yes" if called.signed else "details.signed_no"))


def _carried(called: Called) -> Iterator[Fact]:
    """Say for whom a call is: which name and which device it carries, where it carries one."""
    params = called.params
    inner = params.get("AuthParameters") or params.get("ChallengeResponses")
    values = {**params, **inner} if isinstance(inner, Mapping) else params
    for label, names in (("name_sent", ("USERNAME", "Username")), ("device_sent", ("DEVICE_KEY", "DeviceKey"))):
        found = next((values[name] for name in names if values.get(name)), None)
        yield _fact(label, "" if found is None else str(found), wire=not isinstance(found, Secret))


def _of_question(row: Row) -> Iterator[Fact]:
    if isinstance(row.event, PasskeyWanted | PasskeyGiven | PasskeyMissed):
        yield from _of_authenticator(row, row.event)
        return
    yield _fact("outcome", row.title, tone=row.tone)
    yield _fact("challenge", row.chip, wire=True)
    yield _fact("time", row.time_text if not row.live else "")
    yield _fact("asked_at", local_time(row.at))
    if isinstance(row.event, Asked):
        yield _fact("refusal", row.event.refusal, wire=True, tone=Tone.RED)
        yield _fact("fields", ", ".join(field.name for field in row.event.fields), wire=True)
        for name, value in row.event.params.items():
            yield Fact(label=name, value=str(value), wire=not isinstance(value, Secret))


def _of_held(row: Row) -> Iterator[Fact]:
    assert row.exchange is not None
    yield _fact("outcome", row.detail.partition(" · ")[0], tone=row.tone)
    yield _fact("operation", row.exchange.called.operation, wire=True)
    changed = row.event.changed if isinstance(row.event, Released) else ()
    yield _fact("changed", ", ".join(changed), wire=True)
    yield from _carried(row.exchange.called)
    yield _fact("time", row.time_text if not row.live else "")
    yield _fact("held_at", local_time(row.at))


def _of_authenticator(row: Row, event: PasskeyWanted | PasskeyGiven | PasskeyMissed) -> Iterator[Fact]:
    yield _fact("outcome", row.title, tone=row.tone)
    yield _fact("authenticator", choice_words(event.authenticator))
    yield _fact("purpose", words_of("details.purpose", event.purpose))
    wanted = _wanted(row)
    if wanted is not None:
        yield _fact("origin", wanted.origin, wire=True)
        yield _fact("rp_id", wanted.rp_id, wire=True)
    if isinstance(event, PasskeyMissed):
        yield _fact("message", row.detail)
    yield _fact("time", row.time_text if not row.live else "")
    yield _fact("asked_at", local_time(row.at))


def _wanted(row: Row) -> PasskeyWanted | None:
    """Return what the authenticator was asked; its row keeps only what came of it."""
    asked = (event for event in row.run.transcript.events if isinstance(event, PasskeyWanted))
    return next((event for event in asked if event.at == row.at), None)


def _of_event(row: Row) -> Iterator[Fact]:
    yield _fact("outcome", row.title, tone=row.tone)
    if row.kind is RowKind.OUTCOME:
        yield from _ending(row)
    else:
        yield _fact("message", row.detail)
    if isinstance(row.event, Saved | NotSaved):
        yield _fact("kept_as", row.event.name, wire=True)
    if isinstance(row.event, Fetched):
        yield _fact("url", row.event.url, wire=True)
        yield _fact("time", row.time_text)
    if isinstance(row.event, Shown) and row.event.name == "rotated":
        yield _fact("crash", _crash(str(row.event.values.get("grace_seconds", ""))))
    yield _fact("at", local_time(row.at))
    if row.kind is RowKind.OUTCOME:
        yield _fact("total", duration(row.offset))


def _crash(grace: str) -> str:
    """Say what a crash between a rotation and its save would have cost; `grace` is in seconds, or empty."""
    if not grace.isdecimal():
        return text("details.crash.unknown")
    return text("details.crash.grace" if int(grace) else "details.crash.none", time=duration(float(grace)))


def _ending(row: Row) -> Iterator[Fact]:
    if isinstance(row.event, Ended):
        yield _fact("message", row.event.message)
        yield _fact("operation", row.event.operation, wire=True)
    elif row.event is not None and not isinstance(row.event, Started):
        yield _fact("message", row.detail if row.kind is RowKind.OUTCOME else "")


def _fact(label: str, value: str, *, wire: bool = False, tone: Tone | None = None) -> Fact:
    return Fact(label=text(f"details.fact.{label}"), value=value, wire=wire, tone=tone)
