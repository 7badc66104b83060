"""Faults on purpose: calls that are slow, refused as too many, answered with a server error, or not answered at all."""

import math
import threading
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

LONGEST_DELAY = 120.0  # seconds
SERVER_ERRORS = (500, 502, 503, 504)
MOST_CALLS, MOST_FAULTS = 1000, 50


class Kind(StrEnum):
    """What goes wrong."""

    DELAY = "delay"
    ERROR = "error"
    THROTTLE = "throttle"
    DROP = "drop"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What goes wrong with calls: `operation` is empty for all of them, `left` None for always.

    `seconds` are a delay's, `status` (one of SERVER_ERRORS) an error's.
    """

    kind: Kind
    operation: str = ""
    left: int | None = None
    seconds: float = 0.0
    status: int = 500


class Faults:
    """The faults that are to come; safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._coming: list[Fault] = []

    def put(self, faults: list[Fault]) -> None:
        """Let these be all the faults there are."""
        with self._lock:
            self._coming = list(faults)

    def now(self) -> list[Fault]:
        """Those that are still to come, with the calls that are left to each."""
        with self._lock:
            return list(self._coming)

    def take(self, operation: str) -> list[Fault]:
        """The faults of a call of this operation: all delays, then the first of the others. Each is used once."""
        with self._lock:
            fitting = [fault for fault in self._coming if fault.operation in ("", operation)]
            delays = [fault for fault in fitting if fault.kind == Kind.DELAY]
            taken = delays + [fault for fault in fitting if fault.kind != Kind.DELAY][:1]
            after = [_used(fault) if any(fault is each for each in taken) else fault for fault in self._coming]
            self._coming = [fault for fault in after if fault.left != 0]
        return taken


def _used(fault: Fault) -> Fault:
    return fault if fault.left is None else replace(fault, left=fault.left - 1)


def read(given: Any, operations: frozenset[str]) -> list[Fault]:
    """Faults as the control endpoint is given them; raises ValueError, which says what is wrong."""
    if not isinstance(given, list) or len(given) > MOST_FAULTS:
        raise ValueError(f"faults has to be a list of at most {MOST_FAULTS}.")
    return [_fault(each, operations) for each in given]


def _fault(given: Any, operations: frozenset[str]) -> Fault:
    if not isinstance(given, dict) or not set(given) <= {"kind", "operation", "left", "seconds", "status"}:
        raise ValueError("A fault has kind, operation, left, seconds and status, and nothing else.")
    kind, operation, left = given.get("kind"), given.get("operation", ""), given.get("left")
    seconds, status = given.get("seconds", 0), given.get("status", 500)
    if kind not in list(Kind):
        raise ValueError(f"kind has to be one of {', '.join(Kind)}.")
    if operation and operation not in operations:
        raise ValueError("operation has to be empty or the name of an operation.")
    if left is not None and (type(left) is not int or not 1 <= left <= MOST_CALLS):
        raise ValueError(f"left has to be null or a number from 1 to {MOST_CALLS}.")
    if type(seconds) not in (int, float) or not math.isfinite(seconds) or not 0 <= seconds <= LONGEST_DELAY:
        raise ValueError(f"seconds has to be a number from 0 to {LONGEST_DELAY:g}.")
    if status not in SERVER_ERRORS:
        raise ValueError(f"status has to be one of {', '.join(map(str, SERVER_ERRORS))}.")
    return Fault(kind=Kind(kind), operation=operation, left=left, seconds=float(seconds), status=status)


def written(fault: Fault) -> dict[str, Any]:
    """A fault as the control endpoint says it, and is given it."""
    return {"kind": fault.kind.value, "operation": fault.operation, "left": fault.left, "seconds": fault.seconds,
            "status": fault.status}
