"""Labels in place of values: the same value has the same label, wherever it stands or recurs in a text."""

import json
import re
from collections.abc import Iterator
from itertools import count
from urllib.parse import quote

from app.seal import OWN_WORDS, SHORTEST_KNOWN
from app.transcript.kinds import APART, COMMON, EMAIL, LABEL, NAMES, PHONE, SHAPES, USER

SHORTEST_COMMON = 8  # a shorter value of those kinds may well be a harmless word


class Labels:
    """Collects values first, then gives their labels. A label never tells more than the kind and the order."""

    def __init__(self, keep_names: bool = False) -> None:
        self._keep_names = keep_names
        self._kinds: dict[str, str] = {}  # by value
        self._highest: dict[str, int] = {}  # the numbers that are taken already, by kind
        self._labels: dict[str, str] = {}
        self._all = self._few = LABEL

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
        numbers = {kind: count(self._highest.get(kind, 0) + 1) for kind in set(self._kinds.values())}
        for value, kind in self._kinds.items():
            if not (self._keep_names and kind in NAMES):
                self._labels[value] = self._of_mask(value, kind) or f"<{kind}-{next(numbers[kind])}>"
        looked_for = [(value, kind) for value, kind in self._kinds.items() if value in self._labels]
        self._forms = {form: self._labels[value] for value, _ in looked_for for form in _forms(value)}
        self._all = _pattern(looked_for)
        self._few = _pattern([(value, kind) for value, kind in looked_for if kind != USER])

    def of(self, kind: str, value: str) -> str:
        """Return the label of a collected value, or the value itself where names are kept."""
        return self._labels.get(_key(kind, value), value)

    def within(self, text: str, *, users: bool = True) -> str:
        """Return a text with labels for all values that recur in it; without `users` not for mere user names."""
        return (self._all if users else self._few).sub(self._replaced, text)

    def _replaced(self, found: re.Match[str]) -> str:
        text = found.group()
        return self._forms.get(text) or self._forms.get(text.casefold(), text)

    def _of_mask(self, value: str, kind: str) -> str:
        """Return the label of the one address or number that a mask of Cognito's stands for, if it is known."""
        if "*" not in value or kind not in (EMAIL, PHONE):
            return ""
        shape = re.compile(".*".join(map(re.escape, re.split(r"\*+", value))))
        meant = [each for each, its in self._kinds.items() if its == kind and "*" not in each and shape.fullmatch(each)]
        return self._labels.get(meant[0], "") if len(meant) == 1 else ""


def _key(kind: str, value: str) -> str:
    return value.casefold() if kind == EMAIL else value  # Cognito's directory does not tell their cases apart


def _rank(kind: str) -> int:
    return 1 if kind in NAMES else 2 if kind in COMMON or kind in APART else 0


def _pattern(values: list[tuple[str, str]]) -> re.Pattern[str]:
    """Return what finds each of these values in a text; labels first, so that those are left as they are."""
    parts = sorted({part for value, kind in values for part in _parts(value, kind)}, key=len, reverse=True)
    return re.compile("|".join([LABEL.pattern, *parts]))


def _parts(value: str, kind: str) -> Iterator[str]:
    if kind in APART or value in OWN_WORDS:
        return
    if kind == USER:
        yield from (rf"(?<!\w){re.escape(form)}(?!\w)" for form in _forms(value) if form)
    elif kind in NAMES:
        yield from (f"(?i:{re.escape(form)})" if kind == EMAIL else re.escape(form) for form in _forms(value) if form)
    elif len(value) >= (SHORTEST_COMMON if kind in COMMON else SHORTEST_KNOWN):
        yield from map(re.escape, _forms(value))


def _forms(value: str) -> set[str]:
    """Return a value as it is, as it stands in JSON and as it stands in a URL."""
    whole = value.encode("utf-8", "replace")
    return {value, json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1], quote(whole, safe="")}
