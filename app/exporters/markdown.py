"""A report in Markdown, for tickets and wikis: tables, fenced JSON, and the diagram in Mermaid's language.

What a server or a person wrote stands in code spans and fences, where nothing in it is a mark, a link or a mention.
"""

from collections.abc import Iterator, Sequence

from app.exporters.marks import code as _code
from app.exporters.marks import fenced as _fenced
from app.exporters.marks import row as _row
from app.exporters.marks import words as _words
from app.exporters.mermaid import diagram
from app.exporters.report import Part, RunReport, report
from app.exporters.story import Fact
from app.texts import text
from app.transcript.recording import Recording


def markdown(recordings: Sequence[Recording]) -> str:
    """Return a report about the runs; they are redacted already."""
    told = report(recordings)
    lines = [f"# {_words(told.title)}", "", f"{_words(told.made_by)} {_words(text('export.redacted'))}", ""]
    if not told.runs:
        lines += [_words(text("export.empty")), ""]
    for number, run in enumerate(told.runs, 1):
        if len(told.runs) > 1:
            lines += [f"## {number}\\. {_words(run.title)}", ""]
        lines += _run(run)
    return "\n".join(lines)


def _run(run: RunReport) -> Iterator[str]:
    yield from (f"**{_words(run.outcome)}**", "")
    if run.note:
        noted = [_words(text("export.note")) + ":", "", *run.note.split("\n")]
        yield from (f"> {_words(line)}" if line.strip() else ">" for line in noted)
        yield ""
    yield from _facts(run.facts)
    yield from (f"### {_words(text('export.happened'))}", "")
    heads = ("export.at", "export.step", "export.came", "export.detail", "export.took")
    yield _row(_words(text(key)) for key in heads)
    yield "| ---: | --- | --- | --- | ---: |"
    for step in run.steps:
        detail = "; ".join(part for part in (step.detail, step.remark) if part)
        yield _row(map(_words, (step.at, step.what, step.came, detail, step.took)))
    yield from ("", f"### {_words(text('export.diagram'))}", "", "```mermaid")
    yield diagram([run.story], titled=False).rstrip("\n")
    yield from ("```", "")
    yield from _parts(text("export.calls"), run.calls)
    yield from _parts(text("export.tokens"), run.tokens)


def _parts(name: str, parts: Sequence[Part]) -> Iterator[str]:
    if parts:
        yield from (f"### {_words(name)}", "")
    for part in parts:
        yield from (f"#### {_words(part.title)}", "")
        yield from _facts(part.facts)
        for body in part.bodies:
            yield from (_words(body.title), "", *_fenced(body.text, body.language), "")


def _facts(facts: Sequence[Fact]) -> Iterator[str]:
    for fact in facts:
        yield f"- {_words(fact.label)}: {(_code if fact.wire else _words)(fact.value)}"
    if facts:
        yield ""
