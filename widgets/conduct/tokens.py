"""Conducts the page Tokens: checking the tokens of a sign-in is a run of its own, which points to it.

Only by a click, for practice profiles too: a check of each sign-in by itself would put a second run below each.
"""

from PySide6.QtCore import QObject, Slot

from app.auth.steps import Answer
from app.models.rows import Run
from app.models.verdicts import CHECK
from app.runs.sign_in import SignInRequest
from app.secret import Secret
from app.transcript.events import Event
from widgets.conduct.clock import ClockConductor
from widgets.conduct.panels import Panels
from widgets.conduct.sign_ins import SignInConductor


class TokensConductor(QObject):
    """Gives the page what it looks up, and begins what it asks for."""

    def __init__(self, panels: Panels, sign_ins: SignInConductor, clock: ClockConductor) -> None:
        super().__init__(sign_ins)
        self._panels, self._sign_ins = panels, sign_ins
        page = panels.right.details.tokens
        page.profile_of = panels.models.profiles.find
        page.skew_of = clock.skew
        page.runs = lambda: panels.models.timeline.runs
        page.wanted.connect(self._check)
        sign_ins.running_changed.connect(page.set_running)
        sign_ins.ended.connect(self._on_ended)
        panels.models.profiles.modelReset.connect(page.draw)

    @Slot(object, object)
    def _on_ended(self, _request: SignInRequest, _event: Event) -> None:
        self._panels.right.details.tokens.look_again()

    @Slot(object, float)
    def _check(self, run: Run, ahead: float) -> None:
        tokens, started = run.transcript.tokens, run.started
        profile = self._panels.models.profiles.find(started.profile_id) if started else None
        if tokens is None or profile is None or not isinstance(tokens.access_token, Secret):
            return
        values = {
            "access_token": tokens.access_token,
            "id_token": tokens.id_token or Secret(""),
            "server_ahead": f"{ahead:.3f}" if ahead else "",
        }
        self._sign_ins.begin(
            SignInRequest(
                profile=profile, flow=CHECK, credentials=Answer(values=values), save=False, about=run.run_id
            )
        )
