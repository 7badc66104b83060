"""Regular expressions that a person types while a window waits: RE2 searches in time that grows only with the text.

Python's own engine tries one way after the other and may never end (`(a+)+b`), and nothing can stop it. What RE2 cannot
do (back references, looking ahead) is refused by PatternError.
"""

from collections.abc import Callable
from typing import Any

from app.auth.steps import whole_characters

LONGEST = 200  # characters of an expression
LONGEST_TEXT = 4000  # characters that are looked at: what a person reads on a row is far shorter
MEMORY = 8 << 20  # bytes that one expression may take: with less, RE2 soon searches a hundred times slower
MOST_STEPS = 1500  # of RE2's program: each may cost time at each character
NOT_IN_RE2 = ("invalid perl operator", "invalid escape sequence")  # of what other engines understand
TOO_MUCH = ("pattern too large", "invalid repetition size", "nests too deeply", "DFA out of memory")


class PatternError(Exception):
    """An expression is none, or none of those that can be searched; `at` is the place in it, from 0."""

    def __init__(self, problem: str, at: int = 0, detail: str = "") -> None:
        super().__init__(problem)
        self.problem = problem  # "regex", "regex_kind" or "regex_long"
        self.at = at
        self.detail = detail


def compiled(pattern: str) -> Callable[[str], bool]:
    """Return what says whether an expression occurs in a text, in whatever case; PatternError where it cannot."""
    if len(pattern) > LONGEST:
        raise PatternError("regex_long", LONGEST)
    import re2  # not before the first expression is typed

    options = re2.Options()
    options.case_sensitive, options.log_errors, options.max_mem = False, False, MEMORY
    try:
        found = re2.compile(whole_characters(pattern), options)
    except re2.error as error:
        raise _refusal(pattern, error.args[0]) from None
    if found.programsize > MOST_STEPS:
        raise PatternError("regex_long")
    return lambda text: found.search(whole_characters(text[:LONGEST_TEXT])) is not None


def _refusal(pattern: str, said: Any) -> PatternError:
    """Say what RE2 said: what is wrong, and after a colon the part that it is wrong with."""
    words = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    what, _, part = words.partition(": ")
    at = max(pattern.find(part), 0)
    if what.startswith(NOT_IN_RE2):
        return PatternError("regex_kind", at)
    return PatternError("regex_long", at) if what.startswith(TOO_MUCH) else PatternError("regex", at, what)
