"""Sentences about a profile: what is wrong with it as it is typed, and what a file that was read is and lacks."""

from app.texts import text


def problem_words(key: str) -> str:
    """Return the sentence for one of the keys of app.profiles.checks.problems."""
    return text(f"profile_problem.{key}")


def warning_words(key: str) -> str:
    """Return the sentence for one of the keys of app.profiles.checks.warnings."""
    return text(f"profile_warning.{key}")
