"""Two runs compared row by row: their steps beside one another, how they ended, their tokens' claims, and their times.

The outcome stands after the steps, as it came, so that the first difference is the one that happened first.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.auth.steps import CREDENTIALS
from app.transcript.alignment import Step, align, steps
from app.transcript.claims_compared import claim_members, token_members, tokens_of
from app.transcript.events import Ended, Finished, SignedIn
from app.transcript.members import Kind, Member, Value, judge, members
from app.transcript.recording import Recording, headline
from app.transcript.step_members import challenge_or_end, members_of

COUNTED = (Kind.DIFFERENT, Kind.ONLY_LEFT, Kind.ONLY_RIGHT)
OUTCOME, TOKEN = "outcome", "token"
SUM, TOTAL = "sum", "total"
SUMS = {"at_cognito": ("call",), "waiting": ("question", "passkey", "held")}  # what goes into each
TIMED = ("call", "question", "passkey", "held", "fetched")


class Section(StrEnum):
    """The parts of a comparison, in their order."""

    STEPS = "steps"
    OUTCOME = "outcome"
    TOKENS = "tokens"  # what came beside the claims; only of a refresh
    ID_TOKEN = "id_token"  # noqa: S105 - the name of a part
    ACCESS_TOKEN = "access_token"  # noqa: S105 - the name of a part
    TIMING = "timing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Two values beside one another, or (`head`) the step that the rows below it are of.

    `path` is where a value stands; of a head it is the name of the step, `what` its kind, `challenge` the ChallengeName
    that a call answers. `seconds` are those of the timing. `counts`: a real difference; what is told of a step, a token
    or an end that only one run has counts once.
    """

    section: Section
    path: str
    kind: Kind
    left: Value | None = None
    right: Value | None = None
    head: bool = False
    what: str = ""
    challenge: str = ""
    left_seconds: float | None = None
    right_seconds: float | None = None
    counts: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two runs and the rows of what they have in common and what not."""

    left: Recording
    right: Recording
    rows: tuple[Row, ...]

    @property
    def differences(self) -> tuple[int, ...]:
        """The places of the rows that really differ."""
        return tuple(place for place, row in enumerate(self.rows) if row.counts)

    @property
    def first(self) -> int | None:
        """The place of the first real difference; None where there is none."""
        return next(iter(self.differences), None)


def compare(left: Recording, right: Recording, *, same_labels: bool = False) -> Comparison:
    """Compare two runs; `same_labels` where both come from one redaction, so that equal labels are equal values."""
    laid = align(steps(left.events), steps(right.events))
    rows = [
        *_steps(laid, same_labels),
        *_ends(left, right, same_labels),
        *_claims(left, right, same_labels, refreshed=False),
        *_timing(laid, left, right),
    ]
    return Comparison(left=left, right=right, rows=tuple(rows))


def compare_tokens(before: Recording, after: Recording, *, same_labels: bool = False) -> Comparison:
    """Compare the tokens before and after a refresh: what is told of the sign-in itself is expected to stay."""
    mine, its = tokens_of(before.events), tokens_of(after.events)
    rows = [
        *_pairs(Section.TOKENS, token_members(mine), token_members(its, mine), same_labels),
        *_claims(before, after, same_labels, refreshed=True),
    ]
    return Comparison(left=before, right=after, rows=tuple(rows))


Laid = Sequence[tuple[Step, Step] | tuple[Step, None] | tuple[None, Step]]


def _steps(laid: Laid, same_labels: bool) -> Iterator[Row]:
    for left, right in laid:
        step = left or right
        assert step is not None
        inside = list(_pairs(Section.STEPS, _of(left), _of(right), same_labels))
        gap = left is None or right is None
        kind = _worst(row.kind for row in inside)
        if gap:
            kind = Kind.ONLY_RIGHT if left is None else Kind.ONLY_LEFT
            inside = [replace(row, counts=False) for row in inside]
        yield Row(
            section=Section.STEPS, path=step.name, what=step.kind, challenge=step.challenge, head=True, kind=kind,
            counts=gap, left=challenge_or_end(left), right=challenge_or_end(right),
            left_seconds=left.seconds if left else None, right_seconds=right.seconds if right else None,
        )  # fmt: skip
        yield from inside


def _of(step: Step | None) -> list[Member]:
    return list(members_of(step)) if step is not None else []


def _pairs(section: Section, left: Iterable[Member], right: Iterable[Member], same_labels: bool) -> Iterator[Row]:
    """Pair members by their paths."""
    mine, its = {each.path: each for each in left}, {each.path: each for each in right}
    for path in _merged(list(mine), list(its)):
        one, other = mine.get(path), its.get(path)
        new = any(each is not None and each.new for each in (one, other))
        values = (one.value if one else None, other.value if other else None)
        kind = judge(*values, new=new, same_labels=same_labels)
        yield Row(
            section=section, path=path, kind=kind, left=values[0], right=values[1], counts=kind in COUNTED
        )


def _merged(left: Sequence[str], right: Sequence[str]) -> list[str]:
    """Return the paths of both: the left's in their order, what only the right has where it stands in its own."""
    places = {path: place for place, path in enumerate(right)}
    known, merged, place = set(left), list[str](), 0
    for path in left:
        until = places.get(path, -1)
        if until >= place:
            merged += [each for each in right[place:until] if each not in known]
            place = until + 1
        merged.append(path)
        while place and place < len(right) and right[place] not in known:
            merged.append(right[place])
            place += 1
    return [*merged, *(each for each in right[place:] if each not in known)]


