"""What every vault can do: keep a secret under an entry that is not, give it back, forget it, list what it has."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from app.auth.vault_names import REFRESH_TOKEN
from app.errors import VaultTrouble
from app.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The facts about one kept secret; none of them is secret.

    One entry per profile id, app client id, the user name that Cognito returned, and the secret's name: keeping under
    the same four replaces. `saved_at` in epoch seconds. `trouble` is set where the facts themselves could not be read
    back; such an entry can only be forgotten, by its `entry_id`.
    """

    profile_id: str
    profile_name: str  # as it was when the secret was kept: profiles may be renamed
    client_id: str
    username: str
    name: str = REFRESH_TOKEN
    saved_at: float = 0.0
    flow: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    broken_id: str = ""  # only with `trouble`: the id cannot be derived then
    trouble: VaultTrouble | None = None
    in_memory: bool = False  # not in the keyring: gone when the program ends

    @property
    def entry_id(self) -> str:
        """What tells this entry from all others, safe as a file name."""
        return self.broken_id or derive_id(self.profile_id, self.client_id, self.username, self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backend:
    """Where a vault keeps its secrets. `trouble` is what the next use would run into; a locked one may be unlocked."""

    name: str  # for people; a product's name
    secure: bool  # encrypted, and still there after this run
    trouble: VaultTrouble | None = None
    detail: str = ""


class Vault(Protocol):
    """Keeps secrets. Every failure is a VaultError, and leaves what was there before; any call may block for long."""

    def describe(self) -> Backend:
        """Say where the secrets are kept, and whether that works now; never asks the person anything."""

    def keep(self, entry: Entry, secret: Secret) -> None:
        """Keep a secret, in place of the one with the same id; may make the desktop ask the person to unlock."""

    def read(self, entry_id: str) -> Secret:
        """Return a secret whole; VaultError MISSING where there is none, BROKEN_ENTRY where a part of it is lost."""

    def forget(self, entry_id: str) -> None:
        """Remove a secret and its facts; one that is not there is no error."""

    def entries(self) -> list[Entry]:
        """List the facts of all kept secrets, the newest first; those that cannot be read carry their trouble."""


def derive_id(profile_id: str, client_id: str, username: str, name: str) -> str:
    """Derive an entry's id from the four that identify it: 32 hexadecimal digits."""
    identity = json.dumps([profile_id, client_id, username, name])
    return hashlib.sha256(identity.encode()).hexdigest()[:32]
