"""The lock after wrong passwords and codes: five are free, then it doubles from a second to about a quarter of an hour.

Source: Cognito's documentation of sign-in. An attempt during the lock is refused and does not make it longer.
"""

from app.practice.state import Attempts

FREE_FAILURES = 5
LONGEST_LOCK = 900.0  # seconds
QUIET = 900.0  # seconds without a failure after which the count starts again


def locked(attempts: Attempts, now: float) -> bool:
    """Whether an attempt is refused whatever it carries."""
    return now < attempts.locked_until


def count_failure(attempts: Attempts, now: float) -> None:
    """Remember a wrong password or code."""
    if now - attempts.last_failure >= QUIET:
        attempts.failures = 0
    attempts.failures += 1
    attempts.last_failure = now
    if attempts.failures >= FREE_FAILURES:
        attempts.locked_until = now + min(2.0 ** (attempts.failures - FREE_FAILURES), LONGEST_LOCK)


def forget_failures(attempts: Attempts) -> None:
    """Start again after a right password or code."""
    attempts.failures = 0
    attempts.last_failure = 0.0
    attempts.locked_until = 0.0
