"""Waits for a condition up to a deadline; no test sleeps for a fixed time."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

BETWEEN_LOOKS = 0.02  # seconds


def wait_for(condition: Callable[[], T], what: str, seconds: float = 10.0) -> T:
    """Look until `condition` returns something true and return it; fail naming `what` after `seconds`."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() >= deadline:
            raise AssertionError(f"waited {seconds:g} s in vain for {what}")
        pause.wait(BETWEEN_LOOKS)
