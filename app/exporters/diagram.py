"""Sequence diagrams as SVG, drawn here: lines of life, arrows, notes, the time since the run began at the left.

Only what every viewer knows is used: no style sheet, no markers, no script, no font but what is there. Where a page
wants other colours, it finds the parts by their classes (`d-paper`, `d-text`, `d-green` ...).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from app.exporters.lettering import broken
from app.exporters.sequence import Message, Note, Who, name_of, sequence, taking_part
from app.exporters.story import Story, Tone, duration, moment, stories, title
from app.exporters.visible import visible
from app.texts import text
from app.transcript.recording import Recording

GAP, LEFT, RIGHT, TIMES = 268, 150, 92, 12  # between lines of life; beside the outer ones; where the times begin
TEXT, SMALL, LEADING = 13.0, 12.0, 16.0
HEAD_WIDTH, HEAD_HEIGHT = 128, 32
FONT = "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"
COLOURS = {
    "paper": "#ffffff", "text": "#191d26", "muted": "#5b6678", "line": "#c3c9d4", "head": "#f4f6f9",
    "green": "#13744a", "amber": "#855400", "red": "#b3261e", "accent": "#2f55d4",
    "green-soft": "#dcf3e6", "amber-soft": "#fdf0d2", "red-soft": "#fde7e5", "accent-soft": "#e7ecfd",
    "muted-soft": "#f4f6f9",
}  # fmt: skip


def svg(recordings: Sequence[Recording]) -> str:
    """Return one SVG document with a diagram for each recording, below each other; they are redacted already."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + picture(stories(recordings), titled=True) + "\n"


def picture(told: Sequence[Story], *, titled: bool) -> str:
    """Return an `svg` element with the diagrams of these stories; without `titled` no headlines stand above them."""
    sheet = _Sheet()
    for each in told:
        _Diagram(sheet, each).draw(titled=titled)
    if not told:
        sheet.words(LEFT, sheet.below(32), [text("export.empty")], anchor="start")
    wide, high = sheet.wide, sheet.y + 16
    names = "; ".join(title(each) for each in told)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high:g}" viewBox="0 0 {wide} {high:g}"'
        f' role="img" font-family="{escape(FONT)}" font-size="{TEXT:g}">'
        f"<title>{_text(names)}</title>"
        f'<rect class="d-paper" width="{wide}" height="{high:g}" fill="{COLOURS["paper"]}"/>'
        + "".join(sheet.parts)
        + "</svg>"
    )


@dataclass(slots=True)
class _Sheet:
    """What is drawn so far, and how far down; `y` and all places are in pixels."""

    y: float = 0.0
    wide: int = LEFT + GAP + RIGHT
    parts: list[str] = field(default_factory=list)

    def below(self, by: float) -> float:
        """Go down and return the new height."""
        self.y += by
        return self.y

    def words(
        self, x: float, y: float, lines: Sequence[str], *, colour: str = "text", size: float = TEXT,
        anchor: str = "middle", bold: bool = False,
    ) -> None:  # fmt: skip
        """Write lines below each other, the first at `y`."""
        weight = ' font-weight="600"' if bold else ""
        for number, line in enumerate(lines):
            self.parts.append(
                f'<text class="d-{colour}" x="{x:g}" y="{y + number * LEADING:g}" fill="{COLOURS[colour]}"'
                f' text-anchor="{anchor}" font-size="{size:g}"{weight}>{_text(line)}</text>'
            )

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, dash: str = "", width: float = 1.5) -> None:
        """Draw a straight line."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<line class="d-{colour}-line" x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}"'
            f' stroke="{COLOURS[colour]}" stroke-width="{width:g}"{dashed}/>'
        )

    def box(self, x: float, y: float, wide: float, high: float, fill: str, edge: str) -> None:
        """Draw a box with round corners."""
        self.parts.append(
            f'<rect class="d-{fill} d-{edge}-line" x="{x:g}" y="{y:g}" width="{wide:g}" height="{high:g}" rx="6"'
            f' fill="{COLOURS[fill]}" stroke="{COLOURS[edge]}"/>'
        )

    def head(self, x: float, y: float, towards: int, colour: str) -> None:
        """Draw an arrow's head with its tip at `x`; `towards` is 1 to the right, -1 to the left."""
        back = x - 9 * towards
        self.parts.append(
            f'<path class="d-{colour}" d="M{x:g} {y:g} L{back:g} {y - 5:g} L{back:g} {y + 5:g} Z"'
            f' fill="{COLOURS[colour]}"/>'
        )


