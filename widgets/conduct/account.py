"""Conducts the page Account: what the person asks there becomes a run of its own, with the token of the sign-in."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Slot

from app.auth.actions import ACTIONS
from app.auth.steps import Answer
from app.models.account import Account
from app.runs.sign_in import SignInRequest
from widgets.conduct.panels import Panels
from widgets.conduct.sign_ins import SignInConductor


class AccountConductor(QObject):
    """Lets the page look again whenever a run has begun or ended."""

    def __init__(self, panels: Panels, sign_ins: SignInConductor) -> None:
        super().__init__(sign_ins)
        self._panels = panels
        self._sign_ins = sign_ins
        page = panels.right.details.account
        page.wanted.connect(self._begin)
        sign_ins.running_changed.connect(page.set_running)

    @Slot(str, object, object)
    def _begin(self, action: str, values: Mapping[str, str], account: Account) -> None:
        profile = self._panels.models.profiles.find(account.profile_id)
        if profile is None or action not in ACTIONS:
            return
        credentials = Answer(values={"access_token": account.token, "username": account.username, **values})
        self._sign_ins.begin(
            SignInRequest(profile=profile, flow=action, credentials=credentials, save=True, about=account.run_id)
        )
