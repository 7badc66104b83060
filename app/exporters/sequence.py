"""A run as messages between those who take part: what the sequence diagrams draw, in the order of the clock."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from app.exporters.story import Row, RowKind, Story, Tone, duration, sent
from app.texts import text, text_or
from app.transcript.events import Failed, Fetched, NotSaved, PasskeyGiven, PasskeyMissed, PasskeyWanted, Refused


class Who(StrEnum):
    """Who takes part, from left to right."""

    PERSON = "person"
    AUTHENTICATOR = "authenticator"
    APP = "app"
    COGNITO = "cognito"
    KEYRING = "keyring"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One arrow, `at` seconds after the run began; `answer` is drawn dashed, `lost` one that came to nothing."""

    at: float
    source: Who
    target: Who
    title: str
    detail: str = ""
    tone: Tone = Tone.ACCENT
    answer: bool = False
    lost: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Words over the lines of all who take part (`over` empty) or of one."""

    at: float
    title: str
    detail: str = ""
    tone: Tone = Tone.MUTED
    over: Who | None = None


Item = Message | Note


def sequence(told: Story) -> list[Item]:
    """Return what happened in a run, in the order in which it did."""
    found = [item for row in told.rows for item in _items(row)]
    return sorted(found, key=lambda item: item.at)


def taking_part(items: Sequence[Item]) -> list[Who]:
    """Return who takes part in at least one message, from left to right; app and Cognito always do."""
    seen = {Who.APP, Who.COGNITO}
    for item in items:
        if isinstance(item, Message):
            seen |= {item.source, item.target}
    return [who for who in Who if who in seen]


def name_of(who: Who) -> str:
    """Return what stands above a lifeline."""
    return text(f"export.who.{who.value}")


def _items(row: Row) -> Iterator[Item]:
    match row.kind:
        case RowKind.EXCHANGE:
            yield from _exchange(row)
        case RowKind.WAITING:
            yield from _question(row)
        case RowKind.SAVED:
            lost = isinstance(row.event, NotSaved) or row.tone is Tone.AMBER
            yield Message(
                at=row.offset, source=Who.APP, target=Who.KEYRING, title=row.title, detail=row.detail, tone=row.tone,
                lost=lost,
            )  # fmt: skip
        case RowKind.FETCHED:
            yield from _document(row)
        case RowKind.OUTCOME:
            yield Note(at=row.offset, title=row.title, detail=row.detail, tone=row.tone)
        case _:
            yield Note(at=row.offset, title=row.title, detail=row.detail, tone=row.tone, over=Who.APP)


def _exchange(row: Row) -> Iterator[Item]:
    assert row.exchange is not None
    outcome = row.exchange.outcome
    yield Message(
        at=row.offset, source=Who.APP, target=Who.COGNITO, title=row.title, detail=sent(row.exchange.called),
        lost=outcome is None and row.tone is Tone.MUTED,  # given up; under way it may still come
    )  # fmt: skip
    if outcome is None:
        return
    failed = isinstance(outcome, Failed)
    title = row.word if failed else row.chip or row.word
    yield Message(
        at=row.offset + outcome.at - row.at, source=Who.COGNITO, target=Who.APP, title=f"{title} · {row.time_text}",
        detail=row.detail if isinstance(outcome, Refused | Failed) else "", tone=row.tone, answer=True, lost=failed,
    )  # fmt: skip


def _question(row: Row) -> Iterator[Item]:
    event = row.event
    if isinstance(event, PasskeyWanted | PasskeyGiven | PasskeyMissed):
        who, asked, lost = Who.AUTHENTICATOR, _passkey(event.purpose), isinstance(event, PasskeyMissed)
    else:
        who, asked, lost = Who.PERSON, row.chip, False
    yield Message(at=row.offset, source=Who.APP, target=who, title=asked)
    if row.tone is not Tone.AMBER:
        yield Message(
            at=row.offset + (row.seconds or 0.0), source=who, target=Who.APP, title=f"{row.title} · {row.time_text}",
            detail=row.detail, tone=row.tone, answer=True, lost=lost or row.tone is Tone.MUTED,
        )  # fmt: skip


def _document(row: Row) -> Iterator[Item]:
    assert isinstance(row.event, Fetched)
    began = row.offset - row.event.seconds
    path = _path(row.event.url)
    yield Message(at=began, source=Who.APP, target=Who.COGNITO, title=f"GET {path}")
    yield Message(
        at=row.offset, source=Who.COGNITO, target=Who.APP, title=f"{row.title} · {duration(row.event.seconds)}",
        detail=row.event.problem, tone=row.tone, answer=True, lost=bool(row.event.problem),
    )  # fmt: skip


def _passkey(purpose: str) -> str:
    return text_or(f"export.passkey.{purpose}", text("export.passkey.get"))


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:  # such as half an IPv6 address
        return url
