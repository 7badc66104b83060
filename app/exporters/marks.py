"""Markdown's marks: words in which nothing is a mark, code spans, lines of a table, fenced blocks."""

import re
from collections.abc import Iterable

from app.exporters.visible import in_one_line

# Begins like no list, and has no mark; a dot before a letter could be a link's, a colon before one an emoji's.
PROSE = re.compile(r"(?!\d+[.)](?: |$))[^\W_](?:[^\W_]|[ ,;·…'’“”()%]|[./:](?= |$)|(?<=\d)\.(?=\d)|-(?=\w))*")


def row(cells: Iterable[str]) -> str:
    """Write a line of a table."""
    return "| " + " | ".join(cells) + " |"


def words(said: str) -> str:
    """Write words as they are where no letter of them can be a mark, or part of a link, and else as a code span."""
    shown = in_one_line(said)
    return shown if not shown or PROSE.fullmatch(shown) else code(shown)


def code(said: str) -> str:
    """Write words as a code span that stands in a table as well; an empty text stays empty."""
    shown = in_one_line(said)
    if not shown:
        return ""
    ticks = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{ticks}{pad}{shown.replace('|', chr(92) + '|')}{pad}{ticks}"


def fenced(said: str, language: str) -> list[str]:
    """Write a text as a fenced block, its lines as they are."""
    ticks = "`" * max(3, max((len(run) for run in re.findall("`+", said)), default=0) + 1)
    return [ticks + language, said, ticks]
