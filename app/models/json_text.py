"""A sealed body as JSON text, masked or revealed, cut where it would be too long to show."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.secret import Secret, readable

LONGEST = 100_000  # characters that a text view lays out without a pause


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The text to show; `cut` says whether more of it was left out."""

    text: str
    cut: bool = False


def as_text(body: object, *, revealed: bool = False, longest: int | None = LONGEST) -> Rendered:
    """Write a sealed body as indented JSON; a body that is no JSON object as it came; `longest` may be None."""
    if isinstance(body, Secret):
        return _cut([readable(body, revealed=revealed)], longest)
    encoder = json.JSONEncoder(indent=2, ensure_ascii=False, default=lambda value: _plain(value, revealed))
    return _cut(encoder.iterencode(body), longest)


def secrets_in(body: object) -> int:
    """Count the masked values of a sealed body."""
    if isinstance(body, Secret):
        return 1
    inside = body.values() if isinstance(body, Mapping) else body if isinstance(body, tuple | list) else ()
    return sum(secrets_in(value) for value in inside)


def _cut(pieces: Any, longest: int | None) -> Rendered:
    taken: list[str] = []
    length = 0
    for piece in pieces:
        taken.append(piece)
        length += len(piece)
        if longest is not None and length > longest:
            return Rendered(text="".join(taken)[:longest], cut=True)
    return Rendered(text="".join(taken))


def _plain(value: object, revealed: bool) -> object:
    if isinstance(value, Secret):
        return readable(value, revealed=revealed)
    return dict(value) if isinstance(value, Mapping) else str(value)
