"""Conducts what is done on the spot for a user who cannot sign in yet, and the sign-in that it was a step to."""

from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction

from app.auth.steps import Answer
from app.profiles.profile import Profile
from app.runs.sign_in import SignInRequest
from app.secret import Secret
from app.texts import text
from app.transcript.events import Event, Finished
from widgets.conduct.panels import Panels
from widgets.conduct.sign_ins import SignInConductor
from widgets.menus import Row

ACTIONS = ("sign_up", "confirm_sign_up", "resend_code", "forgot_password")  # of the menu
CONFIRMING = frozenset({"sign_up", "confirm_sign_up", "resend_code"})
RECOVERING = frozenset({"forgot_password", "reset_password"})
USER_AUTH = "user_auth"


class UserConductor(QObject):
    """Holds the Session of a confirmed sign-up until the next run begins: it is good for one sign-in."""

    def __init__(self, panels: Panels, sign_ins: SignInConductor) -> None:
        super().__init__(sign_ins)
        self._panels = panels
        self._sign_ins = sign_ins
        self._ended: tuple[SignInRequest, str, Secret | None] | None = None  # whose user name and Session it gave
        panels.left.form.links.wanted.connect(self.begin)
        panels.stage.outcome.go_on.connect(self.go_on)
        sign_ins.ended.connect(self._on_ended)
        sign_ins.running_changed.connect(self._on_running)

    def rows(self) -> list[Row | None]:
        """The rows of the menu."""
        return [(action, "", partial(self.begin, action)) for action in ACTIONS]

    def follow(self, actions: dict[str, QAction]) -> None:
        """Let the menu's actions be there while no run is under way."""
        for action in actions.values():
            self._sign_ins.running_changed.connect(action.setDisabled)

    @Slot(str)
    def begin(self, action: str) -> None:
        """Begin an action on the chosen profile, with the name that is typed; where there is none, a card asks."""
        profile = self._panels.top.profile
        if profile is None:
            return
        credentials = Answer(values={"username": self._panels.left.form.username})
        self._sign_ins.begin(SignInRequest(profile=profile, flow=action, credentials=credentials, save=False))

    @Slot()
    def go_on(self) -> None:
        """Sign in: by the Session of the sign-up, with the credentials that were refused before, or by typing them."""
        if self._ended is None or self._sign_ins.running:
            return
        request, username, session = self._ended
        profile = self._profile(request)
        if session is not None:
            self._by_session(request, profile, username, session)
        elif self._repeats(request, username):
            self._sign_ins.sign_in_again()
        else:
            self._panels.top.want(profile.id)
            self._panels.left.form.fill(username=username, password="")
            self._panels.left.form.focus_password()

    @Slot(object, object)
    def _on_ended(self, request: SignInRequest, event: Event) -> None:
        if not isinstance(event, Finished) or request.flow not in CONFIRMING | RECOVERING:
            return
        found = event.findings
        if request.flow in CONFIRMING and not found.get("confirmed"):
            return
        session, username = found.get("session"), str(found.get("username", ""))
        usable = isinstance(session, Secret) and _may_choose(self._profile(request))
        self._ended = (request, username, session if usable else None)
        outcome = self._panels.stage.outcome
        if usable:
            outcome.offer(text("on_the_spot.by_session"))
        elif self._repeats(request, username):
            outcome.offer(text("on_the_spot.again"))
        else:
            outcome.offer(text("on_the_spot.sign_in"), text("on_the_spot.sign_in_name"))

    @Slot(bool)
    def _on_running(self, running: bool) -> None:
        if running:
            self._ended = None

    def _by_session(self, request: SignInRequest, profile: Profile, username: str, session: Secret) -> None:
        self._panels.top.want(profile.id)
        self._panels.left.flows.choose(USER_AUTH)
        self._panels.left.form.fill(username=username, password="")
        credentials = Answer(values={"username": username, "session": session})
        save = self._panels.left.form.save_box.save
        self._sign_ins.begin(
            SignInRequest(profile=profile, flow=USER_AUTH, credentials=credentials, save=save, about=request.run_id)
        )

    def _repeats(self, request: SignInRequest, username: str) -> bool:
        """Whether this was the way out for the last sign-in, whose password is still the right one."""
        last = self._sign_ins.last
        return (
            request.flow in CONFIRMING
            and last is not None
            and last.profile.id == request.profile.id
            and last.credentials.text("username") == username
        )

    def _profile(self, request: SignInRequest) -> Profile:
        return self._panels.models.profiles.find(request.profile.id) or request.profile


def _may_choose(profile: Profile) -> bool:
    """Whether USER_AUTH is not known to be off."""
    return profile.explicit_auth_flows is None or "ALLOW_USER_AUTH" in profile.explicit_auth_flows
