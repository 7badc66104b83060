"""How wide a text will be and where it is broken: a drawing has no layout of its own, and no font to measure."""

import unicodedata
from collections.abc import Iterator

from app.exporters.visible import in_one_line

NARROW = frozenset("iljtfrI.,:;'|!()[] ")
ELLIPSIS = "…"


def width(text: str, size: float) -> float:
    """Estimate the width of a text of this font size: as wide as DejaVu Sans, which is wider than most."""
    return sum(_em(letter) for letter in text) * size


def broken(text: str, size: float, room: float, most: int) -> list[str]:
    """Break a text into lines no wider than `room`; what goes beyond `most` lines is cut, and says so."""
    lines = list(_lines(in_one_line(text), size, room))
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and width(last + ELLIPSIS, size) > room:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + ELLIPSIS]


def _lines(text: str, size: float, room: float) -> Iterator[str]:
    line = ""
    for word in text.split():
        joined = f"{line} {word}" if line else word
        if width(joined, size) <= room:
            line = joined
            continue
        if line:
            yield line
        line = word
        while width(line, size) > room:
            fitting = _fitting(line, size, room)
            yield line[:fitting]
            line = line[fitting:]
    if line:
        yield line


def _fitting(word: str, size: float, room: float) -> int:
    """Return how many letters of a word that is too long stand on one line, broken behind a mark where it has one."""
    taken = 0.0
    count = 0
    for letter in word:
        taken += _em(letter) * size
        if taken > room:
            break
        count += 1
    count = max(count, 1)
    mark = max(word.rfind(sign, 1, count) for sign in "_-/.")
    return mark + 1 if mark > count // 2 else count


def _em(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.1
    if letter in NARROW:
        return 0.4
    return 0.76 if letter.isupper() else 0.63
