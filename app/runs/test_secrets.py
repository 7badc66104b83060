"""Test secrets: what scenarios name instead of writing it down, kept in the vault and belonging to no profile."""

import time

from app.auth.vault_names import TEST_SECRETS
from app.errors import VaultError, VaultTrouble
from app.runs.vault_access import VaultAccess
from app.scenarios.sources import VAULT_NAME
from app.secret import Secret
from app.vault.vault import Entry

SHOWN_AS = "test secret"  # where another entry of the keyring has its profile's name


class TestSecrets:
    """Keeps, gives, lists and forgets them by name; every method may block and raises VaultError.

    Where there is no keyring to trust nothing is kept, in memory neither: a later run could not find it there.
    """

    __test__ = False  # the name is that of what it keeps

    def __init__(self, access: VaultAccess) -> None:
        self._access = access

    def keep(self, name: str, secret: Secret) -> None:
        """Keep a secret in place of the one of the same name; ValueError for a name that is none."""
        self._access.keep(_entry(name, time.time()), secret)

    def read(self, name: str) -> Secret:
        """Return a secret; VaultError MISSING where there is none of that name."""
        return self._access.read(_entry(name).entry_id)

    def names(self) -> tuple[str, ...]:
        """List the names, never the secrets, in alphabetical order."""
        found = (entry.name for entry in self._access.entries() if entry.name.startswith(TEST_SECRETS))
        return tuple(sorted(name.removeprefix(TEST_SECRETS) for name in found))

    def forget(self, name: str) -> None:
        """Remove a secret; VaultError MISSING where there is none of that name."""
        if name not in self.names():
            raise VaultError(VaultTrouble.MISSING)
        self._access.forget(_entry(name).entry_id)


def is_name(name: str) -> bool:
    """Say whether a test secret may be named so: 1 to 64 letters of A to Z, digits, dots, dashes and underscores."""
    return VAULT_NAME.match(name) is not None


def _entry(name: str, saved_at: float = 0.0) -> Entry:
    if not is_name(name):
        raise ValueError(name)
    return Entry(
        profile_id="", profile_name=SHOWN_AS, client_id="", username=name, name=TEST_SECRETS + name, saved_at=saved_at
    )
