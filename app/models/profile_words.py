"""Sentences about a profile: what is wrong with it as it is typed, and what a file that was read is and lacks."""

from app.profiles.imported import Said
from app.texts import text


def problem_words(key: str) -> str:
    """Return the sentence for one of the keys of app.profiles.checks.problems."""
    return text(f"profile_problem.{key}")


def warning_words(key: str) -> str:
    """Return the sentence for one of the keys of app.profiles.checks.warnings."""
    return text(f"profile_warning.{key}")


def note_words(said: Said) -> str:
    """Return the sentence for a note of an Imported."""
    return text(f"import_note.{said.key}", **said.values)


def import_problem_words(said: Said) -> str:
    """Return the sentence for the problem of an Imported."""
    return text(f"import_problem.{said.key}", **said.values)


def kind_words(kind: str) -> str:
    """Return what kind of file it is, for people."""
    return text(f"import_kind.{kind}")
