"""Conducts what is said after a refusal: what is known at once, and what AWS says where the person asks it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Slot

from app.auth.flows import FLOWS
from app.diagnosis.verdict import Remedy, Verdict
from app.models.remedies import remedies_of
from app.profiles.facts import AWS, with_facts
from app.runs.app_client import CHECK, found_facts
from app.runs.refusals import examination, explain_refresh, explain_run
from app.runs.sign_in import SignInRequest
from app.texts import text
from app.transcript.events import Ended, Event, Finished
from app.vault.vault import Entry
from widgets.conduct.attempts import AttemptsConductor
from widgets.conduct.clock import ClockConductor
from widgets.conduct.panels import Panels
from widgets.conduct.remedies import RemedyConductor
from widgets.conduct.sign_ins import SignInConductor
from widgets.notice import Notice
from widgets.services import Services

LOOK_UP, EXAMINE = "look_up_user", "examine_refresh"
ASKS_ONLY = frozenset({LOOK_UP, EXAMINE, CHECK})  # about a refusal, which stays what it is about
AGAIN = Remedy(name="sign_in_again")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A run that ended without what it was for."""

    request: SignInRequest
    ended: Ended
    events: tuple[Event, ...]

    @property
    def words(self) -> str:
        """The refusal in a line."""
        return ": ".join(part for part in (self.ended.code, self.ended.message) if part)


class RefusalConductor(QObject):
    """Remembers the last refusal, so that what is asked about it can be held against it, and nothing of it is lost.

    `notice` is where a clock is warned of that is off; `remedies` starts what the card offers.
    """

    def __init__(self, panels: Panels, services: Services, notice: Notice, sign_ins: SignInConductor) -> None:
        super().__init__(sign_ins)
        self._panels = panels
        self._outcome = panels.stage.outcome
        self._sign_ins = sign_ins
        self._attempts = AttemptsConductor(panels, services, sign_ins)
        self.clock = ClockConductor(panels, notice, sign_ins)
        self.remedies = RemedyConductor(panels, sign_ins)
        self._entries: tuple[Entry, ...] = ()
        self._refused: Refusal | None = None
        services.vault.entries_changed.connect(self._on_entries)
        sign_ins.ended.connect(self._on_ended)
        self._outcome.verdict.examine_wanted.connect(self._examine)
        self._outcome.verdict.remedy_wanted.connect(self._do)

    @Slot(object)
    def _on_entries(self, entries: tuple[Entry, ...]) -> None:
        self._entries = entries

    @Slot(object, object)
    def _on_ended(self, request: SignInRequest, event: Event) -> None:
        refused = self._refused
        if refused is not None and request.about == refused.request.run_id:
            self._on_asked(refused, request, event)
        elif isinstance(event, Ended):
            self._take(request, event)
        elif request.flow in FLOWS:
            self._refused = None

    def _take(self, request: SignInRequest, ended: Ended) -> None:
        """Take up a new refusal."""
        runs = self._panels.models.timeline.runs
        events = next((run.transcript.events for run in runs if run.run_id == request.run_id), ())
        self._refused = Refusal(request=request, ended=ended, events=tuple(events))
        if request.flow == "refresh":
            self._show_refresh(self._refused)
        else:
            self._show(self._refused)

    def _on_asked(self, refused: Refusal, request: SignInRequest, event: Event) -> None:
        """Show what a run about the refusal brought; of one that brought nothing the refusal is shown below."""
        found = event.findings if isinstance(event, Finished) else None
        if request.flow == EXAMINE:
            self._show_refresh(refused, found)
        elif request.flow in ASKS_ONLY:
            findings = found if request.flow == LOOK_UP else None
            if request.flow == CHECK and found is not None:  # what AWS said of the app client counts from now on
                profile = with_facts(refused.request.profile, found_facts(found), AWS)
                refused = self._refused = replace(refused, request=replace(refused.request, profile=profile))
            self._show(refused, findings, by=request.flow, in_place=found is not None)
        elif isinstance(event, Ended) and event.reason != "cancelled":
            self._take(request, event)
        elif isinstance(event, Ended):
            self._show(refused, by=request.flow, in_place=False)

    def _show(
        self,
        refused: Refusal,
        findings: Mapping[str, Any] | None = None,
        *,
        by: str = "",
        in_place: bool = True,
    ) -> None:
        """Show the causes; `by` is the action that asked, `in_place` whether they stand for the general words."""
        verdict = self._explain(refused, findings)
        if verdict is None:
            return
        offered = remedies_of(verdict, lambda each: self._can(each, refused, by), asked=by == LOOK_UP)
        if by and refused.request.flow in FLOWS and AGAIN not in offered:  # the card's own button repeats what asked
            offered += (AGAIN,)
        about = text("refusal.about", what=refused.words) if by else ""
        self._outcome.show_causes(verdict, offered, about=about, in_place=in_place)

    def _explain(self, refused: Refusal, findings: Mapping[str, Any] | None) -> Verdict | None:
        models, request = self._panels.models, refused.request
        now = models.profiles.find(request.profile.id) or request.profile  # more may be known of it now
        profile = now if now.facts else request.profile
        return explain_run(
            refused.ended,
            replace(request, profile=profile),
            refused.events,
            entries=self._entries,
            findings=findings,
            attempts=self._attempts.meter(request, refused.ended.at),
            skew=self.clock.skew(profile),
            profiles=models.profiles.profiles,
        )

    def _can(self, remedy: Remedy, refused: Refusal, by: str) -> bool:
        """Whether a remedy is to be offered: the card has a button of its own to sign in again, or to ask again."""
        if remedy.name == by or (not by and remedy.name == "sign_in_again"):
            return False
        return self.remedies.can(remedy, refused.request)

    def _show_refresh(self, refused: Refusal, findings: Mapping[str, Any] | None = None) -> None:
        if findings is not None and findings.get("facts") is None:
            return
        verdict = explain_refresh(refused.ended, refused.request, entries=self._entries, findings=findings)
        if verdict is not None:
            by = EXAMINE if findings is not None else ""
            offered = remedies_of(verdict, lambda each: self._can(each, refused, by))
            self._outcome.show_verdict(verdict, offered, examined=findings is not None)
        elif findings is None:
            self._show(refused)

    @Slot()
    def _examine(self) -> None:
        if self._refused is not None:
            self._sign_ins.begin(examination(self._refused.request))

    @Slot(object)
    def _do(self, remedy: Remedy) -> None:
        if self._refused is not None:
            self.remedies.do(remedy, self._refused.request)
