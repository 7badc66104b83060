"""The chain of Sessions of a run: which reply brought each, which call used it, how old it is, what it is good for.

A Session is good for one successful answer and for AuthSessionValidity (3 minutes where that is not known). Where a
call was refused the reply decides: after a wrong code Cognito takes the same Session again, and says by message when a
Session has run out, was used before, or is not known to it. Ages are counted from when a reply came, both times by
this machine's clock: one that is far from the server's counts them as the server does.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from app.models.row_words import SESSION_SECONDS
from app.secret import Secret
from app.transcript.events import END, Called, Event, Failed, Refused, Replied, Started
from app.transcript.exchanges import exchanges

# Refusals after which the Session can be sent again, as the flows do: the step failed, not the Session.
STILL_GOOD = frozenset({
    "CodeMismatchException", "EnableSoftwareTokenMFAException", "ExpiredCodeException", "InvalidParameterException",
    "InvalidPasswordException", "PasswordHistoryPolicyViolationException",
})  # fmt: skip
RAN_OUT = re.compile(r"session is expired")


class State(StrEnum):
    """What a Session is good for; also the key of its words."""

    FRESH = "fresh"
    UNDER_WAY = "under_way"  # a call that carries it has no answer yet
    SPENT = "spent"
    EXPIRED = "expired"
    REFUSED = "refused"
    UNKNOWN = "unknown"  # the call that carried it got no answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A call that carried a Session: its operation, the challenge that it answered, when, and the refusal if any."""

    operation: str
    challenge: str
    at: float
    refusal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One Session. `brought_by` is empty where no reply of this run brought it; `lasts` is in seconds."""

    session: Secret | str  # a label, in a run that was opened from a redacted file
    number: int
    since: float
    brought_by: str = ""
    challenge: str = ""  # what the reply that brought it asks
    uses: tuple[Use, ...] = ()
    state: State = State.FRESH
    lasts: float = SESSION_SECONDS
    assumed: bool = True  # nobody knows the app client's AuthSessionValidity

    def age(self, now: float) -> float:
        """How old it is, in seconds."""
        return max(now - self.since, 0.0)

    def left(self, now: float) -> float:
        """How many seconds it still has; negative where it has none."""
        return self.since + self.lasts - now


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The Sessions of a run, oldest first. `over`: the run has ended."""

    links: tuple[Link, ...] = ()
    over: bool = False

    @property
    def counts(self) -> bool:
        """Whether the next second changes something."""
        return any(link.state in (State.FRESH, State.UNDER_WAY) for link in self.links)

    @property
    def broken(self) -> bool:
        """Whether the run cannot go on with the newest Session."""
        return bool(self.links) and self.links[-1].state in (State.EXPIRED, State.REFUSED)


def has_session(events: Iterable[Event]) -> bool:
    """Say whether a run has got or sent a Session."""
    return any(
        (isinstance(event, Called) and "Session" in event.params)
        or (isinstance(event, Replied) and isinstance(event.body, Mapping) and "Session" in event.body)
        for event in events
    )


def chain(events: Iterable[Event], now: float) -> Chain:
    """Return the Sessions of a run as they are at `now`, in epoch seconds."""
    told = list(events)
    first = told[0] if told else None
    seconds = first.session_seconds if isinstance(first, Started) else None
    lasts, assumed = (SESSION_SECONDS, True) if seconds is None else (seconds, False)
    links: dict[Secret | str, Link] = {}
    for exchange in exchanges(told):
        _use(links, exchange.called, exchange.outcome)
        _bring(links, exchange.called, exchange.outcome)
    found = (replace(link, lasts=lasts, assumed=assumed) for link in links.values())
    return Chain(links=tuple(_aged(link, now) for link in found), over=bool(told) and isinstance(told[-1], END))


def _use(links: dict[Secret | str, Link], called: Called, outcome: Replied | Refused | Failed | None) -> None:
    session = called.params.get("Session")
    if not isinstance(session, Secret | str):
        return
    link = links.get(session) or Link(session=session, number=len(links) + 1, since=called.at)
    challenge = called.params.get("ChallengeName")
    use = Use(
        operation=called.operation, challenge=challenge if isinstance(challenge, str) else "", at=called.at,
        refusal=outcome.code if isinstance(outcome, Refused) else "",
    )  # fmt: skip
    links[session] = replace(link, uses=(*link.uses, use), state=_after(outcome))


def _after(outcome: Replied | Refused | Failed | None) -> State:
    """Return what a Session is good for after a call that carried it."""
    match outcome:
        case None:
            return State.UNDER_WAY
        case Replied():
            return State.SPENT
        case Failed():
            return State.UNKNOWN
        case Refused() if outcome.code in STILL_GOOD:
            return State.FRESH
        case Refused():
            return State.EXPIRED if RAN_OUT.search(outcome.message) else State.REFUSED


def _bring(links: dict[Secret | str, Link], called: Called, outcome: Replied | Refused | Failed | None) -> None:
    session = outcome.body.get("Session") if isinstance(outcome, Replied) and hasattr(outcome.body, "get") else None
    if not isinstance(session, Secret | str) or not isinstance(outcome, Replied):
        return
    number = links[session].number if session in links else len(links) + 1
    links[session] = Link(
        session=session, number=number, since=outcome.at, brought_by=called.operation, challenge=outcome.challenge
    )


def _aged(link: Link, now: float) -> Link:
    return replace(link, state=State.EXPIRED) if link.state is State.FRESH and link.left(now) <= 0 else link
