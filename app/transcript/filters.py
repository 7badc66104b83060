"""The filter language of timeline and history: plain words, terms such as `~error limit`, `!`, `&`, `|`, parentheses.

As in mitmproxy's filters: parts beside each other must all fit, `&` binds tighter than `|`, and what stands in quotes
is one value. A term's value is a regular expression (app/transcript/patterns.py); a term without one fits whatever has
any; a plain word is looked for as it stands. Case never counts.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from app.transcript.patterns import PatternError, compiled

TERMS = ("flow", "user", "profile", "error", "challenge", "op", "status", "note", "marked")
WORDS = ""  # the name of the texts in which plain words are looked for
BARE = frozenset({"marked"})  # takes no value
BEGINS = frozenset({"status"})  # fits from the beginning: `~status 4` is 400 and 403, and not 204
LONGEST = 1000  # characters of a filter
DEEPEST = 50  # parentheses and `!` inside each other

_TOKEN = re.compile(
    r"\s*(?:(?P<sign>[()&|!])|(?P<term>~[\w-]*)|(?P<quoted>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
    r"|(?P<open>[\"'])|(?P<word>[^\s()&|]+))",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\([\"'])")


class Subject(Protocol):
    """What a filter is asked about."""

    def texts(self, name: str) -> Sequence[str]:
        """Return what it has of a term, or of WORDS; an empty string, or none, where it has nothing."""


Fits = Callable[[Subject], bool]


class FilterError(Exception):
    """A filter is written wrong: `problem` is a key of the texts `filter.problem`, `at` the place in it, from 0."""

    def __init__(self, problem: str, at: int, detail: str = "") -> None:
        super().__init__(f"{problem} at {at}")
        self.problem = problem
        self.at = at
        self.detail = detail


def parsed(wanted: str) -> Fits | None:
    """Return what says whether a subject fits; None for an empty filter. FilterError where it is written wrong."""
    if len(wanted) > LONGEST:
        raise FilterError("long", LONGEST)
    tokens = _tokens(wanted)
    return _Parser(tokens, len(wanted)).whole() if tokens else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    """`kind` is "sign", "term", "quoted" or "word"; `at` is where it begins."""

    kind: str
    text: str
    at: int


def _tokens(wanted: str) -> list[_Token]:
    found, place = [], 0
    end = len(wanted.rstrip())
    while place < end:
        match = _TOKEN.match(wanted, place, end)
        assert match is not None  # a word takes whatever is nothing else
        kind = str(match.lastgroup)
        at, words = match.start(kind), match.group(kind)
        if kind == "open":
            raise FilterError("quote", at, words)
        found.append(_Token(kind=kind, text=_ESCAPED.sub(r"\1", words[1:-1]) if kind == "quoted" else words, at=at))
        place = match.end()
    return found


class _Parser:
    """Reads tokens from left to right; each method returns what it has read."""

    def __init__(self, tokens: list[_Token], end: int) -> None:
        self._tokens = tokens
        self._end = end
        self._place = 0
        self._depth = 0

    def whole(self) -> Fits:
        """Read all of it."""
        fits = self._any_of()
        if (left := self._next) is not None:  # only a parenthesis can be left
            raise FilterError("closed", left.at)
        return fits

    @property
    def _next(self) -> _Token | None:
        return self._tokens[self._place] if self._place < len(self._tokens) else None

    def _took(self, sign: str) -> bool:
        token = self._next
        if token is None or token.kind != "sign" or token.text != sign:
            return False
        self._place += 1
        return True

    def _any_of(self) -> Fits:
        parts = [self._all_of()]
        while self._took("|"):
            parts.append(self._all_of())
        return parts[0] if len(parts) == 1 else lambda subject: any(part(subject) for part in parts)

    def _all_of(self) -> Fits:
        parts = [self._one()]
        while self._took("&") or ((token := self._next) is not None and (token.kind, token.text) not in _ENDS):
            parts.append(self._one())
        return parts[0] if len(parts) == 1 else lambda subject: all(part(subject) for part in parts)

    def _one(self) -> Fits:
        token = self._next
        if token is None or (token.kind, token.text) in (*_ENDS, ("sign", "&")):
            raise FilterError("missing", self._end if token is None else token.at)
        self._place += 1
        if token.kind == "term":
            return self._term(token)
        if token.kind == "sign":
            return self._inner(token)
        wanted = token.text.casefold()
        return lambda subject: any(wanted in each.casefold() for each in subject.texts(WORDS))

    def _inner(self, sign: _Token) -> Fits:
        self._depth += 1
        if self._depth > DEEPEST:
            raise FilterError("deep", sign.at)
        if sign.text == "!":
            part = self._one()
            fits: Fits = lambda subject: not part(subject)  # noqa: E731
        else:
            fits = self._any_of()
            if not self._took(")"):
                raise FilterError("open", sign.at)
        self._depth -= 1
        return fits

    def _term(self, token: _Token) -> Fits:
        name = token.text[1:].lower()
        if name not in TERMS:
            raise FilterError("term", token.at, token.text)
        value = self._next
        if name in BARE or value is None or value.kind not in ("word", "quoted"):
            return lambda subject: any(subject.texts(name))
        self._place += 1
        search = _search(name, value)
        return lambda subject: any(search(each) for each in subject.texts(name) if each)


_ENDS = (("sign", "|"), ("sign", ")"))


def _search(name: str, value: _Token) -> Callable[[str], bool]:
    before = "^(?:" if name in BEGINS else ""
    try:
        compiled(value.text)  # on its own: what is wrong with it is to be said of what was typed
        return compiled(f"{before}{value.text})" if before else value.text)
    except PatternError as error:
        quote = 1 if value.kind == "quoted" else 0
        raise FilterError(error.problem, value.at + quote + error.at, error.detail) from error
