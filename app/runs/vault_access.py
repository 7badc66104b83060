"""The vault as a run and the window share it: opened when first used, never waited for longer than a person would."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from app.auth.steps import Forget, Forgotten, Keep, Kept, Listed, Recall, Recalled
from app.auth.vault_names import CLIENT_SECRET, DEVICES, PASSKEYS, REFRESH_TOKEN
from app.bug_report import bug_report
from app.errors import VaultError, VaultTrouble
from app.profiles.profile import Profile
from app.secret import Secret
from app.vault.memory_vault import MemoryVault
from app.vault.patience import Patience
from app.vault.vault import Backend, Entry, Vault

log = logging.getLogger(__name__)
T = TypeVar("T")
PATIENCE = 10.0  # seconds
IN_MEMORY_AT_LEAST = (DEVICES, PASSKEYS, CLIENT_SECRET)  # of no use without


class VaultAccess:
    """One vault behind one patience; every method may block that long and raises VaultError. Any thread may call.

    The secrets of devices and passkeys that the vault cannot keep stay here as long as the program runs.
    """

    def __init__(self, open_vault: Callable[[], Vault]) -> None:
        self._open = open_vault
        self._vault: Vault | None = None
        self._lock = threading.Lock()
        self._patience = Patience()
        self._memory = MemoryVault()
        self._listed: list[Entry] = []  # what the vault last said
        self._falls_back = False  # once something was kept in memory only: when it is gone, the list has to say so

    def describe(self) -> Backend:
        """Say where secrets are kept, and whether that works."""
        return self._do(lambda vault: vault.describe())

    def entries(self) -> list[Entry]:
        """List what is kept, newest first; beside a vault that fails, what is in memory with what was listed last."""
        here = self._memory.entries()
        try:
            self._listed = self._do(lambda vault: vault.entries())
        except VaultError:
            if not self._falls_back:
                raise
        ids = {entry.entry_id for entry in here}
        found = [*here, *(entry for entry in self._listed if entry.entry_id not in ids)]
        return sorted(found, key=lambda entry: -entry.saved_at)

    def read(self, entry_id: str) -> Secret:
        """Return a kept secret."""
        if self._holds(entry_id):
            return self._memory.read(entry_id)
        return self._do(lambda vault: vault.read(entry_id))

    def forget(self, entry_id: str) -> None:
        """Remove a kept secret."""
        held = self._holds(entry_id)
        self._memory.forget(entry_id)
        try:
            self._do(lambda vault: vault.forget(entry_id))
        except VaultError:
            if not held or any(entry.entry_id == entry_id for entry in self._listed):
                raise

    def keep(self, entry: Entry, secret: Secret) -> None:
        """Keep a secret; one of a device or a passkey also where this raises VaultError: then in memory."""
        try:
            self._do(lambda vault: vault.keep(entry, secret))
        except VaultError:
            if entry.name.startswith(IN_MEMORY_AT_LEAST):
                self._memory.keep(replace(entry, in_memory=True), secret)
                self._falls_back = True
            raise
        self._memory.forget(entry.entry_id)

    def _holds(self, entry_id: str) -> bool:
        return any(entry.entry_id == entry_id for entry in self._memory.entries())

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
    """Keeps a run's secrets under its profile, app client and user, finds them again, and forgets them.

    What cannot be kept, or is not there, is told, never raised. `wanted` is the person's choice for refresh tokens;
    passkeys are kept in any case, and so are devices, but for those of a run of which nothing is to stay.
    """

    def __init__(self, access: VaultAccess, profile: Profile, *, wanted: bool, devices: bool = True) -> None:
        self._access = access
        self._profile = profile
        self._unwanted = tuple(
            name for name, kept in ((REFRESH_TOKEN, wanted), (DEVICES, devices)) if not kept
        )

    def keep(self, step: Keep) -> Kept:
        """Keep the secret, or say why not."""
        if step.name.startswith(self._unwanted):
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
            in_memory = step.name.startswith(IN_MEMORY_AT_LEAST)
            return Kept(saved=False, reason=error.trouble.value, in_memory=in_memory)
        return Kept(saved=True)

    def recall(self, step: Recall) -> Recalled:
        """Give back the newest secret of that name, or say why not."""
        try:
            for entry in self._named(step.name):
                secret = self._access.read(entry.entry_id)
                return Recalled(secret=secret, facts=entry.facts, username=entry.username)
        except VaultError as error:
            return Recalled(reason=error.trouble.value)
        return Recalled(reason=VaultTrouble.MISSING.value)

    def forget(self, step: Forget) -> Forgotten:
        """Remove the secrets of that name, or say why not."""
        count = 0
        try:
            for entry in self._named(step.name):
                if step.username in ("", entry.username):
                    self._access.forget(entry.entry_id)
                    count += 1
        except VaultError as error:
            return Forgotten(count=count, reason=error.trouble.value)
        return Forgotten(count=count)

    def listed(self, prefix: str) -> tuple[Listed, ...]:
        """Say which secrets are kept whose names begin so, the newest first; none where the vault cannot say."""
        try:
            kept = [entry for entry in self._access.entries() if entry.name.startswith(prefix) and self._mine(entry)]
        except VaultError:
            return ()
        return tuple(Listed(name=entry.name, facts=entry.facts) for entry in kept)

    def _named(self, name: str) -> list[Entry]:
        return [entry for entry in self._access.entries() if entry.name == name and self._mine(entry)]

    def _mine(self, entry: Entry) -> bool:
        """Say whether this profile may use it: a passkey belongs to its relying party, not to an app client."""
        ours = (entry.profile_id, entry.client_id) == (self._profile.id, self._profile.client_id)
        return ours or entry.name.startswith(PASSKEYS)
