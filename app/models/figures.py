"""Times, sizes and dates as people read them: short, with their unit, in local time."""

from datetime import UTC, datetime


def duration(seconds: float) -> str:
    """Write a length of time: `84 ms`, `1.24 s`, `19 s`, `2:05 min`, `3 h 20 min`."""
    if seconds < 0.9995:
        return f"{max(seconds, 0) * 1000:.0f} ms"
    if seconds < 10:
        return f"{seconds:.2f} s"
    if seconds < 59.5:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes}:{rest:02} min"
    return f"{minutes // 60:,} h {minutes % 60} min" if minutes % 60 else f"{minutes // 60:,} h"


def stopwatch(seconds: float) -> str:
    """Write whole seconds that go on counting: `0 s`, `59 s`, `2:05`."""
    whole = max(int(seconds), 0)
    return f"{whole} s" if whole < 60 else f"{whole // 60}:{whole % 60:02}"


def countdown(seconds: float) -> str:
    """Write time that is left: `2:41`, `0:00`."""
    whole = max(int(seconds), 0)
    return f"{whole // 60}:{whole % 60:02}"


def size(count: int) -> str:
    """Write a number of bytes: `312 bytes`, `4.8 kB`, `5.00 MB`."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.1f} kB" if count < 1_000_000 else f"{count / 1_000_000:.2f} MB"


def local_time(epoch: float) -> str:
    """Write a moment in local time with its offset: `2026-11-22 08:41:05 +01:00`; empty where it is no date."""
    try:
        return datetime.fromtimestamp(epoch, UTC).astimezone().isoformat(" ", "seconds").replace("+", " +")
    except (OverflowError, OSError, ValueError):
        return ""


def distance(epoch: float, now: float) -> str:
    """Say how far away a moment is: `in 59:40 min`, `3 h 20 min ago`, `now`."""
    apart = epoch - now
    if abs(apart) < 1:
        return "now"
    return f"in {duration(apart)}" if apart > 0 else f"{duration(-apart)} ago"
