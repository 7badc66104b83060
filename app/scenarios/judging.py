"""Judges a run by its scenario: whether it ended as expected, and each thing that differs, as names."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from app.auth.tokens import TokenSet, claims
from app.scenarios.scenario import End, Expectation, Scenario
from app.transcript.events import END, Ended, Event, SignedIn, TokensReceived

SIGNED_IN, UNFINISHED = "signed_in", "unfinished"
NAMED_BY_CODE = ("refused", "failed", "unanswered")  # what another reason has for a code says little by itself
ABSENT = ""  # what a claim is that is not there: every claim is JSON, and no JSON is empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is not as expected.

    `what` is "end", "message" or a claim (`claims.id.token_use`, `claims.access.scope`). Claims are JSON, and an empty
    text where there is none.
    """

    what: str
    expected: str
    got: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What came of a scenario: `got` is "signed_in", a ChallengeName, a wire code or the name of a reason."""

    passed: bool
    got: str
    differences: tuple[Difference, ...] = ()


def judge(scenario: Scenario, events: Sequence[Event]) -> Judgement:
    """Compare the end of a run, and its last tokens, with what the scenario expects."""
    end = events[-1] if events and isinstance(events[-1], END) else None
    differences = tuple(_differences(scenario.expect, end, _tokens(events)))
    return Judgement(passed=not differences, got=_name_of(end), differences=differences)


def expected_name(expect: Expectation) -> str:
    """Return what `Judgement.got` is where all is as expected."""
    return expect.name or expect.end.value


def _differences(expect: Expectation, end: Event | None, tokens: TokenSet | None) -> Iterator[Difference]:
    if not _is_expected(expect, end):
        yield Difference(what="end", expected=expected_name(expect), got=_name_of(end))
    elif expect.message and isinstance(end, Ended) and end.message != expect.message:
        yield Difference(what="message", expected=expect.message, got=end.message)
    elif expect.end is End.SIGNED_IN:
        yield from _other_claims(expect, tokens)


def _is_expected(expect: Expectation, end: Event | None) -> bool:
    match expect.end:
        case End.SIGNED_IN:
            return isinstance(end, SignedIn)
        case End.CHALLENGE:
            return isinstance(end, Ended) and (end.reason, end.code) == ("unanswered", expect.name)
        case End.ERROR:
            return isinstance(end, Ended) and end.reason != "unanswered" and expect.name == _name_of(end)


def _other_claims(expect: Expectation, tokens: TokenSet | None) -> Iterator[Difference]:
    issued = {"id": tokens.id_token, "access": tokens.access_token} if tokens else {}
    for token, wanted in expect.claims.items():
        found = claims(each) if (each := issued.get(token)) is not None else {}
        for name, claim in wanted.items():
            expected, got = _json(claim), _json(found[name]) if name in found else ABSENT
            if got != expected:
                yield Difference(what=f"claims.{token}.{name}", expected=expected, got=got)


def _json(value: Any) -> str:
    """Return a claim as JSON: by that, 1 is not true."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _tokens(events: Sequence[Event]) -> TokenSet | None:
    return next((event.tokens for event in reversed(events) if isinstance(event, TokensReceived)), None)


def _name_of(end: Event | None) -> str:
    match end:
        case SignedIn():
            return SIGNED_IN
        case Ended():
            return end.code if end.reason in NAMED_BY_CODE else end.reason
    return UNFINISHED
