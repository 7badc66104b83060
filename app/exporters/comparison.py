"""A comparison of two runs in Markdown, redacted: both with the same labels for the same secrets."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from app.exporters.comparing import (
    About,
    about,
    count_words,
    kept,
    kind_words,
    seconds_words,
    section_words,
    title_of,
    value_words,
)
from app.exporters.marks import row as table_row
from app.exporters.marks import words
from app.texts import text
from app.transcript.compare import Comparison, Row, Section, compare, compare_tokens
from app.transcript.members import Kind
from app.transcript.redaction import redact
from app.version import own_version


def comparison_markdown(comparison: Comparison, *, only_differences: bool = False) -> str:
    """Return a comparison as headings and tables; what was said of secrets is said of their labels."""
    told = _redacted(comparison)
    left, right = about(told.left), about(told.right)
    first = told.rows[told.first] if told.first is not None else None
    said = count_words(len(told.differences))
    apart = any(row.kind is Kind.NOT_COMPARABLE for row in told.rows)
    by, labels = text("export.made_by", version=own_version()), text("compare.labels" if apart else "export.redacted")
    lines = [f"# {words(text('compare.title'))}", "", f"{words(by)} {words(labels)}", ""]
    lines += [*_heads(left, right), "", f"**{words(said)}**", ""]
    if first is not None:
        where = f"{words(section_words(first.section))}, {words(title_of(first))}"
        lines += [f"{words(text('compare.first'))}: {where}", ""]
    for section, rows in groupby(kept(told, only_differences=only_differences), key=lambda each: each[1].section):
        lines += [*_section(section, [row for _, row in rows]), ""]
    return "\n".join(lines)


def _redacted(comparison: Comparison) -> Comparison:
    """Compare again what stands in place of the values; whether these differed is known from the values themselves."""
    left, right = redact((comparison.left, comparison.right))
    again = compare if any(row.section is Section.STEPS for row in comparison.rows) else compare_tokens
    told = again(left, right, same_labels=True)
    if [row.section for row in told.rows] != [row.section for row in comparison.rows]:
        return again(left, right)  # a key that is a label now stands elsewhere: say no more than the labels do
    pairs = zip(told.rows, comparison.rows, strict=True)
    return replace(told, rows=tuple(replace(row, kind=was.kind, counts=was.counts) for row, was in pairs))


def _heads(left: About, right: About) -> Iterator[str]:
    yield table_row(("", words(text("compare.left")), words(text("compare.right"))))
    yield "| --- | --- | --- |"
    for name in ("title", "profile", "outcome", "began", "took"):
        yield table_row((words(text(f"compare.about.{name}")), *(words(getattr(each, name)) for each in (left, right))))


def _section(section: Section, rows: list[Row]) -> Iterator[str]:
    yield from (f"## {words(section_words(section))}", "")
    yield table_row(("", words(text("compare.left")), words(text("compare.right")), ""))
    yield "| --- | --- | --- | --- |"
    for row in rows:
        if row.section is Section.TIMING:
            times = (seconds_words(row.left_seconds), seconds_words(row.right_seconds))
            yield table_row((words(title_of(row)), *times, ""))
            continue
        title = f"**{words(title_of(row))}**" if row.head else words(title_of(row))
        values = (words(value_words(row, each)) for each in (row.left, row.right))
        yield table_row((title, *values, words(kind_words(row.kind))))
