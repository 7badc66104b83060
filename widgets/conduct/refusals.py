"""Conducts the examination of a refused refresh: what is known at once, and what AWS says where the person asks it."""

from PySide6.QtCore import QObject, Slot

from app.runs.refusals import examination, explain_refresh
from app.runs.sign_in import SignInRequest
from app.transcript.events import Ended, Event, Finished
from app.vault.vault import Entry
from app.workers.vault import VaultWorker
from widgets.conduct.panels import Panels
from widgets.conduct.sign_ins import SignInConductor


class RefusalConductor(QObject):
    """Remembers the last refusal of a refresh, so that what an examination finds can be held against it."""

    def __init__(self, panels: Panels, vault: VaultWorker, sign_ins: SignInConductor) -> None:
        super().__init__(sign_ins)
        self._outcome = panels.stage.outcome
        self._sign_ins = sign_ins
        self._entries: tuple[Entry, ...] = ()
        self._refused: tuple[SignInRequest, Ended] | None = None
        vault.entries_changed.connect(self._on_entries)
        sign_ins.ended.connect(self._on_ended)
        self._outcome.verdict.examine_wanted.connect(self._examine)

    @Slot(object)
    def _on_entries(self, entries: tuple[Entry, ...]) -> None:
        self._entries = entries

    @Slot(object, object)
    def _on_ended(self, request: SignInRequest, event: Event) -> None:
        if isinstance(event, Ended) and request.flow == "refresh":
            self._refused = (request, event)
            self._show()
        elif isinstance(event, Finished) and request.flow == "examine_refresh":
            self._show(event)

    def _show(self, examined: Finished | None = None) -> None:
        if self._refused is None:
            return
        request, ended = self._refused
        if examined is not None and examined.findings.get("facts") is None:
            return
        findings = examined.findings if examined is not None else None
        verdict = explain_refresh(ended, request, entries=self._entries, findings=findings)
        if verdict is not None:
            self._outcome.show_verdict(verdict, examined=examined is not None)

    @Slot()
    def _examine(self) -> None:
        if self._refused is not None:
            self._sign_ins.begin(examination(self._refused[0]))
