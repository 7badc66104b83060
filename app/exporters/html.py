"""A report as one HTML file: no script, nothing loaded, readable on a light and a dark screen and on paper.

Whatever a server said is escaped by Jinja2; besides, the page forbids itself everything but its own style sheet, by
that sheet's hash.
"""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from app.exporters.checked import Checked, State, summary
from app.exporters.diagram import picture
from app.exporters.report import Report, report
from app.exporters.story import Tone, duration
from app.exporters.visible import visible
from app.texts import RESOURCES, text
from app.transcript.recording import Recording

if TYPE_CHECKING:
    from jinja2 import Template

EXPORTS = RESOURCES / "exports"
TONES = {State.PASSED: Tone.GREEN, State.FAILED: Tone.RED, State.SKIPPED: Tone.AMBER}
BAR = 64  # pixels that the longest call's bar has


def html(recordings: Sequence[Recording]) -> str:
    """Return a report about the runs; they are redacted already."""
    return _page(report(recordings))


def html_of_scenarios(checked: Sequence[Checked]) -> str:
    """Return a report about scenarios: a table of them, and their runs; they are redacted already."""
    runs = [each.recording for each in checked if each.recording is not None]
    numbers = iter(range(1, len(runs) + 1))
    rows = [(each, next(numbers) if each.recording is not None else 0) for each in checked]
    return _page(replace(report(runs), title=summary(checked)), rows)


def _page(told: Report, checked: Sequence[tuple[Checked, int]] = ()) -> str:
    from markupsafe import Markup  # only when a report is written, like Jinja2

    style = (EXPORTS / "report.css").read_text("utf-8")
    return _template().render(
        report=told,
        checked=checked,
        scenario_of={number: each for each, number in checked},
        tones=TONES,
        visible=visible,
        duration=duration,
        diagrams=[Markup(picture([run.story], titled=False)) for run in told.runs],  # noqa: S704 - escaped in there
        style=Markup(style),  # noqa: S704 - a file of ours
        style_hash=_hash(style),
        bar=BAR,
        text=text,
    )


@cache
def _template() -> "Template":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(EXPORTS), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    return environment.get_template("report.html")


def _hash(style: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
