"""How far the practice clock may be ahead of the machine's, or behind it."""

import math
from typing import Any

FARTHEST = 20 * 366 * 24 * 60 * 60  # seconds


def offset_of(value: Any) -> float:
    """An offset in seconds from a decoded JSON value; raises ValueError."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("The clock's offset has to be a number of seconds.")
    if not math.isfinite(value) or abs(value) > FARTHEST:
        raise ValueError("The clock's offset is too large.")
    return float(value)
