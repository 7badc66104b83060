"""What the filter language understands, and what is wrong with a filter, in words."""

from app.texts import text
from app.transcript.filters import BARE, TERMS, FilterError

SIGNS = (("!", "not"), ("&", "and"), ("|", "or"))


def problem_words(error: FilterError) -> str:
    """Say where a filter is wrong, and that it hides nothing."""
    said = text(f"filter.problem.{error.problem}", at=error.at + 1, detail=error.detail)
    return text("filter.wrong", problem=said)


def help_rows() -> list[tuple[str, str]]:
    """Return what can be written, each with what it finds."""
    terms = [(f"~{name}" if name in BARE else f"~{name} …", text(f"filter.what.{name}")) for name in TERMS]
    signs = [(sign, text(f"filter.what.{name}")) for sign, name in SIGNS]
    return [(text("filter.words"), text("filter.what.words")), *terms, *signs]
