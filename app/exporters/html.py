"""A report as one HTML file: no script, nothing loaded, readable on a light and a dark screen and on paper.

Whatever a server said is escaped by Jinja2; besides, the page forbids itself everything but its own style sheet, by
that sheet's hash.
"""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from app.exporters.diagram import picture
from app.exporters.report import report
from app.texts import RESOURCES, text
from app.transcript.recording import Recording

if TYPE_CHECKING:
    from jinja2 import Template

EXPORTS = RESOURCES / "exports"
BAR = 64  # pixels that the longest call's bar has


def html(recordings: Sequence[Recording]) -> str:
    """Return a report about the runs; they are redacted already."""
    from markupsafe import Markup  # only when a report is written, like Jinja2

    style = (EXPORTS / "report.css").read_text("utf-8")
    told = report(recordings)
    return _template().render(
        report=told,
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
