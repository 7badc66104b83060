"""The values of a step that can be compared, each by its path: what was sent first, then what came of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.transcript.alignment import Step
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
from app.transcript.members import Member, members, written

# Members of bodies that are told of already: by the name of the next challenge, the error's name, and its message.
SAID = {"Replied": frozenset({"ChallengeName"}), "Refused": frozenset({"__type", "message", "Message"})}


def members_of(step: Step) -> Iterator[Member]:
    """Yield the values of a step."""
    for event in (step.first, step.last):
        if event is not None:
            yield from _of(event)


def challenge_or_end(step: Step | None) -> str | None:
    """Return in a word what came of a call, the next challenge first; None where there is no step."""
    if step is None:
        return None
    match step.last:
        case Refused():
            return step.last.code
        case Failed():
            return str(step.last.fault)
        case Replied():
            return step.last.challenge or str(step.last.status)
    return ""


def _of(event: Event) -> Iterator[Member]:
    match event:
        case Called():
            yield from members(event.params, "params", "Called.params")
            yield from _plain(event, "url", "signed")
        case Replied() | Refused():
            yield from _answer(event)
        case Failed():
            yield from _plain(event, "fault", "detail", "status")
            yield from members(event.headers, "headers", "Failed.headers")
            yield from members(event.body, "body", "Failed.body")
        case Asked():
            yield from members(event.params, "params", "Asked.params")
            if event.fields:
                yield Member(path="fields", value=", ".join(each.name for each in event.fields))
            yield from _plain(event, "refusal")
        case Answered():
            yield from members(event.values, "answer", "Answered.values")
        case Shown():
            yield from members(event.values, "values", "Shown.values")
        case _:
            yield from _other(event)


def _answer(event: Replied | Refused) -> Iterator[Member]:
    if isinstance(event, Refused):
        yield Member(path="error", value=event.code)
        yield Member(path="message", value=event.message)
    yield from _plain(event, "status", "challenge")
    body: Any = event.body
    if isinstance(body, Mapping):
        said = SAID[type(event).__name__]
        body = {name: value for name, value in body.items() if name not in said}
    if body or not isinstance(event.body, Mapping):
        yield from members(body, "body", f"{type(event).__name__}.body")
    headers = {name.lower(): value for name, value in event.headers.items()}
    yield from members(headers, "headers", f"{type(event).__name__}.headers")


def _other(event: Event) -> Iterator[Member]:
    match event:
        case Held():
            yield from members(event.params, "params", "Held.params")
        case Released():
            yield from _plain(event, "outcome")
            yield Member(path="changed", value=", ".join(event.changed))
        case PasskeyWanted():
            yield from _plain(event, "authenticator", "origin", "rp_id")
        case PasskeyGiven():
            yield from members(event.credential, "credential", "PasskeyGiven.credential")
        case PasskeyMissed():
            yield from _plain(event, "trouble", "detail")
        case Saved() | NotSaved() | Removed():
            yield Member(path="event", value=type(event).__name__)
            yield from _plain(event, "reason", "username")
        case Fetched():
            yield from _plain(event, "url", "problem")


def _plain(event: Event, *names: str) -> Iterator[Member]:
    """Yield those of an event's own members that say something."""
    for name in names:
        value = getattr(event, name, None)
        if value not in (None, ""):
            yield Member(path=name, value=written(value))
