"""Which keyring backend to trust: the best of those that are known to encrypt, and no other."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

import keyring.backend
import keyring.backends.fail
import keyring.core
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend

from app.errors import VaultTrouble

# By module: a backend comes as one class per module, and each system's name for it.
NAMES = {
    "keyring.backends.SecretService": "Secret Service",
    "keyring.backends.libsecret": "Secret Service",
    "keyring.backends.kwallet": "KWallet",
    "keyring.backends.Windows": "Windows Credential Manager",
    "keyring.backends.macOS": "macOS Keychain",
}
ON_THE_SECRET_SERVICE = frozenset({"keyring.backends.SecretService", "keyring.backends.libsecret"})
EMPTY = frozenset({"keyring.backends.fail", "keyring.backends.null"})
WINDOWS_LIMIT = 600  # characters an entry; Windows takes 1,280 UTF-16 units, and a character may be two of them
NO_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The backend to use, or why there is none; `detail` names what was found instead."""

    backend: KeyringBackend | None = None
    name: str = ""
    trouble: VaultTrouble | None = None
    detail: str = ""

    @property
    def on_the_secret_service(self) -> bool:
        """Whether it stands on the D-Bus service that may be locked, or have no collection."""
        return self.backend is not None and _module(self.backend) in ON_THE_SECRET_SERVICE

    @property
    def limit(self) -> int:
        """How many characters one entry takes."""
        return WINDOWS_LIMIT if self.backend and _module(self.backend) == "keyring.backends.Windows" else NO_LIMIT


def choose() -> Choice:
    """Choose the backend: the one that the person configured for keyring, else the best of this machine."""
    try:
        configured = keyring.core.load_env() or keyring.core.load_config()
    except (ImportError, AttributeError, RuntimeError, ValueError) as error:  # it names one that cannot be loaded here
        return Choice(trouble=VaultTrouble.NO_BACKEND, detail=str(error))
    return judge([configured] if configured is not None else installed())


def installed() -> list[KeyringBackend]:
    """Return the backends that work here now, the best first; looked up anew: a keyring may start later."""
    keyring.backend.get_all_keyring()  # its first call loads what other packages bring
    working: list[KeyringBackend] = []
    for backend in KeyringBackend.get_viable_backends():
        if backend is not ChainerBackend:
            with suppress(TypeError):  # one that cannot be made without being told more
                working.append(backend())
    return sorted(working, key=lambda backend: float(backend.priority), reverse=True)


def judge(backends: Iterable[KeyringBackend]) -> Choice:
    """Take the first backend that is known to encrypt; without one, say what the others are."""
    members = [member for backend in backends for member in _members(backend)]
    for member in members:
        if _module(member) in NAMES:
            return Choice(backend=member, name=NAMES[_module(member)])
    strangers = [member for member in members if _module(member) not in EMPTY]
    for stranger in strangers:
        if "plaintext" in _full_name(stranger).lower():
            return Choice(trouble=VaultTrouble.PLAIN_TEXT, detail=_full_name(stranger))
    if strangers:
        return Choice(trouble=VaultTrouble.UNKNOWN_BACKEND, detail=_full_name(strangers[0]))
    return Choice(trouble=VaultTrouble.NO_BACKEND, detail=", ".join(_full_name(member) for member in members))


def _members(backend: KeyringBackend) -> list[KeyringBackend]:
    """A chainer is what it chains."""
    return list(backend.backends) if isinstance(backend, ChainerBackend) else [backend]


def _module(backend: KeyringBackend) -> str:
    return type(backend).__module__


def _full_name(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"
