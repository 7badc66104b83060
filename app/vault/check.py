"""Tries the keyring: which backend it is, whether it keeps, gives back and forgets, how long a value it takes.

What is tried stands under a name of its own and is removed in the end; what the keyring holds already is not touched.
"""

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from keyring.backend import KeyringBackend

from app.errors import VaultError, VaultTrouble
from app.vault import secret_service
from app.vault.backends import EMPTY, NAMES, Choice, choose, judge
from app.vault.keyring_vault import PRODUCT, keyring_troubles

SERVICE = f"{PRODUCT}: keyring check"
FIRST = 32  # characters of the value that is written, read and removed
LONGEST = 16_384  # characters; nothing that is kept here comes near it
MOMENT = 0.3  # seconds
CLOSE = 16  # characters between the longest value that was taken and the shortest that was not
STEPS = ("unlock", "write", "read", "delete", "measure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One step and how it ended: `trouble` None where it worked, `skipped` where an earlier one failed.

    `longest` is only with "measure": the most characters that came back whole; `at_least` where more were not tried.
    """

    step: str  # one of STEPS
    seconds: float = 0.0
    trouble: VaultTrouble | None = None
    detail: str = ""
    skipped: bool = False
    longest: int = 0
    at_least: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A backend that the keyring library knows.

    `verdict` is "used", "good", "not_here" or a VaultTrouble; `detail` is why it cannot be used here, in the library's
    words.
    """

    name: str
    verdict: str
    detail: str = ""


class KeyringCheck:
    """One check. Each step may block for long; `finish` has to be called at the end, whatever happened."""

    def __init__(
        self,
        choose: Callable[[], Choice] = choose,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], object] = time.sleep,
    ) -> None:
        self.choice = choose()
        self._clock = clock
        self._pause = pause
        self._written = False
        self._account = f"check {secrets.token_hex(8)}"
        self._value = _text_of(FIRST)

    def run(self, step: str) -> Tried:
        """Try one of STEPS and say how it ended; never raises."""
        began = self._clock()
        try:
            longest, at_least = getattr(self, f"_{step}")() or (0, False)
        except VaultError as error:
            return Tried(step=step, seconds=self._clock() - began, trouble=error.trouble, detail=error.detail)
        return Tried(step=step, seconds=self._clock() - began, longest=longest, at_least=at_least)

    def finish(self) -> None:
        """Remove what was written, where it is still there."""
        if self._written:
            with suppress(VaultError):
                self._remove()

    def _unlock(self) -> None:
        if self.choice.backend is None:
            raise VaultError(self.choice.trouble or VaultTrouble.NO_BACKEND, self.choice.detail)
        if self.choice.on_the_secret_service:
            with keyring_troubles():
                secret_service.make_ready()

    def _write(self) -> None:
        self._set(self._value)

    def _read(self) -> None:
        found = self._get()
        if found is None:
            raise VaultError(VaultTrouble.MISSING)
        if found != self._value:
            raise VaultError(VaultTrouble.BROKEN_ENTRY)

    def _delete(self) -> None:
        """Remove the value and look whether it is gone, but not at once.

        gnome-keyring ends by an assertion in GLib when it is asked for an item that is just going away (seen with 42.1,
        about once in 300 times).
        """
        self._remove()
        self._pause(MOMENT)
        if self._get() is not None:
            raise VaultError(VaultTrouble.OTHER)

    def _measure(self) -> tuple[int, bool]:
        """Double the length until the keyring refuses it, then halve the difference; each value replaces the last."""
        try:
            return self._measured()
        finally:
            self.finish()

    def _measured(self) -> tuple[int, bool]:
        taken, refused = 0, FIRST
        while self._takes(refused):
            taken, refused = refused, 2 * refused
            if taken >= LONGEST:
                return taken, True
        while refused - taken > CLOSE:
            middle = (taken + refused) // 2
            taken, refused = (middle, refused) if self._takes(middle) else (taken, middle)
        return taken, False

    def _takes(self, length: int) -> bool:
        """Whether a value of so many characters comes back whole; a keyring that went away is no answer to that."""
        value = _text_of(length)
        try:
            self._set(value)
            return self._get() == value
        except VaultError as error:
            if error.trouble is not VaultTrouble.OTHER:
                raise
            return False

    def _set(self, value: str) -> None:
        with self._used() as backend:
            self._written = True  # also where it fails: the backend may have written it all the same
            backend.set_password(SERVICE, self._account, value)

    def _get(self) -> str | None:
        with self._used() as backend:
            return backend.get_password(SERVICE, self._account)

    def _remove(self) -> None:
        with self._used() as backend:
            backend.delete_password(SERVICE, self._account)
        self._written = False

    @contextmanager
    def _used(self) -> Iterator[KeyringBackend]:
        """Give the backend, unless the Secret Service is in trouble, for which the library has one error only."""
        assert self.choice.backend is not None
        if self.choice.on_the_secret_service and (trouble := secret_service.trouble()):
            raise VaultError(trouble)
        with keyring_troubles():
            yield self.choice.backend


def candidates(choice: Choice) -> Iterator[Candidate]:
    """Say of each backend that the keyring library has loaded why it is used, or why not; those that work first."""
    import keyring.backend

    keyring.backend.get_all_keyring()  # its first call loads what other packages bring
    found = [_candidate(each, choice) for each in KeyringBackend._classes if each.__module__ not in EMPTY]
    yield from sorted((each for each in found if each), key=lambda each: (each.verdict == "not_here", each.name))


def _candidate(backend: type[KeyringBackend], choice: Choice) -> Candidate | None:
    name = f"{backend.__module__}.{backend.__qualname__}"
    if name.endswith("ChainerBackend"):
        return None  # it is what it chains
    try:
        float(backend.priority)
    except Exception as error:  # noqa: BLE001 - backends come from anywhere; the reason is their own words
        return Candidate(name=name, verdict="not_here", detail=str(error))
    if choice.backend is not None and type(choice.backend) is backend:
        return Candidate(name=name, verdict="used")
    if backend.__module__ in NAMES:
        return Candidate(name=name, verdict="good")
    with suppress(Exception):
        trouble = judge([backend()]).trouble
        return Candidate(name=name, verdict=(trouble or VaultTrouble.UNKNOWN_BACKEND).value)
    return Candidate(name=name, verdict=VaultTrouble.UNKNOWN_BACKEND.value)


def _text_of(length: int) -> str:
    """Return a made-up value as tokens are: letters and digits, a dot, a dash."""
    return f".-{secrets.token_hex(length)}"[:length]
