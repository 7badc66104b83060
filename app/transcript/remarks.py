"""Reads what a person noted on the rows of a run, out of a transcript file."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import TranscriptError
from app.transcript.recording import Remark


def remarks_of(run: Mapping[str, Any], events: Sequence[object], path: str) -> tuple[Remark, ...]:
    """Return the remarks of a run, in their order; TranscriptError where they are none.

    `events` are those of the file, None where this program does not know one: a remark on that, or on what is not
    there, is left out, and the others count without it. One behind the last is on the end that an unfinished run got.
    """
    listed = run.get("remarks", [])
    if not isinstance(listed, list):
        raise TranscriptError(f"{path}.remarks", "wrong_type")
    found: dict[int, Remark] = {}
    for place, each in enumerate(listed):
        remark = _remark(each, f"{path}.remarks[{place}]")
        if remark.event <= len(events) and (*events, True)[remark.event] is not None:
            event = sum(known is not None for known in events[: remark.event])
            found[event] = Remark(event=event, note=remark.note, marked=remark.marked)
    return tuple(found[event] for event in sorted(found))


def _remark(found: Any, path: str) -> Remark:
    if not isinstance(found, dict):
        raise TranscriptError(path, "wrong_type")
    event, note, marked = found.get("event"), found.get("note", ""), found.get("marked", False)
    if type(event) is not int or event < 1:
        raise TranscriptError(f"{path}.event", "wrong_type")
    for name, value, kind in (("note", note, str), ("marked", marked, bool)):
        if not isinstance(value, kind):
            raise TranscriptError(f"{path}.{name}", "wrong_type")
    return Remark(event=event, note=note, marked=marked)
