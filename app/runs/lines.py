"""Jobs and events as lines between this program's processes: JSON, one object a line, the newest last.

The only way of a secret from one process to the other. A pipe is no disk: what goes through it stands in the memory of
these two processes alone, as it does in each of them anyway; on the other side it is a `Secret` again at once.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from app.auth.steps import whole_characters
from app.runs.scenario import Job
from app.scenarios.scenario import Expectation
from app.secret import Secret
from app.transcript.events import Event
from app.transcript.files import members
from app.transcript.reading import SECRET, event_of

if TYPE_CHECKING:
    import msgspec

AT_ONCE = 65536  # bytes: what a pipe of Linux holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a line says: an event of a job, or, without one, that the job has come to its end."""

    job_id: str
    event: Event | None


def job_line(job: Job) -> bytes:
    """Return a job as a line; it holds the profile's client secret and what stands in the scenario.

    Of what is expected only the name goes along: the other side judges nothing, but it leaves that question unanswered.
    """
    scenario = replace(job.scenario, expect=Expectation(name=job.scenario.expect.name))
    return _encoder().encode(replace(job, scenario=scenario)) + b"\n"


def job_of(line: bytes) -> Job:
    """Return the job of a line; ValueError where it is none."""
    job: Job = _decoder(Job).decode(line)
    return job


def event_line(job_id: str, event: Event) -> bytes:
    """Return an event of a job as a line."""
    return _encoder().encode({"job": job_id, "event": members(event)}) + b"\n"


def end_line(job_id: str) -> bytes:
    """Return the line that ends a job."""
    return _encoder().encode({"job": job_id, "end": True}) + b"\n"


def heard(line: bytes) -> Heard:
    """Return what a line says; ValueError or TranscriptError where it says nothing that is known."""
    found = _decoder(Any).decode(line)
    if not isinstance(found, dict) or not isinstance(found.get("job"), str):
        raise ValueError("a line without a job")
    if found.get("end") is True:
        return Heard(job_id=found["job"], event=None)
    event = event_of(found.get("event"), "$.event")
    if event is None:
        raise ValueError("an event of no known kind")
    return Heard(job_id=found["job"], event=event)


def lines_from(descriptor: int) -> Iterator[list[bytes]]:
    """Read until the other end closes: the whole lines that came together, each time; half a line at the end is lost.

    Reads without Python's buffers: a lock on one must not keep a process from ending.
    """
    rest = b""
    while chunk := os.read(descriptor, AT_ONCE):
        *lines, rest = (rest + chunk).split(b"\n")
        if lines:
            yield lines


def _plain(value: object) -> object:
    """Return what msgspec does not know as what it does."""
    if isinstance(value, Secret):
        return {SECRET: whole_characters(value.reveal())}
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(type(value).__name__)


def _made(kind: type, value: Any) -> Any:
    if kind is Secret:
        return Secret(value[SECRET])
    raise TypeError(kind.__name__)


@cache
def _encoder() -> "msgspec.json.Encoder":
    import msgspec  # once the window is on the screen, as in app/transcript/reading.py

    return msgspec.json.Encoder(enc_hook=_plain)


@cache
def _decoder(kind: Any) -> "msgspec.json.Decoder[Any]":
    import msgspec

    return msgspec.json.Decoder(kind, dec_hook=_made)
