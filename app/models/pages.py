"""Which explanations belong to a row of the timeline: its flow's, and those of the challenges it answers and brings."""

from dataclasses import dataclass

from app.models.rows import Row, RowKind
from app.texts import explanation, has_text, text
from app.transcript.events import Replied

ENROLMENT = {"AssociateSoftwareToken", "VerifySoftwareToken"}  # the calls inside the challenge MFA_SETUP


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of resources/texts/explain: our own Markdown, never a server's."""

    title: str
    markdown: str


def pages(row: Row) -> list[Page]:
    """Return the pages of a row, the one to open first first."""
    names = _challenges(row)
    found = [Page(title=name, markdown=explanation(name) or explanation("unknown")) for name in names]
    started = row.run.started
    flow = explanation(started.flow) if started else ""
    if started is not None and flow:
        key = f"flow.{started.flow}.title"
        page = Page(title=text(key) if has_text(key) else started.flow, markdown=flow)
        first = row.kind is not RowKind.WAITING and not _answers(row)
        found.insert(0 if first else len(found), page)
    return found


def _challenges(row: Row) -> list[str]:
    if row.kind is RowKind.WAITING:
        return [row.chip]
    if row.exchange is None:
        return []
    outcome = row.exchange.outcome
    brings = outcome.challenge if isinstance(outcome, Replied) else ""
    return [name for name in dict.fromkeys((_answers(row), brings)) if name]


def _answers(row: Row) -> str:
    """Name the challenge that a call answers, if it answers one."""
    if row.exchange is None:
        return ""
    if row.exchange.called.operation in ENROLMENT:
        return "MFA_SETUP"
    name = row.exchange.called.params.get("ChallengeName")
    return name if isinstance(name, str) else ""
