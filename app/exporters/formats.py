"""All files that recorded runs can be exported to, in the order in which the window lists them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.exporters.diagram import svg
from app.exporters.har import har
from app.exporters.html import html
from app.exporters.junit import junit
from app.exporters.markdown import markdown
from app.exporters.mermaid import mermaid
from app.texts import text
from app.transcript.recording import Recording


@dataclass(frozen=True, slots=True, kw_only=True)
class Exporter:
    """A kind of file; `suffix` begins with a dot.

    `export` takes recordings that are redacted already, and returns text that is to be written as UTF-8.
    """

    name: str
    suffix: str
    media_type: str
    export: Callable[[Sequence[Recording]], str]

    @property
    def title(self) -> str:
        """What the kind of file is called."""
        return text(f"export.format.{self.name}")


EXPORTERS: dict[str, Exporter] = {
    each.name: each
    for each in (
        Exporter(name="html", suffix=".html", media_type="text/html", export=html),
        Exporter(name="har", suffix=".har", media_type="application/json", export=har),
        Exporter(name="markdown", suffix=".md", media_type="text/markdown", export=markdown),
        Exporter(name="junit", suffix=".xml", media_type="application/xml", export=junit),
        Exporter(name="svg", suffix=".svg", media_type="image/svg+xml", export=svg),
        Exporter(name="mermaid", suffix=".mmd", media_type="text/vnd.mermaid", export=mermaid),
    )
}

# What is drawn from the text that `export` returns, by who may use Qt's pictures (widgets/transcripts/png.py).
PICTURES: dict[str, Exporter] = {
    "png": Exporter(name="png", suffix=".png", media_type="image/png", export=svg),
}
FORMATS: dict[str, Exporter] = {**EXPORTERS, **PICTURES}
