"""Sequence diagrams in Mermaid's language, which wikis and code hosts draw.

What its lexer, or the HTML that it draws into, could take for a sign is written as Mermaid's entity (`#60;`).
"""

from collections.abc import Iterator, Sequence

from app.exporters.sequence import Item, Message, Note, Who, name_of, sequence, taking_part
from app.exporters.story import Story, stories, title
from app.exporters.visible import in_one_line
from app.texts import text
from app.transcript.recording import Recording

PLAIN = frozenset(" .,_-()/")  # what stands for itself, besides letters and digits
LONGEST = 300  # characters of a label that is a server's
ARROWS = {(False, False): "->>", (True, False): "-->>", (False, True): "-x", (True, True): "--x"}  # answer, lost


def mermaid(recordings: Sequence[Recording]) -> str:
    """Return one diagram of all runs, one after the other; they are redacted already."""
    return diagram(stories(recordings))


def diagram(told: Sequence[Story], *, titled: bool = True) -> str:
    """Return a diagram of these stories; without `titled` no headlines stand between them."""
    items = [sequence(each) for each in told]
    who = taking_part([item for each in items for item in each])
    lines = ["sequenceDiagram", *(f"    {_kind(each)} {each.value} as {_safe(name_of(each))}" for each in who)]
    for each, happened in zip(told, items, strict=True):
        if titled:
            lines.append(f"    Note over {_all(who)}: {_safe(title(each))}")
        lines += (f"    {line}" for item in happened for line in _line(item, who))
    if not told:
        lines.append(f"    Note over {_all(who)}: {_safe(text('export.empty'))}")
    return "\n".join(lines) + "\n"


def _line(item: Item, who: Sequence[Who]) -> Iterator[str]:
    words = "<br/>".join(_safe(part) for part in (item.title, item.detail) if part)
    match item:
        case Message():
            yield f"{item.source.value}{ARROWS[item.answer, item.lost]}{item.target.value}: {words}"
        case Note():
            yield f"Note over {item.over.value if item.over else _all(who)}: {words}"


def _kind(who: Who) -> str:
    return "actor" if who is Who.PERSON else "participant"


def _all(who: Sequence[Who]) -> str:
    return f"{who[0].value},{who[-1].value}"


def _safe(words: str) -> str:
    said = in_one_line(words)
    cut = said if len(said) <= LONGEST else said[: LONGEST - 1] + "…"
    return "".join(
        letter if letter.isalnum() or letter in PLAIN or ord(letter) > 127 else f"#{ord(letter)};" for letter in cut
    )
