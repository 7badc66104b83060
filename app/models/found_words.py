"""How values of a server's lists are read, whatever it put there: as text, as a time, as how long ago that was."""

from math import isfinite

from app.models.ago import ago


def string_of(value: object) -> str:
    """Return a text as it is, an empty one for anything else."""
    return value if isinstance(value, str) else ""


def seconds_of(value: object) -> float | None:
    """Return epoch seconds, also where they were masked as text on the way; None where there are none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        seconds = float(value)
    except (ValueError, OverflowError):
        return None
    return seconds if isfinite(seconds) else None


def when(seconds: float | None, now: float) -> str:
    """Say how long ago it was; nothing where that is not known."""
    return "" if seconds is None else ago(seconds, now)
