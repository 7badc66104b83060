"""The vault as a run and the window share it: opened when first used, never waited for longer than a person would."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from app.auth.steps import Keep, Kept, Recall, Recalled
from app.bug_report import bug_report
from app.errors import VaultError, VaultTrouble
from app.profiles.profile import Profile
from app.secret import Secret
from app.vault.patience import Patience
from app.vault.vault import Backend, Entry, Vault

log = logging.getLogger(__name__)
T = TypeVar("T")
PATIENCE = 10.0  # seconds


class VaultAccess:
    """One vault behind one patience; every method may block that long and raises VaultError. Any thread may call."""

    def __init__(self, open_vault: Callable[[], Vault]) -> None:
        self._open = open_vault
        self._vault: Vault | None = None
        self._lock = threading.Lock()
        self._patience = Patience()

    def describe(self) -> Backend:
        """Say where secrets are kept, and whether that works."""
        return self._do(lambda vault: vault.describe())

    def entries(self) -> list[Entry]:
        """List what is kept, newest first."""
        return self._do(lambda vault: vault.entries())

    def read(self, entry_id: str) -> Secret:
        """Return a kept secret."""
        return self._do(lambda vault: vault.read(entry_id))

    def forget(self, entry_id: str) -> None:
        """Remove a kept secret."""
        self._do(lambda vault: vault.forget(entry_id))

    def keep(self, entry: Entry, secret: Secret) -> None:
        """Keep a secret."""
        self._do(lambda vault: vault.keep(entry, secret))

    def _do(self, job: Callable[[Vault], T]) -> T:
        try:
            return self._patience.with_patience(lambda: job(self._opened()), PATIENCE)
        except VaultError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a keyring does, a sign-in keeps its tokens
            log.error("the vault failed in a way it should not:\n%s", bug_report(error))
            raise VaultError(VaultTrouble.OTHER, type(error).__name__) from None

    def _opened(self) -> Vault:
        with self._lock:
            if self._vault is None:
                self._vault = self._open()
            return self._vault


def system_vault(data_folder: Path) -> VaultAccess:
    """Return the vault in the system's keyring, its index in `data_folder`; keyring is imported on first use."""

    def open_it() -> Vault:
        from app.vault.keyring_vault import open_vault

        return open_vault(data_folder)

    return VaultAccess(open_it)


class ProfileSecrets:
    """Keeps a run's secrets under its profile, app client and user, and finds them again.

    What cannot be kept, or is not there, is told, never raised. `wanted` is the person's choice for refresh tokens.
    """

    def __init__(self, access: VaultAccess, profile: Profile, *, wanted: bool) -> None:
        self._access = access
        self._profile = profile
        self._wanted = wanted

    def keep(self, step: Keep) -> Kept:
        """Keep the secret, or say why not."""
        if not self._wanted:
            return Kept(saved=False, reason="off")
        entry = Entry(
            profile_id=self._profile.id,
            profile_name=self._profile.name,
            client_id=self._profile.client_id,
            username=step.username,
            name=step.name,
            saved_at=time.time(),
            flow=step.facts.get("flow", ""),
            facts=dict(step.facts),
        )
        try:
            self._access.keep(entry, step.secret)
        except VaultError as error:
            return Kept(saved=False, reason=error.trouble.value)
        return Kept(saved=True)

    def recall(self, step: Recall) -> Recalled:
        """Give back the newest secret of that name, or say why not."""
        try:
            for entry in self._access.entries():
                if (entry.profile_id, entry.client_id, entry.name) == (
                    self._profile.id, self._profile.client_id, step.name,
                ):  # fmt: skip
                    return Recalled(secret=self._access.read(entry.entry_id), facts=entry.facts)
        except VaultError as error:
            return Recalled(reason=error.trouble.value)
        return Recalled(reason=VaultTrouble.MISSING.value)
