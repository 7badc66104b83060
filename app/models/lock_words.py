"""What is to be said of a user's failed attempts: how many there were, and how long Cognito refuses everything yet."""

from math import ceil

from app.diagnosis.attempts import FREE_FAILURES, Meter
from app.models.figures import duration, stopwatch
from app.texts import text


def lock_words(meter: Meter, now: float) -> str:
    """Say what a meter shows at a time, in epoch seconds; nothing where no attempt failed and none is locked."""
    left = meter.locked_until - now
    if left > 0:
        return text("lock.locked" if meter.estimated else "lock.told", left=_left(ceil(left)))
    if not meter.failures:
        return ""
    key = "lock.failure" if meter.failures == 1 else "lock.failures"
    said = text(key, count=meter.failures)
    return f"{said} {text('lock.next' if meter.failures >= FREE_FAILURES - 1 else 'lock.free', free=FREE_FAILURES)}"


def _left(seconds: int) -> str:
    return stopwatch(seconds) if seconds < 60 else duration(seconds)