def _worst(kinds: Iterable[Kind]) -> Kind:
    """Say of a step what is to be said of its members: that they differ, if one of them really does."""
    found = set(kinds)
    if found & set(COUNTED):
        return Kind.DIFFERENT
    return next((kind for kind in (Kind.NOT_COMPARABLE, Kind.ALWAYS_DIFFERS) if kind in found), Kind.EQUAL)


def _ends(left: Recording, right: Recording, same_labels: bool) -> Iterator[Row]:
    alike = type(left.end) is type(right.end)
    for row in _pairs(Section.OUTCOME, _outcome(left), _outcome(right), same_labels):
        yield row if alike or row.path == OUTCOME else replace(row, counts=False)


def _outcome(recording: Recording) -> list[Member]:
    found = [Member(path=OUTCOME, value=headline(recording).outcome)]
    match recording.end:
        case SignedIn(username=username):
            found.append(Member(path="username", value=username))
        case Ended() as end:
            named = ("reason", "code", "message", "operation", "trouble", "aws_profile")
            found += [Member(path=each, value=getattr(end, each)) for each in named if getattr(end, each)]
        case Finished(findings=findings):
            found += members(findings, "findings", "Finished.findings")
    return found


def _claims(left: Recording, right: Recording, same_labels: bool, *, refreshed: bool) -> Iterator[Row]:
    mine, its = tokens_of(left.events), tokens_of(right.events)
    for section in (Section.ID_TOKEN, Section.ACCESS_TOKEN):
        pair = (claim_members(mine, section.value, refreshed), claim_members(its, section.value, refreshed))
        if all(pair):
            yield from _pairs(section, *pair, same_labels)
        elif any(pair) and not refreshed:
            kind = Kind.ONLY_LEFT if pair[0] else Kind.ONLY_RIGHT
            there = ("" if pair[0] else None, "" if pair[1] else None)
            yield Row(
                section=section, path=section.value, what=TOKEN, head=True, kind=kind, counts=True,
                left=there[0], right=there[1],
            )  # fmt: skip
            yield from (replace(row, counts=False) for row in _pairs(section, *pair, same_labels))


def _timing(laid: Laid, left: Recording, right: Recording) -> Iterator[Row]:
    """The times of calls and of waiting, then their sums; no two runs take the same time, so that none counts."""
    timed = [pair for pair in laid if any(each is not None and _is_timed(each) for each in pair)]
    for one, other in timed:
        step = one or other
        assert step is not None
        times = (one.seconds if one else None, other.seconds if other else None)
        yield _time(step.name, step.kind, *times, challenge=step.challenge)
    for name, kinds in SUMS.items():
        yield _time(name, SUM, _sum(kinds, (one for one, _ in timed)), _sum(kinds, (other for _, other in timed)))
    yield _time(TOTAL, SUM, headline(left).seconds, headline(right).seconds)


def _time(name: str, what: str, left: float | None, right: float | None, challenge: str = "") -> Row:
    return Row(
        section=Section.TIMING, path=name, what=what, challenge=challenge, kind=Kind.ALWAYS_DIFFERS,
        left_seconds=left, right_seconds=right,
    )  # fmt: skip


def _is_timed(step: Step) -> bool:
    return step.kind in TIMED and step.name != CREDENTIALS  # which the form has answered before the run began


def _sum(kinds: Iterable[str], of: Iterable[Step | None]) -> float:
    return sum(step.seconds or 0.0 for step in of if step is not None and _is_timed(step) and step.kind in kinds)
