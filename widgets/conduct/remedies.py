"""Starts what the card after a refusal offers: another sign-in, a run about the user, a dialog."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from app.auth.actions import ACTIONS
from app.auth.flows import FLOWS
from app.auth.steps import Answer
from app.diagnosis.verdict import Remedy
from app.profiles.profile import Profile
from app.runs.sign_in import SignInRequest, new_run_id
from widgets.conduct.panels import Panels
from widgets.conduct.sign_ins import SignInConductor

# Opens a dialog for the profile that was used: check_client with the run that its check is about, edit_profile with the
# field to look at.
OpenDialog = Callable[[Profile, str], object]
DIALOGS = frozenset({"check_client", "edit_profile"})


class RemedyConductor(QObject):
    """Actions that it starts are about the refused run. `dialogs`: what opens one, by the remedy's name."""

    def __init__(self, panels: Panels, sign_ins: SignInConductor) -> None:
        super().__init__(sign_ins)
        self._panels = panels
        self._sign_ins = sign_ins
        self.dialogs: dict[str, OpenDialog] = {}

    def can(self, remedy: Remedy, refused: SignInRequest) -> bool:
        """Say whether a remedy can be started for a refused run."""
        match remedy.name:
            case "use_flow":
                return remedy.value in FLOWS
            case "sign_in_as":
                return refused.flow in FLOWS and bool(remedy.value)
            case "sign_in_again":
                return self._sign_ins.last is not None
            case "edit_profile":
                return "edit_profile" in self.dialogs and not refused.profile.practice
            case name if name in DIALOGS:
                return name in self.dialogs
            case name:
                return name in ACTIONS and bool(refused.credentials.text("username"))

    def do(self, remedy: Remedy, refused: SignInRequest) -> None:
        """Start a remedy; nothing happens while a run is under way."""
        if self._sign_ins.running:
            return
        profile = self._panels.models.profiles.find(refused.profile.id) or refused.profile
        match remedy.name:
            case "use_flow":
                self._use_flow(remedy.value, refused, profile)
            case "sign_in_as":
                self._sign_in_as(remedy.value, refused, profile)
            case "sign_in_again":
                self._sign_ins.sign_in_again()
            case name if name in DIALOGS:
                self.dialogs[name](profile, refused.run_id if name == "check_client" else remedy.value)
            case name:
                self._run(name, refused, profile)

    def _use_flow(self, flow: str, refused: SignInRequest, profile: Profile) -> None:
        """Choose a flow with what was typed for the other; begin where it needs nothing more."""
        form = self._panels.left.form
        self._panels.top.want(profile.id)
        self._panels.left.flows.choose(flow)
        form.fill(**{name: value for name in ("username", "password") if (value := refused.credentials.text(name))})
        if form.ready:
            self._sign_ins.sign_in()
        else:
            form.focus_first()

    def _sign_in_as(self, username: str, refused: SignInRequest, profile: Profile) -> None:
        self._panels.left.form.fill(username=username)
        credentials = Answer(values={**refused.credentials.values, "username": username})
        self._sign_ins.begin(replace(refused, profile=profile, credentials=credentials, run_id=new_run_id()))

    def _run(self, action: str, refused: SignInRequest, profile: Profile) -> None:
        credentials = Answer(values={"username": refused.credentials.text("username")})
        self._sign_ins.begin(
            SignInRequest(profile=profile, flow=action, credentials=credentials, save=False, about=refused.run_id)
        )
