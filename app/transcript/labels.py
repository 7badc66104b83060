"""Labels in place of values: the same value has the same label, wherever it stands or recurs in a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.seal import OWN_WORDS, SHORTEST_KNOWN, is_standing
from app.spellings import spellings
from app.transcript.kinds import APART, COMMON, EMAIL, LABEL, NAMES, PHONE, SHAPES, SUB, USER

WORDS = frozenset({USER, SUB, "attribute", "claim"})  # kinds whose values are often words of a language
TELLING = 6  # characters, from which on a user name with a digit or mark in it is no part of another word
SHORTEST_COMMON = 8  # a shorter value of those kinds may well be a harmless word


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """One way in which a value may recur in a text."""

    text: str
    kind: str
    label: str

    @property
    def caseless(self) -> bool:
        """Whether it counts in any case: user pools rarely tell cases apart, but a short name may be a word."""
        if self.kind != USER:  # a password may be an address: the same one stands elsewhere in other letters
            return self.kind == EMAIL or ("@" in self.text and SHAPES.fullmatch(self.text) is not None)
        return len(self.text) >= TELLING and not self.text.isalpha() and self.text.isascii()

    @property
    def pattern(self) -> str:
        """A name or a claim that may be a word, or a part of one, counts only as a word; a code only as a number."""
        plain = re.escape(self.text)
        if self.text.isdecimal() and len(self.text) < 2 * TELLING:
            return rf"(?<!\d){plain}(?!\d)"
        if self.kind in WORDS and (len(self.text) < TELLING or (self.text.isalpha() and len(self.text) < 2 * TELLING)):
            return rf"(?<!\w){plain}(?!\w)"
        return f"(?i:{plain})" if self.caseless else plain


class Labels:
    """Collects values first, then gives their labels. A label never tells more than the kind and the order."""

    def __init__(self, keep_names: bool = False) -> None:
        self._keep_names = keep_names
        self._kinds: dict[str, str] = {}  # by value
        self._highest: dict[str, int] = {}  # the numbers that are taken already, by kind
        self._labels: dict[str, str] = {}
        self._forms: dict[str, _Form] = {}  # the longest first
        self._caseless: dict[str, _Form] = {}  # those that count in any case, in small letters
        self._known: tuple[dict[str, str], dict[str, str]] = ({}, {})  # texts that were looked into, and what became

    def add(self, kind: str, value: str) -> None:
        """Take a value in; where it stands under several kinds, the most telling one counts."""
        key = _key(kind, value)
        if key and LABEL.fullmatch(key):
            return
        known = self._kinds.get(key)
        if known is None or _rank(kind) < _rank(known):
            self._kinds[key] = kind

    def read(self, text: str) -> None:
        """Take in what a text tells of persons, and which labels are in it already."""
        if "<" in text:
            for label in LABEL.findall(text):
                kind, _, number = label[1:-1].rpartition("-")
                self._highest[kind] = max(self._highest.get(kind, 0), int(number))
        if not self._keep_names and ("@" in text or "+" in text or "_" in text):
            for found in SHAPES.finditer(text):
                self.add(str(found.lastgroup), found.group())

    def settle(self) -> None:
        """Number what was collected; from now on labels can be had."""
        for value, kind in self._kinds.items():
            if not (self._keep_names and kind in NAMES):
                self._labels[value] = self._of_mask(value, kind) or self._next(kind)
        found = {
            form.text: form for value, kind in self._kinds.items() if value in self._labels
            for form in _forms(value, kind, self._labels[value])
        }  # fmt: skip
        self._forms = dict(sorted(found.items(), key=lambda item: len(item[0]), reverse=True))
        self._caseless = {form.text.lower(): form for form in found.values() if form.caseless}

    def of(self, kind: str, value: str) -> str:
        """Return the label of a collected value, or the value itself where names are kept."""
        return self._labels.get(_key(kind, value), value)

    def within(self, text: str, *, users: bool = True) -> str:
        """Return a text with labels for all values that recur in it; without `users` not for mere user names."""
        if is_standing(text):
            return text
        known = self._known[users]
        if text not in known:
            known[text] = self._replaced(text, users)
        return known[text]

    def _next(self, kind: str) -> str:
        self._highest[kind] = self._highest.get(kind, 0) + 1
        return f"<{kind}-{self._highest[kind]}>"

    def _replaced(self, text: str, users: bool) -> str:
        lower = text.lower()
        here = [
            form for form in self._forms.values()
            if (form.text in text or (form.caseless and form.text.lower() in lower)) and (users or form.kind != USER)
        ]  # fmt: skip
        if here:
            pattern = "|".join([LABEL.pattern, *(form.pattern for form in here)])  # labels first: they are left alone
            text = re.sub(pattern, self._label, text)
        # Where a secret stood in the middle of an address, the rest may be one, too.
        while here and not self._keep_names and (rest := SHAPES.search(text)):
            text = text[: rest.start()] + self._next(str(rest.lastgroup)) + text[rest.end() :]
        return text

    def _label(self, found: re.Match[str]) -> str:
        form = self._forms.get(found.group()) or self._caseless.get(found.group().lower())
        return form.label if form else found.group()

    def _of_mask(self, value: str, kind: str) -> str:
        """Return the label of the one address or number that a mask of Cognito's stands for, if it is known."""
        if "*" not in value or kind not in (EMAIL, PHONE):
            return ""
        shape = re.compile(".*".join(map(re.escape, re.split(r"\*+", value))))
        meant = [each for each, its in self._kinds.items() if its == kind and "*" not in each and shape.fullmatch(each)]
        return self._labels.get(meant[0], "") if len(meant) == 1 else ""


def _key(kind: str, value: str) -> str:
    return value.lower() if kind == EMAIL and value.isascii() else value  # their cases are rarely told apart


def _rank(kind: str) -> int:
    return 1 if kind in NAMES else 2 if kind in COMMON or kind in APART else 0


def _forms(value: str, kind: str, label: str) -> Iterator[_Form]:
    """A value as it is looked for in texts, in whichever spelling."""
    shortest = 1 if kind in NAMES else SHORTEST_COMMON if kind in COMMON else SHORTEST_KNOWN
    if kind in APART or value in OWN_WORDS or len(value) < shortest:
        return
    for form in spellings(value):
        yield _Form(text=form, kind=kind, label=label)
