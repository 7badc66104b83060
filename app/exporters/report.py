"""What a report for people says, whatever it is written in: runs with their facts, steps, calls and tokens."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.exporters.story import (
    Fact,
    Row,
    RowKind,
    Story,
    Token,
    Tone,
    as_json,
    facts,
    line,
    moment,
    remarked,
    stories,
    title,
    tokens,
)
from app.exporters.visible import visible
from app.texts import text
from app.transcript.events import Failed, Finished, HttpAnswer
from app.transcript.recording import Recording
from app.version import own_version

LABELLED = re.compile(r"[\w-]+\.[\w-]+\.(<[a-z-]+-\d+>)")  # a redacted token: its claims stand among the tokens
LONGEST_BODY = 20_000  # characters of one body: a page that a proxy sent tells no more further down


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of what happened; `share` is the part of the longest call's time that this call took, 0 to 1."""

    at: str
    what: str
    came: str
    detail: str
    took: str
    tone: Tone
    share: float = 0.0
    remark: str = ""  # what a person noted on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A titled text as it stands on the wire; `language` is empty where it is not JSON."""

    title: str
    text: str
    language: str = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something with facts and bodies: a call, a token, what an action found."""

    title: str
    facts: Sequence[Fact] = ()
    bodies: Sequence[Body] = ()
    tone: Tone = Tone.MUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class RunReport:
    """One run."""

    story: Story
    title: str
    outcome: str
    tone: Tone
    note: str
    facts: Sequence[Fact]
    steps: Sequence[Step]
    calls: Sequence[Part]
    tokens: Sequence[Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All of it; `made_by` names the program."""

    title: str
    made_by: str
    runs: Sequence[RunReport]


def report(recordings: Sequence[Recording]) -> Report:
    """Return what there is to say about recordings; they are redacted already."""
    runs = [_run(told) for told in stories(recordings)]
    name = runs[0].title if len(runs) == 1 else text("export.runs", count=len(runs))
    return Report(title=name, made_by=text("export.made_by", version=own_version()), runs=runs)


def _run(told: Story) -> RunReport:
    return RunReport(
        story=told,
        title=visible(title(told)),
        outcome=visible(" · ".join(part for part in (told.head.word, told.head.time_text) if part)),
        tone=told.head.tone,
        note=visible(told.recording.note),
        facts=_seen([fact for fact in facts(told.head) if fact.value != told.recording.note]),
        steps=[_step(row) for row in told.rows],
        calls=[_call(row) for row in told.rows if row.kind is RowKind.EXCHANGE] + list(_findings(told)),
        tokens=[_token(token) for row in told.rows for token in tokens(row)],
    )


def _step(row: Row) -> Step:
    longest = row.run.longest if row.kind is RowKind.EXCHANGE else 0.0
    return Step(
        at=moment(row.offset),
        what=visible(row.title),
        came=visible(row.chip or row.word),
        detail=visible(row.detail),
        took=row.time_text,
        tone=row.tone,
        share=min((row.seconds or 0.0) / longest, 1.0) if longest else 0.0,
        remark=visible(remarked(row.marked, row.note)),
    )


def _call(row: Row) -> Part:
    assert row.exchange is not None
    called, outcome = row.exchange.called, row.exchange.outcome
    bodies = [_body(text("details.request"), called.params)]
    if isinstance(outcome, HttpAnswer | Failed):
        if outcome.body is not None:
            bodies.append(_body(text("details.response"), outcome.body))
        if outcome.headers:
            lines = "\n".join(f"{name}: {value}" for name, value in outcome.headers.items())
            bodies.append(Body(title=text("export.headers"), text=_cut(lines), language=""))
    name = " · ".join(part for part in (row.title, row.chip or row.word) if part)
    return Part(title=visible(name), facts=_seen(facts(row)), bodies=bodies, tone=row.tone)


def _findings(told: Story) -> Iterator[Part]:
    end = told.recording.end
    if isinstance(end, Finished) and end.findings:
        row = told.rows[-1]
        yield Part(title=visible(line(row)), bodies=[_body(text("export.found"), end.findings)], tone=row.tone)


def _token(token: Token) -> Part:
    name = f"{token.title} · {token.label}" if token.label else token.title
    bodies = [_body(text("details.header"), token.header), _body(text("details.claims"), token.claims)]
    return Part(title=visible(name), bodies=bodies)


def _body(name: str, body: object) -> Body:
    if isinstance(body, Mapping | list | tuple):
        return Body(title=name, text=_cut(LABELLED.sub(r"\1", as_json(body))))
    return Body(title=name, text=_cut(str(body)), language="")


def _cut(words: str) -> str:
    seen = visible(words)
    return seen if len(seen) <= LONGEST_BODY else seen[:LONGEST_BODY] + "\n" + text("export.cut", count=len(seen))


def _seen(found: Sequence[Fact]) -> list[Fact]:
    return [
        Fact(label=visible(fact.label), value=visible(fact.value), wire=fact.wire, tone=fact.tone) for fact in found
    ]
