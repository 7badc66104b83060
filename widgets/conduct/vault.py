"""Conducts the keyring: what it is, what it holds, tokens out of it for a refresh, and what is to be forgotten."""

from PySide6.QtCore import QObject, Slot

from app.auth.actions import ACTIONS
from app.errors import VaultError
from app.profiles.profile import Profile
from app.runs.saved import saved_credentials
from app.runs.sign_in import SignInRequest
from app.secret import Secret
from app.transcript.events import Event, NotSaved, Saved
from app.vault.vault import Backend, Entry
from app.workers.vault import VaultWorker
from widgets.conduct.kept_tokens import KeptTokens
from widgets.conduct.panels import Panels
from widgets.conduct.sign_ins import SignInConductor


class VaultConductor(QObject):
    """Reads a token only when the person asks for a refresh, and holds it no longer than the run."""

    def __init__(self, panels: Panels, vault: VaultWorker, tokens: KeptTokens, sign_ins: SignInConductor) -> None:
        super().__init__(sign_ins)
        self._panels = panels
        self._vault = vault
        self._sign_ins = sign_ins
        self._tokens = tokens
        vault.described.connect(self._on_described)
        vault.entries_changed.connect(self._on_entries)
        vault.trouble.connect(self._on_trouble)
        panels.left.saved.refresh_wanted.connect(self._read)
        panels.left.saved.forget_wanted.connect(self._forget)
        sign_ins.kept.connect(self._on_kept)
        sign_ins.ended.connect(self._on_ended)

    @Slot(object)
    def _on_described(self, backend: Backend) -> None:
        self._panels.left.form.save_box.show_backend(backend)
        self._panels.left.saved.show_backend(backend)
        self._panels.status.show_backend(backend)

    @Slot(object)
    def _on_entries(self, entries: tuple[Entry, ...]) -> None:
        self._panels.left.saved.show_entries(entries)
        self._panels.left.form.show_entries(entries)

    @Slot(object)
    def _on_trouble(self, error: VaultError) -> None:
        self._panels.left.saved.show_trouble(error.trouble)
        self._panels.status.show_trouble(error.trouble)
        self._panels.left.form.save_box.show_trouble(error.trouble)

    @Slot(object)
    def _on_kept(self, event: Saved | NotSaved) -> None:
        """Look again: a locked keyring may be open now, and there may be one more sign-in."""
        self._vault.refresh()
        if isinstance(event, Saved) or event.reason != "off":
            self._vault.describe()

    @Slot(object, object)
    def _on_ended(self, request: SignInRequest, _: Event) -> None:
        """Look again: an action may have forgotten something."""
        if request.flow in ACTIONS:
            self._vault.refresh()

    @Slot(object)
    def _read(self, entry: Entry) -> None:
        self._tokens.read(entry, self._refresh)

    def _refresh(self, profile: Profile, entry: Entry, token: Secret) -> None:
        self._panels.top.want(profile.id)
        self._panels.left.flows.choose("refresh")
        self._sign_ins.begin(
            SignInRequest(profile=profile, flow="refresh", credentials=saved_credentials(entry, token), save=True)
        )

    @Slot(object)
    def _forget(self, entry_ids: tuple[str, ...]) -> None:
        self._vault.forget(entry_ids)
