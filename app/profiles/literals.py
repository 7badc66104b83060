"""Reads the objects that are written out in a JavaScript, TypeScript or Dart file, without running anything.

What is computed, as `process.env.REGION`, is not known: it is COMPUTED. The effort is bounded, whatever the file is.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

DEEPEST = 64
MOST_TOKENS = 200_000  # a long aws-exports.js has a thousand
MOST_STEPS = 400_000  # tokens looked at, some of them again
TOKEN = re.compile(
    r"""
    (?P<space>\s+|//[^\n]*|/\*.*?\*/)
  | (?P<block>r?'''.*?'''|r?\"\"\".*?\"\"\")
  | (?P<string>r?"(?:[^"\\\n]|\\.)*"|r?'(?:[^'\\\n]|\\.)*')
  | (?P<template>`(?:[^`\\]|\\.)*`)
  | (?P<number>-?(?:0[xX][0-9a-fA-F]+|\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?))
  | (?P<word>[A-Za-z_$][\w$]*)
  | (?P<other>\.\.\.|.)
    """,
    re.VERBOSE | re.DOTALL,
)
WORDS = {"true": True, "false": False, "null": None, "undefined": None}
CLOSES = {"{": "}", "[": "]", "(": ")"}
LONGEST_NUMBER = 20  # digits; Python refuses to read 4300


class _Computed:
    def __repr__(self) -> str:
        return "computed"


COMPUTED: Final = _Computed()  # stands for a value that only the program itself knows


class _NoLiteralError(Exception):
    """Here is no object that is written out."""


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def written_objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield the outermost objects of a file in order, those in its texts of several lines (Dart), too."""
    reader = _Reader(text)
    while (found := reader.next_object()) is not None:
        yield found


class _Reader:
    def __init__(self, text: str) -> None:
        kinds = ((match.lastgroup or "", match[0]) for match in TOKEN.finditer(text))
        written = (_Token(kind, token) for kind, token in kinds if kind != "space")
        self._tokens = list(islice(written, MOST_TOKENS))
        self._at = 0
        self._steps = 0

    def next_object(self) -> dict[str, Any] | None:
        """Return the next object that can be read, None where there is none any more."""
        while self._at < len(self._tokens) and self._steps < MOST_STEPS:
            token, begin = self._tokens[self._at], self._at
            if token.kind == "block":
                self._at += 1
                if (found := _within(token.text)) is not None:
                    return found
                continue
            if token.text == "{":
                try:
                    return self._object(0)
                except _NoLiteralError:
                    self._at = begin
            self._at += 1
            self._steps += 1
        return None

    def _object(self, depth: int) -> dict[str, Any]:
        self._expect("{")
        if depth > DEEPEST:
            raise _NoLiteralError
        found: dict[str, Any] = {}
        while self._peek().text != "}":
            if self._peek().text in ("...", "["):
                self._skip_expression()
            else:
                key = _key(self._take())
                found[key] = COMPUTED
                if self._peek().text == ":":
                    self._take()
                    found[key] = self._value(depth + 1)
                else:
                    self._skip_expression()
            self._comma("}")
        self._take()
        return found

    def _array(self, depth: int) -> list[Any]:
        self._expect("[")
        if depth > DEEPEST:
            raise _NoLiteralError
        found = []
        while self._peek().text != "]":
            found.append(self._value(depth + 1))
            self._comma("]")
        self._take()
        return found

    def _value(self, depth: int) -> Any:
        """Read a value; one that goes on, as `'a' + b`, is computed."""
        token = self._peek()
        if token.text == "{":
            found: Any = self._object(depth)
        elif token.text == "[":
            found = self._array(depth)
        else:
            found = _plain(token)
            if found is not COMPUTED:
                self._take()
        if self._peek().text in (",", "}", "]"):
            return found
        is_typed = self._peek().text in ("as", "satisfies")  # TypeScript
        self._skip_expression()
        return found if is_typed else COMPUTED

    def _skip_expression(self) -> None:
        open_: list[str] = []
        while True:
            token = self._peek()
            if not open_ and token.text in (",", "}", "]"):
                return
            if token.text in CLOSES and token.kind == "other":
                open_.append(CLOSES[token.text])
            elif open_ and token.text == open_[-1]:
                open_.pop()
            elif token.kind == "other" and token.text in ("}", "]", ")", ";"):
                raise _NoLiteralError
            self._take()

    def _comma(self, end: str) -> None:
        if self._peek().text == ",":
            self._take()
        elif self._peek().text != end:
            raise _NoLiteralError

    def _expect(self, text: str) -> None:
        if self._take().text != text:
            raise _NoLiteralError

    def _peek(self) -> _Token:
        if self._at >= len(self._tokens) or self._steps > MOST_STEPS:
            raise _NoLiteralError
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._peek()
        self._at += 1
        self._steps += 1
        return token


def _within(block: str) -> dict[str, Any] | None:
    """Return the JSON object that a text of several lines is, as in Flutter's amplifyconfiguration.dart."""
    try:
        found = json.loads(block.removeprefix("r")[3:-3], parse_int=_integer)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _key(token: _Token) -> str:
    if token.kind in ("word", "number"):
        return token.text
    if token.kind == "string":
        return _unquoted(token.text)
    raise _NoLiteralError


def _plain(token: _Token) -> Any:
    match token.kind:
        case "string":
            return _unquoted(token.text)
        case "template" if "${" not in token.text:
            return _unquoted(token.text)
        case "number" if "x" not in token.text.lower():
            return _number(token.text.replace("_", ""))
        case "word":
            return WORDS.get(token.text, COMPUTED)
    return COMPUTED


def _number(text: str) -> int | float:
    return float(text) if any(mark in text for mark in ".eE") else _integer(text)


def _integer(text: str) -> int:
    """Return a number, 0 for one that nobody means."""
    return int(text) if len(text) <= LONGEST_NUMBER else 0


def _unquoted(text: str) -> str:
    if text.startswith("r"):  # Dart's raw text
        return text[2:-1]
    inner = text[1:-1]
    return re.sub(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.)", _escaped, inner, flags=re.DOTALL)


def _escaped(match: re.Match[str]) -> str:
    mark = match[1]
    if len(mark) > 1:
        return chr(int(mark[1:], 16))
    return {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\n": ""}.get(mark, mark)