class _Diagram:
    """Draws one run onto a sheet."""

    def __init__(self, sheet: _Sheet, told: Story) -> None:
        self._sheet = sheet
        self._told = told
        self._items = sequence(told)
        self._who = taking_part(self._items)
        self._x = {who: LEFT + place * GAP for place, who in enumerate(self._who)}
        self._wide = LEFT + (len(self._who) - 1) * GAP + RIGHT
        sheet.wide = max(sheet.wide, self._wide)

    def draw(self, *, titled: bool) -> None:
        """Draw headline, heads, lines of life and what happened."""
        sheet = self._sheet
        sheet.below(16)
        if titled:
            self._headline()
        top = sheet.y
        self._heads(top)
        lines_at = len(sheet.parts)  # the lines of life lie below all else, and their length is known last
        sheet.below(HEAD_HEIGHT + 8)
        for item in self._items:
            self._message(item) if isinstance(item, Message) else self._note(item)
        bottom = sheet.below(12)
        above, sheet.parts[lines_at:] = sheet.parts[lines_at:], []
        for x in self._x.values():
            sheet.line(x, top + HEAD_HEIGHT, x, bottom, "line", width=1)
        sheet.parts += above

    def _headline(self) -> None:
        sheet, head = self._sheet, self._told.head
        lines = broken(title(self._told), 15, self._wide - 2 * TIMES, 2)
        sheet.words(TIMES, sheet.below(16), lines, size=15, anchor="start", bold=True)
        sheet.below((len(lines) - 1) * LEADING)
        said = broken(f"{head.word} · {duration(self._told.seconds)}", SMALL, self._wide - 2 * TIMES, 1)
        sheet.words(TIMES, sheet.below(20), said, colour=_colour(head.tone), size=SMALL, anchor="start")
        sheet.below(16)

    def _heads(self, top: float) -> None:
        for who, x in self._x.items():
            self._sheet.box(x - HEAD_WIDTH / 2, top, HEAD_WIDTH, HEAD_HEIGHT, "head", "line")
            self._sheet.words(x, top + 21, [name_of(who)], bold=True)

    def _message(self, message: Message) -> None:
        sheet, colour = self._sheet, _colour(message.tone)
        here, there = self._x[message.source], self._x[message.target]
        towards = 1 if there > here else -1
        app, other = (here, towards) if message.source is Who.APP else (there, -towards)
        names = broken(message.title, TEXT, GAP - 32, 2)
        details = broken(message.detail, SMALL, GAP - 32, 4)
        middle = app + other * GAP / 2
        y = sheet.below(26)
        sheet.words(middle, y, names, bold=True, colour=colour if message.answer else "text")
        sheet.words(middle, y + len(names) * LEADING, details, colour="muted", size=SMALL)
        y = sheet.below((len(names) + len(details) - 1) * LEADING + 9)
        self._time(message.at, y)
        end = there - towards * (GAP / 8 if message.lost else 1)
        sheet.line(here, y, end, y, colour, dash="5 4" if message.answer else "")
        if message.lost:
            sheet.line(end - 5, y - 5, end + 5, y + 5, colour, width=2)
            sheet.line(end - 5, y + 5, end + 5, y - 5, colour, width=2)
        else:
            sheet.head(end, y, towards, colour)

    def _note(self, note: Note) -> None:
        sheet = self._sheet
        if note.over is None:
            left, right = min(self._x.values()) - 60, max(self._x.values()) + 60
        else:
            left, right = self._x[note.over] - 116, self._x[note.over] + 116
        room = right - left - 24
        names, details = broken(note.title, TEXT, room, 2), broken(note.detail, SMALL, room, 4)
        high = (len(names) + len(details)) * LEADING + 12
        top = sheet.below(18)
        colour = _colour(note.tone)
        sheet.box(left, top, right - left, high, f"{colour}-soft", colour)
        middle = (left + right) / 2
        sheet.words(middle, top + LEADING + 2, names, bold=True, colour=colour)
        sheet.words(middle, top + LEADING + 2 + len(names) * LEADING, details, size=SMALL)
        if note.over is not self._who[0]:
            self._time(note.at, top + high / 2)
        sheet.below(high)

    def _time(self, at: float, y: float) -> None:
        self._sheet.words(TIMES, y + 4, [moment(at)], colour="muted", size=11, anchor="start")


def _colour(tone: Tone) -> str:
    return tone.value


def _text(words: str) -> str:
    return escape(visible(words), quote=False)
