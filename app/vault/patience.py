"""Waits for a vault no longer than a person would: a keyring that hangs costs one wait, not one for each call."""

import queue
import threading
from collections.abc import Callable
from typing import NoReturn, TypeVar

from app.errors import VaultError, VaultTrouble
from app.vault import secret_service

T = TypeVar("T")


class Patience:
    """Runs calls on daemon threads and gives up on those that take too long; one of these per vault."""

    def __init__(
        self, *, is_asking: Callable[[], bool] = secret_service.is_asking, for_a_person: float = 120.0
    ) -> None:
        """`for_a_person`: how many more seconds a call gets where `is_asking` says that a prompt is open."""
        self._is_asking = is_asking
        self._for_a_person = for_a_person
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
        outcome = _wait(outcomes, seconds)
        if outcome is None and self._is_asking():
            outcome = _wait(outcomes, self._for_a_person)
        if outcome is None:
            self._hung = thread
            raise VaultError(VaultTrouble.HANGS, f"{seconds:g} s")
        return outcome()


def _wait(outcomes: "queue.SimpleQueue[Callable[[], T]]", seconds: float) -> Callable[[], T] | None:
    try:
        return outcomes.get(timeout=seconds)
    except queue.Empty:
        return None


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
