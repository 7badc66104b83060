"""Conducts the count of failed attempts: from every run's events to the meter below the credentials."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Slot

from app.diagnosis.attempts import Attempts, Meter
from app.runs.sign_in import SignInRequest
from app.runs.users import User, counted_as
from app.transcript.events import Event, Finished
from widgets.conduct.panels import Panels
from widgets.conduct.sign_ins import SignInConductor
from widgets.services import Services


class AttemptsConductor(QObject):
    """The counts of all windows and batches; of the practice pool those of one window, as long as it is there."""

    def __init__(self, panels: Panels, services: Services, sign_ins: SignInConductor) -> None:
        super().__init__(sign_ins)
        self._panels, practice = panels, services.practice
        self._attempts = services.attempts
        self._practice_attempts = Attempts()  # apart, for a reset pool has forgotten all of them
        sign_ins.happened.connect(self._on_event)
        practice.was_reset.connect(self._on_reset)
        practice.started.connect(self._on_reset)
        panels.top.profile_chosen.connect(self._show)
        panels.left.form.changed.connect(self._show)

    def meter(self, request: SignInRequest, now: float) -> Meter:
        """Return the meter of a run's user."""
        return self._of(practice=request.profile.practice).meter(*_who(request), now)

    @Slot(object, object)
    def _on_event(self, request: SignInRequest, event: Event) -> None:
        counted, (pool, typed) = self._of(practice=request.profile.practice), _who(request)
        counted.note(pool, typed, [event])
        if isinstance(event, Finished) and request.flow == "look_up_user":  # an alias is known by its name now
            facts = event.findings.get("facts")
            counted.same(pool, typed, str(facts.get("username", "")) if isinstance(facts, Mapping) else "")
        self._show()

    @Slot()
    def _on_reset(self) -> None:
        self._practice_attempts = Attempts()
        self._show()

    @Slot()
    def _show(self) -> None:
        profile, user = self._panels.top.profile, self._panels.left.form.username
        if profile is None or not user:
            self._panels.left.form.meter.show_meter(lambda _: Meter())
            return
        counted, who = self._of(practice=profile.practice), counted_as(profile, user)
        self._panels.left.form.meter.show_meter(lambda now: counted.meter(*who, now))

    def _of(self, *, practice: bool) -> Attempts:
        return self._practice_attempts if practice else self._attempts


def _who(request: SignInRequest) -> User:
    return counted_as(request.profile, request.credentials.text("username"))
