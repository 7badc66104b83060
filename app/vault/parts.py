"""Splits a long secret into parts that a keyring takes, and joins them: whole, or not at all.

The first part, the head, begins with what the rest must be: which generation (one saving), how many parts, how many
characters. The other parts are stored under names that contain the generation, so parts of two savings cannot mix, and
replacing the head alone switches from one saving to the next.
"""

from collections.abc import Sequence
from dataclasses import dataclass

MARK = "explorer1"
HEAD_ROOM = 64  # characters that the head's own fields may take


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The first part, read: `first` is the beginning of the secret."""

    generation: str
    count: int
    length: int
    first: str

    def __repr__(self) -> str:
        return f"Head({self.generation}, {self.count} parts)"


def split(value: str, generation: str, limit: int) -> list[str]:
    """Split a secret into parts of at most `limit` characters, the head first."""
    size = limit - HEAD_ROOM
    chunks = [value[start : start + size] for start in range(0, len(value), size)] or [""]
    return [f"{MARK}:{generation}:{len(chunks)}:{len(value)}:{chunks[0]}", *chunks[1:]]


def read_head(part: str) -> Head:
    """Read a first part; raise ValueError where it is none."""
    fields = part.split(":", 4)
    if len(fields) != 5 or fields[0] != MARK:
        raise ValueError("not a first part")
    return Head(generation=fields[1], count=int(fields[2]), length=int(fields[3]), first=fields[4])


def is_head_of(part: str, generation: str) -> bool:
    """Say whether this is the first part of that saving."""
    return part.startswith(f"{MARK}:{generation}:")


def join(head: Head, rest: Sequence[str]) -> str:
    """Join the parts; raise ValueError where one is missing, or their length is not what the head says."""
    value = head.first + "".join(rest)
    if len(rest) != head.count - 1 or len(value) != head.length:
        raise ValueError("the parts do not make up the whole")
    return value
