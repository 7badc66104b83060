"""Keeps secrets in the operating system's keyring, and the facts about them in the index.

The order is what makes it safe: the facts before the secret, so that no secret is ever unknown; the new parts beside
the old ones, then the head, which switches from old to new at once, and only then the old parts away. A failure, or a
kill, at any point leaves the old secret readable; what it leaves over is known to the index and goes with the next
saving.
"""

import secrets
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError
from msgspec import structs

from app.errors import VaultError, VaultTrouble
from app.secret import Secret
from app.vault import parts, secret_service
from app.vault.backends import Choice, choose
from app.vault.index import Index, Record, record_of
from app.vault.vault import Backend, Entry, Vault

PRODUCT = "Cognito Flow Explorer"
LONGEST_WORD = 200  # characters of a name within the title of a keyring entry
# Errors of keyring and of what it stands on, by class name: most of those classes exist on one system only.
TROUBLES = {
    "NoKeyringError": VaultTrouble.NO_BACKEND,
    "SecretServiceNotAvailableException": VaultTrouble.NO_BACKEND,
    "OSError": VaultTrouble.NO_BACKEND,  # the bus, or the daemon behind it, went away
    "EOFError": VaultTrouble.NO_BACKEND,
    "LockedException": VaultTrouble.LOCKED,
    "KeychainDenied": VaultTrouble.DENIED,
    "KeyringLocked": VaultTrouble.DENIED,
    "PromptDismissedException": VaultTrouble.DENIED,
}


def open_vault(data_folder: Path) -> Vault:
    """Return the vault on this machine's keyring; `data_folder` gets the facts, never a secret.

    Opening touches nothing. Where there is no keyring to trust, `describe` says why, every `keep` and `read` fails with
    the same trouble, and the facts of earlier saved sign-ins can still be listed.
    """
    return KeyringVault(data_folder, choose)


class KeyringVault:
    """A vault on the backend that `choose` returns; asked again as long as there is none."""

    def __init__(self, data_folder: Path, choose: Callable[[], Choice], *, limit: int | None = None) -> None:
        """`limit` is how many characters one keyring entry takes, where it is to be less than the backend's own."""
        self._index = Index(data_folder)
        self._choose = choose
        self._chosen: Choice | None = None
        self._limit = limit

    def describe(self) -> Backend:
        """Say which backend it is, and what its next use would run into."""
        choice = self._choice()
        if choice.backend is None:
            return Backend(name=choice.name, secure=False, trouble=choice.trouble, detail=choice.detail)
        try:
            with keyring_troubles():
                trouble = secret_service.trouble() if choice.on_the_secret_service else None
        except VaultError as error:
            return Backend(name=choice.name, secure=True, trouble=error.trouble, detail=error.detail)
        return Backend(name=choice.name, secure=True, trouble=trouble)

    def keep(self, entry: Entry, secret: Secret) -> None:
        """Keep a secret; where that fails, what was kept under the same id before is still there."""
        choice, backend = self._ready()
        generation = secrets.token_hex(8)
        pieces = parts.split(secret.reveal(), generation, self._limit or choice.limit)
        with self._index.held():
            old = self._old_record(entry.entry_id)
            # The title stays what it was when the entry was new: under another one the old secret would not be found.
            service = old.service if old else service_name(entry)
            new = record_of(entry, service, [(generation, len(pieces))])
            leftovers = old.savings if old else []
            self._index.write(entry.entry_id, record_of(entry, service, [*leftovers, *new.savings]))
            try:
                _write(backend, entry.entry_id, new, pieces)
            except VaultError:
                self._take_back(backend, entry.entry_id, new, old)
                raise
            with suppress(VaultError):  # it is kept; what is left over goes the next time
                if old is not None:
                    _clear(backend, entry.entry_id, old, with_head=False)
                self._index.write(entry.entry_id, new)

    def read(self, entry_id: str) -> Secret:
        """Return a secret whole."""
        _, backend = self._ready()
        with self._index.held():
            record = self._index.read(entry_id)
            if record is None:
                raise VaultError(VaultTrouble.MISSING)
            first = _get(backend, record.service, _account(record.name, entry_id))
            if first is None:
                raise VaultError(VaultTrouble.MISSING)
            try:
                head = parts.read_head(first)
                names = _tail_names(record.service, entry_id, record.name, head.generation, head.count)
                found = [_get(backend, *name) for name in names]
                return Secret(parts.join(head, [part for part in found if part is not None]))
            except ValueError:
                raise VaultError(VaultTrouble.BROKEN_ENTRY) from None  # the error's text may quote the secret

    def forget(self, entry_id: str) -> None:
        """Remove a secret from the keyring, then its facts.

        Where the facts are damaged only they are removed: nothing says under which name the secret is.
        """
        _, backend = self._ready()
        with self._index.held():
            record = self._old_record(entry_id)
            if record is not None:
                _clear(backend, entry_id, record, with_head=True)
            self._index.remove(entry_id)

    def entries(self) -> list[Entry]:
        """List the facts; they can be read without the keyring, whatever state it is in."""
        return self._index.entries()

    def _choice(self) -> Choice:
        if self._chosen is None or self._chosen.backend is None:
            self._chosen = self._choose()
        return self._chosen

    def _ready(self) -> tuple[Choice, KeyringBackend]:
        choice = self._choice()
        if choice.backend is None:
            raise VaultError(choice.trouble or VaultTrouble.NO_BACKEND, choice.detail)
        if choice.on_the_secret_service:
            with keyring_troubles():
                secret_service.make_ready()
        return choice, choice.backend

    def _old_record(self, entry_id: str) -> Record | None:
        try:
            return self._index.read(entry_id)
        except VaultError as error:
            if error.trouble is not VaultTrouble.BROKEN_ENTRY:
                raise
            return None

    def _take_back(self, backend: KeyringBackend, entry_id: str, new: Record, old: Record | None) -> None:
        """After a failed saving: its parts away, and the facts as they were; what cannot go now stays known."""
        restored: Record | None = structs.replace(old, savings=[*old.savings, *new.savings]) if old else new
        with suppress(VaultError):
            if not _has_switched(backend, entry_id, new):
                _clear(backend, entry_id, new, with_head=False)
                restored = old
        with suppress(VaultError):
            if restored is None:
                self._index.remove(entry_id)
            else:
                self._index.write(entry_id, restored)


