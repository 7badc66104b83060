"""Transcript files (`.cfx.json`): runs as JSON that opens on another machine and in later versions of this program.

Version 1: {"format", "version", "written_by", "runs": [{"run_id", "note", "marked", "events": [...],
"remarks": [{"event", "note", "marked"}]}]}; a remark names its event by the place in the list, from 0. An event has
its class in "kind", and that class's members (app/transcript/events.py); what has its default is left out. Bodies are
as they were on the wire. In a file that is not redacted a secret is {"$secret": "..."}; a name of somebody else's that
begins with $ has one more.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from enum import Enum
from typing import Any

from app.auth.steps import Field, whole_characters
from app.auth.tokens import TokenSet
from app.secret import Secret
from app.transcript.events import Event
from app.transcript.reading import FORMAT, SECRET, VERSION, recordings_of
from app.transcript.recording import Recording, Remark
from app.transcript.redaction import redact
from app.version import own_version

SUFFIX = ".cfx.json"
LARGEST = 2**63
_DEFAULTS: dict[type, tuple[tuple[str, Any], ...]] = {}  # read once for each class


def dump(recordings: Sequence[Recording], *, redacted: bool = True, keep_names: bool = False) -> bytes:
    """Return a file's content; only without `redacted` are there secrets in it."""
    import msgspec  # as in reading.py

    given = redact(recordings, keep_names) if redacted else recordings
    top = {"format": FORMAT, "version": VERSION, "written_by": own_version()}
    return msgspec.json.encode({**top, "runs": [_run(each) for each in given]}) + b"\n"


def load(data: bytes) -> tuple[Recording, ...]:
    """Return the runs of a file; TranscriptError names the place in it that is wrong."""
    return recordings_of(data)


def _run(recording: Recording) -> dict[str, Any]:
    events = [members(event) for event in recording.events]
    found: dict[str, Any] = {"run_id": whole_characters(recording.run_id)}
    if recording.note:
        found["note"] = whole_characters(recording.note)
    if recording.marked:
        found["marked"] = True
    if recording.remarks:
        found["remarks"] = [_remark(each) for each in recording.remarks]
    return {**found, "events": events}


def _remark(remark: Remark) -> dict[str, Any]:
    note = {"note": whole_characters(remark.note)} if remark.note else {}
    return {"event": remark.event, **note, **({"marked": True} if remark.marked else {})}


def members(value: Event | Field | TokenSet) -> dict[str, Any]:
    """Return an event as JSON can have it, its secrets as {"$secret": ...}; what has its default is left out."""
    kind = type(value)
    found: dict[str, Any] = {"kind": kind.__name__} if isinstance(value, Event) else {}
    for name, default in _defaults(kind):
        member = getattr(value, name)
        if member is not default and (default is MISSING or member != default):
            found[name] = _plain(member)
    return found


def _defaults(kind: type[Event | Field | TokenSet]) -> tuple[tuple[str, Any], ...]:
    """Return the members of a class with their defaults; the only factory among those is dict."""
    if kind not in _DEFAULTS:
        found = ((each.name, {} if each.default_factory is not MISSING else each.default) for each in fields(kind))
        _DEFAULTS[kind] = tuple(found)
    return _DEFAULTS[kind]


def _plain(value: Any) -> Any:
    """Return a value as JSON can have it, whatever a server sent."""
    if isinstance(value, Secret):
        return {SECRET: whole_characters(value.reveal())}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value if value.isascii() else whole_characters(value)
    if isinstance(value, Mapping):
        return {_key(name): _plain(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, Event | Field | TokenSet):
        return members(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, int) and not -LARGEST <= value < LARGEST:
        return str(value)
    return value


def _key(name: str) -> str:
    return whole_characters(f"${name}" if name.startswith("$") else name)
