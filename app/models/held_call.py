"""A held call's members as JSON that a person can edit, with marks in the place of its secrets."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from app.runs.hold import masked
from app.secret import Secret
from app.texts import text

SHORTEST = 4  # characters of a secret that is hunted inside other texts
DEEPEST = 60  # braces and brackets in each other; a call has four
MARK = re.compile(r"••(\d{1,9})••")


class EditProblem(Exception):
    """What was typed is no call's members: `words` say why, `line` and `column` (from 1) where, 0 for nowhere."""

    def __init__(self, words: str, line: int = 0, column: int = 0) -> None:
        super().__init__(line, column)
        self.words = words
        self.line = line
        self.column = column


class HeldText:
    """`••1••` stands for the first secret, also within a longer string: moved elsewhere it is still that secret."""

    def __init__(self, params: Mapping[str, Any]) -> None:
        self._params = params
        self._secrets = list(dict.fromkeys(_secrets(params)))

    @property
    def has_secrets(self) -> bool:
        """Whether there is something to reveal."""
        return bool(self._secrets)

    def masked(self) -> str:
        """Return the members as the flow gave them, with marks for secrets."""
        return json.dumps(self._params, indent=2, ensure_ascii=False, default=self._plain)

    def reveal(self, typed: str) -> str:
        """Return what is typed with the secrets in place of their marks."""
        return MARK.sub(lambda mark: _inside(self._of(mark).reveal()) if self._knows(mark) else mark.group(), typed)

    def mask(self, typed: str) -> str:
        """Return what is typed with marks in place of this call's secrets, also where something was added to one.

        A short one is taken only as a whole string: inside others its characters may be anything.
        """
        for place, secret in enumerate(self._secrets, 1):
            if secret.reveal():
                typed = typed.replace(json.dumps(secret.reveal(), ensure_ascii=False), f'"{_mark(place)}"')
        for place, secret in enumerate(self._secrets, 1):
            if len(secret.reveal()) >= SHORTEST:
                typed = typed.replace(_inside(secret.reveal()), _mark(place))
        return typed

    def read(self, typed: str) -> Mapping[str, Any] | None:
        """Return the members that are typed, None where they are the flow's own; raises EditProblem."""
        try:
            found = json.loads(typed)
        except json.JSONDecodeError as error:
            words = text("hold.not_json", problem=error.msg, line=error.lineno, column=error.colno)
            raise EditProblem(words, error.lineno, error.colno) from None
        except (RecursionError, ValueError):  # a number of thousands of digits is no JSONDecodeError
            raise EditProblem(text("hold.too_much")) from None
        if not isinstance(found, dict):
            raise EditProblem(text("hold.not_object"))
        members: Mapping[str, Any] = self._unmarked(found, DEEPEST)
        return None if members == self._unmarked(json.loads(self.masked()), DEEPEST) else members

    def learn(self, typed: str) -> None:
        """Take what was typed where a secret belongs for a secret, too; EditProblem where nobody can tell."""
        known = {each.reveal() for each in self._secrets}
        parts = [each for each in known if len(each) >= SHORTEST]
        for each in dict.fromkeys(_secrets(masked(self.read(typed) or {}))):
            value = each.reveal()
            if value and value not in known and not any(part in value for part in parts):  # what was added may be seen
                self._secrets.append(each)

    def _unmarked(self, value: Any, room: int) -> Any:
        if room < 0:
            raise EditProblem(text("hold.too_much"))
        if isinstance(value, dict):
            return {name: self._unmarked(each, room - 1) for name, each in value.items()}
        if isinstance(value, list):
            return [self._unmarked(each, room - 1) for each in value]
        return self._string(value) if isinstance(value, str) else value

    def _string(self, value: str) -> str | Secret:
        for mark in MARK.finditer(value):
            if not self._knows(mark):
                raise EditProblem(text("hold.unknown_dots", dots=mark.group()))
        whole = MARK.sub(lambda mark: self._of(mark).reveal(), value)
        return Secret(whole) if MARK.search(value) or Secret(whole) in self._secrets else whole

    def _knows(self, mark: re.Match[str]) -> bool:
        return 0 < int(mark.group(1)) <= len(self._secrets)

    def _of(self, mark: re.Match[str]) -> Secret:
        return self._secrets[int(mark.group(1)) - 1]

    def _plain(self, value: object) -> object:
        if isinstance(value, Secret):
            return _mark(self._secrets.index(value) + 1)
        return dict(value) if isinstance(value, Mapping) else str(value)


def _mark(place: int) -> str:
    return f"••{place}••"


def _inside(value: str) -> str:
    """Return a value as it stands between a JSON string's quotes."""
    return json.dumps(value, ensure_ascii=False)[1:-1]


def _secrets(value: object) -> Iterator[Secret]:
    if isinstance(value, Secret):
        yield value
    inside = value.values() if isinstance(value, Mapping) else value if isinstance(value, tuple | list) else ()
    for each in inside:
        yield from _secrets(each)
