"""Makes a server's text safe to look at: what would be invisible, or turn the writing around, is written out."""

import re

# Controls but tab and line end, halves of surrogate pairs, marks of direction, and what XML 1.0 does not allow.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_LINE_ENDS = re.compile(r"\r\n?")


def visible(text: str) -> str:
    """Return a text in which each character that cannot be seen stands as `\\u202e`; lines end with a line feed."""
    return _HIDDEN.sub(lambda found: f"\\u{ord(found.group()):04x}", _LINE_ENDS.sub("\n", text))


def in_one_line(text: str) -> str:
    """Return a text as `visible` does, with a space in place of each run of white space."""
    return " ".join(visible(text).split())
