"""Waits for a vault no longer than a person would: a keyring that hangs costs one wait, not one for each call."""

import queue
import threading
from collections.abc import Callable
from typing import NoReturn, TypeVar

from app.errors import VaultError, VaultTrouble

T = TypeVar("T")


class Patience:
    """Runs calls on daemon threads and gives up on those that take too long; one of these per vault."""

    def __init__(self) -> None:
        self._hung: threading.Thread | None = None

    @property
    def hangs(self) -> bool:
        """Whether a call that was given up is still going on."""
        return self._hung is not None and self._hung.is_alive()

    def with_patience(self, function: Callable[[], T], seconds: float = 10.0) -> T:
        """Return what `function` returns or raise what it raises; VaultError HANGS after `seconds`.

        As long as a call that was given up goes on, every later one fails at once: it would wait behind it. The
        late result is dropped.
        """
        if self.hangs:
            raise VaultError(VaultTrouble.HANGS)
        outcomes: queue.SimpleQueue[Callable[[], T]] = queue.SimpleQueue()
        thread = threading.Thread(target=lambda: outcomes.put(_outcome(function)), name="keyring", daemon=True)
        thread.start()
        try:
            outcome = outcomes.get(timeout=seconds)
        except queue.Empty:
            self._hung = thread
            raise VaultError(VaultTrouble.HANGS, f"{seconds:g} s") from None
        return outcome()


def _outcome(function: Callable[[], T]) -> Callable[[], T]:
    try:
        result = function()
    except BaseException as error:  # noqa: BLE001 - whatever it is, it belongs to the thread that waits
        return _raising(error)
    return lambda: result


def _raising(error: BaseException) -> Callable[[], NoReturn]:
    def again() -> NoReturn:
        raise error

    return again
