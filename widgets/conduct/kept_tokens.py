"""Reads a kept token when the person wants something done with it, and hands it to the conductor that does it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from app.errors import VaultError
from app.models.profiles import ProfilesModel
from app.profiles.profile import Profile
from app.secret import Secret
from app.vault.vault import Entry
from app.workers.vault import VaultWorker
from widgets.conduct.sign_ins import SignInConductor

Use = Callable[[Profile, Entry, Secret], None]


class KeptTokens(QObject):
    """One wish at a time, and none while a run is under way: a token that comes for nobody is let go.

    The keyring may ask the person first, which takes as long as it takes: of two wishes the later one counts.
    """

    def __init__(self, profiles: ProfilesModel, vault: VaultWorker, sign_ins: SignInConductor) -> None:
        super().__init__(sign_ins)
        self._profiles = profiles
        self._vault = vault
        self._sign_ins = sign_ins
        self._wish: tuple[Entry, Use] | None = None
        vault.token_read.connect(self._on_token)
        vault.trouble.connect(self._on_trouble)

    def read(self, entry: Entry, use: Use) -> None:
        """Read an entry's token, and have it used, with its profile."""
        if not self._sign_ins.running:
            self._wish = (entry, use)
            self._vault.read(entry.entry_id)

    @Slot(str, object)
    def _on_token(self, entry_id: str, token: Secret) -> None:
        if self._wish is None or self._wish[0].entry_id != entry_id:
            return
        (entry, use), self._wish = self._wish, None
        profile = self._profiles.find(entry.profile_id)
        if profile is not None and not self._sign_ins.running:
            use(profile, entry, token)

    @Slot(object)
    def _on_trouble(self, _: VaultError) -> None:
        self._wish = None
