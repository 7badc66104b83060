"""A vault for this run only: what it keeps is gone when the program ends."""

from app.errors import VaultError, VaultTrouble
from app.secret import Secret
from app.vault.vault import Backend, Entry


class MemoryVault:
    """Keeps secrets in this process, masked, and nowhere else."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Entry, Secret]] = {}

    def describe(self) -> Backend:
        """Say that nothing outlives this run."""
        return Backend(name="", secure=False)

    def keep(self, entry: Entry, secret: Secret) -> None:
        """Keep a secret until the program ends."""
        self._kept[entry.entry_id] = (entry, secret)

    def read(self, entry_id: str) -> Secret:
        """Return a secret; VaultError MISSING where there is none."""
        if entry_id not in self._kept:
            raise VaultError(VaultTrouble.MISSING)
        return self._kept[entry_id][1]

    def forget(self, entry_id: str) -> None:
        """Remove a secret."""
        self._kept.pop(entry_id, None)

    def entries(self) -> list[Entry]:
        """List what is kept, the newest first."""
        return sorted((entry for entry, _ in self._kept.values()), key=lambda entry: entry.saved_at, reverse=True)
