"""The warning that this machine's clock and the server's are apart."""

from app.diagnosis.clock import Skew
from app.models.figures import duration
from app.texts import text


def clock_words(skew: Skew) -> str:
    """Say how far off the clock is, what that breaks, and what to do."""
    key = "clock.behind" if skew.seconds > 0 else "clock.ahead"
    return text(key, time=duration(round(abs(skew.seconds))))
