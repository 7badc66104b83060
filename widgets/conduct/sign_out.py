"""Conducts signing out: of what has just been signed in to, or of a saved sign-in, which is then forgotten."""

from PySide6.QtCore import QObject, Slot

from app.auth.actions.sign_out import REVOKE
from app.auth.flows.refresh import FROM_VAULT
from app.auth.steps import Answer
from app.auth.tokens import TokenSet, claims
from app.auth.vault_names import REFRESH_TOKEN
from app.profiles.profile import Profile
from app.runs.saved import saved_credentials
from app.runs.sign_in import SignInRequest
from app.secret import Secret
from app.transcript.events import Event, Finished, NotSaved, Saved
from app.vault.vault import Entry, derive_id
from app.workers.vault import VaultWorker
from widgets.conduct.kept_tokens import KeptTokens
from widgets.conduct.panels import Panels
from widgets.conduct.sign_ins import SignInConductor

FLOW = "sign_out"


class SignOutConductor(QObject):
    """A saved token is forgotten only once Cognito has revoked it: until then it can be tried again."""

    def __init__(self, panels: Panels, vault: VaultWorker, tokens: KeptTokens, sign_ins: SignInConductor) -> None:
        super().__init__(sign_ins)
        self._panels = panels
        self._vault = vault
        self._sign_ins = sign_ins
        self._tokens = tokens
        self._kept: dict[str, str] = {}  # the run that kept its refresh token, and the entry where
        self._to_forget: dict[str, str] = {}  # the run that signs out, and the entry of no use after it
        panels.left.saved.sign_out_wanted.connect(self._read)
        panels.stage.outcome.sign_out_wanted.connect(self._sign_out)
        sign_ins.kept.connect(self._on_kept)
        sign_ins.ended.connect(self._on_ended)

    @Slot(object)
    def _read(self, entry: Entry) -> None:
        self._tokens.read(entry, self._revoke)

    def _revoke(self, profile: Profile, entry: Entry, token: Secret) -> None:
        credentials = saved_credentials(entry, token, how=REVOKE, check_refresh="no")
        request = SignInRequest(profile=profile, flow=FLOW, credentials=credentials, save=True)
        self._to_forget[request.run_id] = entry.entry_id
        self._sign_ins.begin(request)

    @Slot(str, bool)
    def _sign_out(self, how: str, try_refresh: bool) -> None:
        """Sign out of the last sign-in, whose tokens the outcome card has."""
        last, tokens = self._sign_ins.last, self._panels.stage.outcome.tokens
        if last is None or tokens is None or self._sign_ins.running:
            return
        answer = _credentials(tokens, how=how, check_refresh="yes" if try_refresh else "no")
        request = SignInRequest(profile=last.profile, flow=FLOW, credentials=answer, save=True, about=last.run_id)
        entry_id = self._kept.get(last.run_id) or (
            self._entry_of(last, last.credentials.text("username")) if last.credentials.text(FROM_VAULT) else ""
        )
        if entry_id:
            self._to_forget[request.run_id] = entry_id
        self._sign_ins.begin(request)

    @Slot(object)
    def _on_kept(self, event: Saved | NotSaved) -> None:
        last = self._sign_ins.last
        if isinstance(event, Saved) and event.name == REFRESH_TOKEN and last is not None:
            self._kept[last.run_id] = self._entry_of(last, event.username)

    @staticmethod
    def _entry_of(request: SignInRequest, username: str) -> str:
        return derive_id(request.profile.id, request.profile.client_id, username, REFRESH_TOKEN)

    @Slot(object, object)
    def _on_ended(self, request: SignInRequest, event: Event) -> None:
        entry_id = self._to_forget.pop(request.run_id, "")
        if isinstance(event, Finished) and entry_id:
            self._vault.forget((entry_id,))


def _credentials(tokens: TokenSet, **more: str) -> Answer:
    said = claims(tokens.access_token)
    values = {
        "refresh_token": tokens.refresh_token or Secret(""),
        "access_token": tokens.access_token,
        "id_token": tokens.id_token or Secret(""),
        "username": str(said.get("username", "")),
        "device_key": str(said.get("device_key", "")),
    }
    return Answer(values={**values, **more})
