"""The profiles file as blocks of text, one for each `[[profile]]`, so that a change leaves all others to the letter."""

import re
import tomllib
from dataclasses import dataclass

HEADER = re.compile(r"[ \t]*\[\[[ \t]*(?:profile|\"profile\"|'profile')[ \t]*\]\][ \t]*(?:#.*)?\r?\n?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One profile's text: the comment right above it, its header, its members and the blank lines after them."""

    id: str
    text: str


def split(content: str) -> tuple[str, list[Block]]:
    """Split a file into what stands before the first profile, and the profiles; joined they are the file again.

    ValueError where the profiles are not tables of their own, as in `profile = [{...}]`.
    """
    lines = content.splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines) if HEADER.match(line)]
    if not starts:
        return content, []
    blocks, begin = [], _above(lines, 0, starts[0])
    head = "".join(lines[:begin])
    for following in [*starts[1:], len(lines)]:
        end = _end(lines, begin, following)
        found = _id(lines[begin:end])
        if found is not None:  # otherwise the header stands within a text of several lines
            blocks.append(Block(id=found, text="".join(lines[begin:end])))
            begin = end
    if begin < len(lines):
        raise ValueError("the profiles cannot be told apart")
    return head, blocks


def insert(head: str, blocks: list[Block], place: int, new: Block) -> str:
    """Put a file together again with one more block, a blank line before and after it."""
    before = head + "".join(block.text for block in blocks[:place])
    after = "".join(block.text for block in blocks[place:])
    return _apart(before) + (_apart(new.text) if after else new.text) + after


def _apart(content: str) -> str:
    """End a text with a blank line, unless nothing stands in it."""
    if not content.strip() or re.search(r"\n[ \t\r]*\n\Z", content):
        return content
    return content + ("\n" if content.endswith("\n") else "\n\n")


def _end(lines: list[str], begin: int, following: int) -> int:
    """Where a block ends: a comment right above the next header belongs to that."""
    end = _above(lines, begin, following) if following < len(lines) else following
    return end if _id(lines[begin:end]) is not None else following


def _above(lines: list[str], begin: int, header: int) -> int:
    """Where the comment begins that stands right above a header, and apart from what is before it."""
    first = header
    while first - 1 > begin and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return first if first > begin and not lines[first - 1].strip() else header


def _id(lines: list[str]) -> str | None:
    """Return the id in a block, None where it is no block by itself."""
    try:
        (found,) = tomllib.loads("".join(lines))["profile"]
        return str(found["id"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
