"""What is said of two runs that are compared: what each was, what stands beside what, and what can be said of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.exporters.story import Tone, duration, local_time, story
from app.secret import Secret, readable
from app.texts import text, text_or
from app.transcript.compare import SUM, Comparison, Row, Section
from app.transcript.members import Kind, Value
from app.transcript.recording import Recording, headline


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A run in words: what ran for whom, what came of it, by which profile, when, for how long, from where."""

    title: str
    outcome: str
    tone: Tone
    profile: str
    began: str
    took: str
    source: str = ""

    @property
    def below(self) -> str:
        """All but the title and the outcome, in one line."""
        return " · ".join(part for part in (self.profile, self.took, self.began, self.source) if part)


def about(recording: Recording, source: str = "") -> About:
    """Say what a run was; one in which nothing happened has a title alone."""
    if not recording.events:
        return About(title=text("timeline.run"), outcome="", tone=Tone.MUTED, profile="", began="", took="")
    head, said = story(recording).head, headline(recording)
    return About(
        title=head.title, outcome=head.word, tone=head.tone, profile=said.profile,
        began=local_time(recording.events[0].at), took=duration(said.seconds), source=source,
    )  # fmt: skip


def count_words(count: int) -> str:
    """Say how many real differences there are."""
    key = "compare.none" if count == 0 else "compare.one" if count == 1 else "compare.many"
    return text(key, count=count)


def section_words(section: Section) -> str:
    """Name a part of a comparison."""
    return text(f"compare.section.{section}")


def title_of(row: Row) -> str:
    """Name a row: a step by what it is, a value by its path."""
    if row.what == SUM:
        return text(f"compare.time.{row.path}")
    said = text(f"compare.step.{row.what}", name=row.path) if row.what else row.path
    return f"{said} · {row.challenge}" if row.challenge else said


def kind_words(kind: Kind) -> str:
    """Say in a word or two what can be said of two values."""
    return text(f"compare.kind.{kind}")


def value_words(row: Row, value: Value | None, *, revealed: bool = False) -> str:
    """Write a value, masked unless revealed; say so where there is none, or where it is empty."""
    if value is None:
        return text("compare.no_step" if row.head else "compare.absent")
    shown = readable(value, revealed=revealed)
    if row.head:
        return shown
    if row.section is Section.OUTCOME and row.path == "outcome":
        shown = _outcome(shown)
    return shown or text("compare.empty")


def seconds_words(seconds: float | None) -> str:
    """Write a time; where a run has none, a dash."""
    return "–" if seconds is None else duration(seconds)


def kept(comparison: Comparison, *, only_differences: bool) -> Iterator[tuple[int, Row]]:
    """Yield the rows to show with their places: all, or those that differ with the steps that they are of."""
    head: tuple[int, Row] | None = None
    for place, row in enumerate(comparison.rows):
        if not only_differences:
            yield place, row
        elif row.head:
            head = (place, row)
            if row.counts:
                yield place, row
        elif row.counts:
            if head is not None and row.section is head[1].section and not head[1].counts:
                yield head
            head = None
            yield place, row


def _outcome(name: str) -> str:
    return text_or(f"history.outcome.{name}", text_or(f"timeline.end.{name}", name))


def is_masked(value: Value | None) -> bool:
    """Say whether a value is shown only when it is revealed."""
    return isinstance(value, Secret)
