"""What is wrong with a transcript file, in words."""

from app.errors import TranscriptError
from app.texts import text


def problem_words(error: TranscriptError) -> str:
    """Return one or two sentences; the place in the file, and what a library said, are part of them."""
    return text(f"transcript_problem.{error.problem}", where=error.where, detail=error.detail)
