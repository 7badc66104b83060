"""Which explanations belong to a row of the timeline: its flow's, and those of the challenges it answers and brings."""

from dataclasses import dataclass

from app.auth.actions import ACTIONS
from app.models.rows import Row, RowKind
from app.texts import explanation, text_or
from app.transcript.events import Replied

# The calls inside a challenge, or after one: they carry no name of it.
INSIDE = {
    "AssociateSoftwareToken": "MFA_SETUP",
    "VerifySoftwareToken": "MFA_SETUP",
    "ConfirmDevice": "NEW_DEVICE",
    "UpdateDeviceStatus": "REMEMBER_DEVICE",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of resources/texts/explain: our own Markdown, never a server's."""

    title: str
    markdown: str


def pages(row: Row) -> list[Page]:
    """Return the pages of a row, the one to open first first."""
    names = _challenges(row)
    started = row.run.started
    if started is not None and started.flow in ACTIONS:  # its cards are no challenges: its own page explains them
        names = [name for name in names if explanation(name)]
    found = [Page(title=name, markdown=explanation(name) or explanation("unknown")) for name in names]
    flow = explanation(_page_of(started.flow)) if started else ""
    if started is not None and flow:
        page = Page(title=text_or(f"flow.{started.flow}.title", started.flow), markdown=flow)
        first = row.kind is not RowKind.WAITING and not _answers(row)
        found.insert(0 if first else len(found), page)
    return found


def _page_of(flow: str) -> str:
    """Name the page of a run: several actions may share one."""
    return ACTIONS[flow].page if flow in ACTIONS else flow


def _challenges(row: Row) -> list[str]:
    if row.kind is RowKind.WAITING:
        return [row.chip] if row.chip else []
    if row.exchange is None:
        return []
    outcome = row.exchange.outcome
    brings = outcome.challenge if isinstance(outcome, Replied) else ""
    return [name for name in dict.fromkeys((_answers(row), brings)) if name]


def _answers(row: Row) -> str:
    """Name the challenge that a call answers, if it answers one."""
    if row.exchange is None:
        return ""
    called = row.exchange.called
    name = called.params.get("ChallengeName")
    return name if isinstance(name, str) else INSIDE.get(called.operation, "")