def service_name(entry: Entry) -> str:
    """Name a keyring entry so that a person who looks into the keyring knows what it is for."""
    words = [_word(entry.profile_name), _word(entry.client_id), _word(entry.username)]
    return f"{PRODUCT}: {' | '.join(words)}"


def _word(word: str) -> str:
    """Leave out what no keyring takes in a name: control characters and halves of surrogate pairs."""
    return "".join(c for c in word if unicodedata.category(c) not in ("Cc", "Cs"))[:LONGEST_WORD]


def _account(name: str, entry_id: str) -> str:
    return f"{name} {entry_id}"


def _tail_names(service: str, entry_id: str, name: str, generation: str, count: int) -> Iterator[tuple[str, str]]:
    """Where the parts after the head are: each under a service of its own, as Windows has one entry per service."""
    for number in range(2, count + 1):
        yield f"{service} | part {number} of {count}", f"{_account(name, entry_id)} {generation}"


def _write(backend: KeyringBackend, entry_id: str, record: Record, pieces: list[str]) -> None:
    """Write the parts, the head last: with it the new secret is there."""
    (generation, count), *_ = record.savings
    names = _tail_names(record.service, entry_id, record.name, generation, count)
    for (service, account), piece in zip(names, pieces[1:], strict=True):
        _set(backend, service, account, piece)
    _set(backend, record.service, _account(record.name, entry_id), pieces[0])


def _has_switched(backend: KeyringBackend, entry_id: str, record: Record) -> bool:
    """Whether the head is that of this saving: a backend may fail after it has written."""
    first = _get(backend, record.service, _account(record.name, entry_id))
    return first is not None and parts.is_head_of(first, record.savings[0][0])


def _clear(backend: KeyringBackend, entry_id: str, record: Record, *, with_head: bool) -> None:
    """Delete the parts that a record knows of; the head first, so that nobody reads half of them."""
    if with_head:
        _delete(backend, record.service, _account(record.name, entry_id))
    for generation, count in record.savings:
        for service, account in _tail_names(record.service, entry_id, record.name, generation, count):
            _delete(backend, service, account)


def _get(backend: KeyringBackend, service: str, account: str) -> str | None:
    with keyring_troubles():
        return backend.get_password(service, account)


def _set(backend: KeyringBackend, service: str, account: str, value: str) -> None:
    with keyring_troubles(quote=False):
        backend.set_password(service, account, value)


def _delete(backend: KeyringBackend, service: str, account: str) -> None:
    with keyring_troubles():
        try:
            backend.delete_password(service, account)
        except PasswordDeleteError:
            if backend.get_password(service, account) is not None:  # otherwise it was gone already
                raise


@contextmanager
def keyring_troubles(*, quote: bool = True) -> Iterator[None]:
    """Turn what a backend raises into a VaultError; with `quote` off without its words: they might hold the secret."""
    try:
        yield
    except VaultError:
        raise
    except Exception as error:  # noqa: BLE001 - backends come from anywhere and raise anything
        names = [cls.__name__ for cls in type(error).__mro__]
        trouble = next((TROUBLES[name] for name in names if name in TROUBLES), VaultTrouble.OTHER)
        detail = f"{type(error).__name__}: {error}" if quote else type(error).__name__
        raise VaultError(trouble, detail) from (error if quote else None)


