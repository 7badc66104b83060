"""Tool tips that show a server's words as plain text."""

import html

from app.models.row_words import remarked
from app.models.rows import Row
from app.texts import text

SHORT = 60  # characters that need no wrapping


def row_tip(row: Row) -> str:
    """Return all of a row's words, those that are cut in the list too."""
    about = f"{row.about}\n{text('timeline.about_tip')}" if row.about else ""
    remark = remarked(row.marked, row.note)
    lines = (f"{row.title} {row.time_text}".strip(), row.chip, row.detail, about, remark)
    return plain_tip("\n".join(line for line in lines if line))


def plain_tip(words: str) -> str:
    """Write a tool tip so that Qt, which reads markup there, shows just these words: they may be a server's.

    Screen readers say a tool tip as it is written: a short one that cannot be markup needs none around it.
    """
    if len(words) <= SHORT and not set("<>&") & set(words):
        return words
    return f"<p style='white-space:pre-wrap'>{html.escape(words)}</p>"
