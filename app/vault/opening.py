"""Opens the vault of this machine."""

from pathlib import Path

from app.vault import backends
from app.vault.keyring_vault import KeyringVault
from app.vault.vault import Vault


def open_vault(data_folder: Path) -> Vault:
    """Return the vault on this machine's keyring; `data_folder` gets the facts, never a secret.

    Opening touches nothing. Where there is no keyring to trust, `describe` says why, every `keep` and `read` fails with
    the same trouble, and the facts of earlier saved sign-ins can still be listed.
    """
    return KeyringVault(data_folder, backends.choose)
