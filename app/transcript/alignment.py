"""What a run did, step by step, and two runs laid side by side: a step that one lacks is a gap there, and no shift."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from app.auth.vault_names import kind_of
from app.transcript.events import (
    Answered,
    Asked,
    Called,
    Event,
    Failed,
    Fetched,
    Held,
    NotSaved,
    PasskeyGiven,
    PasskeyMissed,
    PasskeyWanted,
    Refused,
    Released,
    Removed,
    Replied,
    Saved,
    Shown,
)

Each = TypeVar("Each")

MATCH, SAME_END = 4, 1  # what a pair is worth, and how much more where it also came to the same end
LARGEST = 40_000  # pairs to weigh; longer runs, which only a strange file has, are laid side by side place by place

_ENDS = (Replied, Refused, Failed)
_PASSKEY = (PasskeyGiven, PasskeyMissed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An event that begins something, and the one that ended it, if it came and if there is one of that kind.

    `kind` is one of "call", "question", "passkey", "shown", "kept", "fetched", "held"; `name` what it is called on the
    wire; `challenge` the ChallengeName that a call answers.
    """

    kind: str
    name: str
    first: Event
    last: Event | None = None
    challenge: str = ""

    @property
    def key(self) -> Hashable:
        """Steps with the same key can stand side by side."""
        return self.kind, self.name, self.challenge

    @property
    def end(self) -> Hashable:
        """What came of it: of two steps with the same key, those with the same end fit better."""
        match self.last:
            case Replied():
                return "replied", self.last.challenge
            case Refused():
                return "refused", self.last.code
            case Failed():
                return "failed", self.last.fault
        return type(self.last).__name__

    @property
    def seconds(self) -> float | None:
        """How long a call, a question or an authenticator took; None where that is not known."""
        if isinstance(self.last, _ENDS):
            return self.last.seconds
        if self.last is not None:
            return max(self.last.at - self.first.at, 0.0)
        return self.first.seconds if isinstance(self.first, Fetched) else None


def steps(events: Iterable[Event]) -> list[Step]:
    """Return the steps of a run in their order; its beginning, its tokens and its end are none.

    That a call was held is a step where the person changed or dropped it.
    """
    found: list[Step] = []
    held: Held | None = None
    open_: dict[Hashable, int] = {}  # where steps stand that have no end yet
    for event in events:
        begun = _begun(event)
        if begun is not None:
            open_[_opens(event)] = len(found)
            found.append(begun)
        elif isinstance(event, Held):
            held = event
        elif isinstance(event, Released):
            if held is not None and event.meddled:
                found.append(Step(kind="held", name=event.operation, first=held, last=event))
            held = None
        elif isinstance(event, (*_ENDS, Answered, *_PASSKEY)):
            place = open_.pop(_opens(event), None)
            if place is not None:
                found[place] = replace(found[place], last=event)
    return found


def align(
    left: Sequence[Step], right: Sequence[Step]
) -> list[tuple[Step, Step] | tuple[Step, None] | tuple[None, Step]]:
    """Lay two runs side by side: as many equal keys beside one another as their orders allow, the earliest first."""
    if len(left) * len(right) > LARGEST:
        return _by_place(left, right)
    worth = _worth(left, right)
    laid: list[tuple[Step, Step] | tuple[Step, None] | tuple[None, Step]] = []
    i = j = 0
    while i < len(left) and j < len(right):
        together = _score(left[i], right[j])
        if together and worth[i][j] == together + worth[i + 1][j + 1]:
            laid.append((left[i], right[j]))
            i, j = i + 1, j + 1
        elif worth[i][j] == worth[i + 1][j]:
            laid.append((left[i], None))
            i += 1
        else:
            laid.append((None, right[j]))
            j += 1
    return [*laid, *((each, None) for each in left[i:]), *((None, each) for each in right[j:])]


def _worth(left: Sequence[Step], right: Sequence[Step]) -> list[list[int]]:
    """Return for each two places the most that what follows can be worth (Needleman and Wunsch, gaps cost nothing)."""
    worth = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    its = [(step.key, step.end) for step in right]  # asked for once: there are many pairs
    for i in reversed(range(len(left))):
        key, end = left[i].key, left[i].end
        here, below = worth[i], worth[i + 1]
        for j in reversed(range(len(right))):
            best = max(below[j], here[j + 1])
            if its[j][0] == key:
                best = max(best, below[j + 1] + MATCH + (SAME_END if its[j][1] == end else 0))
            here[j] = best
    return worth


def _score(left: Step, right: Step) -> int:
    if left.key != right.key:
        return 0
    return MATCH + (SAME_END if left.end == right.end else 0)


def _by_place(
    left: Sequence[Step], right: Sequence[Step]
) -> list[tuple[Step, Step] | tuple[Step, None] | tuple[None, Step]]:
    laid: list[tuple[Step, Step] | tuple[Step, None] | tuple[None, Step]] = []
    for mine, its in zip(left, right, strict=False):
        laid += [(mine, its)] if mine.key == its.key else [(mine, None), (None, its)]
    both = min(len(left), len(right))
    return [*laid, *((each, None) for each in left[both:]), *((None, each) for each in right[both:])]


def _begun(event: Event) -> Step | None:
    match event:
        case Called():
            return Step(kind="call", name=event.operation, first=event, challenge=_word(event.params, "ChallengeName"))
        case Asked():
            return Step(kind="question", name=event.name, first=event)
        case PasskeyWanted():
            return Step(kind="passkey", name=event.purpose, first=event)
        case Shown():
            return Step(kind="shown", name=event.name, first=event)
        case Saved() | NotSaved() | Removed():
            return Step(kind="kept", name=kind_of(event.name), first=event)
        case Fetched():
            return Step(kind="fetched", name="GET", first=event)
    return None


def _opens(event: Any) -> Hashable:
    """Return what a beginning and its end have in common."""
    match event:
        case Called() | Replied() | Refused() | Failed():
            return "call", event.number
        case Asked() | Answered():
            return "question", event.name
        case PasskeyWanted() | PasskeyGiven() | PasskeyMissed():
            return "passkey", event.purpose
    return None


def _word(params: Any, name: str) -> str:
    value = params.get(name)
    return value if isinstance(value, str) else ""
