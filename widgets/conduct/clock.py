"""Conducts the server's clock: measured by each reply, and a notice where it is far from this machine's."""

from PySide6.QtCore import QObject, Slot

from app.diagnosis.clock import Clocks, Skew
from app.models.clock_words import clock_words
from app.profiles.profile import Profile
from app.runs.sign_in import SignInRequest
from app.transcript.events import Event, HttpAnswer
from widgets.conduct.panels import Panels
from widgets.conduct.sign_ins import SignInConductor
from widgets.notice import Notice


class ClockConductor(QObject):
    """Warns of the clock of the chosen profile's server. One that was closed comes back only after all was right."""

    def __init__(self, panels: Panels, notice: Notice, sign_ins: SignInConductor) -> None:
        super().__init__(sign_ins)
        self._panels = panels
        self._notice = notice
        self._clocks = Clocks()
        self._told = ""  # the server of which the notice tells, or told
        sign_ins.happened.connect(self._on_event)
        panels.top.profile_chosen.connect(self._show)

    def skew(self, profile: Profile) -> Skew | None:
        """Return how far off the clock of a profile's server is, where a reply has told it."""
        return self._clocks.skew(_server(profile))

    @Slot(float)
    def set_practice(self, seconds: float) -> None:
        """Take it that the practice pool's clock was set so far ahead: no reply has told it yet."""
        for profile in self._panels.models.profiles.profiles:
            if profile.practice:
                self._clocks.tell(_server(profile), seconds)
        self._show()

    @Slot(object, object)
    def _on_event(self, request: SignInRequest, event: Event) -> None:
        if isinstance(event, HttpAnswer):
            self._clocks.hear(_server(request.profile), event)
            self._show()

    @Slot()
    def _show(self) -> None:
        profile = self._panels.top.profile
        found = self.skew(profile) if profile is not None else None
        if profile is None or found is None or not found.warns:
            self._told = ""
            self._notice.hide()
            return
        server, words = _server(profile), clock_words(found)
        if server != self._told or (self._notice.isVisible() and self._notice.words != words):
            self._told = server
            self._notice.say(words)


def _server(profile: Profile) -> str:
    return profile.endpoint_url or profile.effective_region
