"""Checks a request against botocore's own model of Cognito: types, required members, lengths, patterns, enums."""

import re
import unicodedata
from functools import cache
from typing import Any

from botocore.loaders import Loader

from app.practice.errors import Refusal

PYTHON_TYPES: dict[str, tuple[type, ...]] = {
    "structure": (dict,),
    "map": (dict,),
    "list": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "long": (int,),
    "timestamp": (int, float, str),
    "blob": (str,),
}
# Java's character classes for ASCII; every other character is reduced to one of these before it is matched.
CLASSES = {
    r"\p{L}": "a-zA-Zé",
    r"\p{M}": "",
    r"\p{S}": "$+<=>^`|~",
    r"\p{N}": "0-9",
    r"\p{P}": r"!-#%-*,\-./:;?@\[-\]_{}",
    r"\p{Z}": " ",
}
SHOWN = 80  # characters of a value in a message
BIGGEST = 2**63
LONGEST_MATCHED = 20_000


@cache
def model() -> dict[str, Any]:
    """The service model of cognito-idp: `operations` and `shapes`."""
    loaded: dict[str, Any] = Loader().load_service_model("cognito-idp", "service-2")
    return loaded


def check(operation: str, request: dict[str, Any]) -> dict[str, Any]:
    """The request without null members; raises SerializationException for a wrong type, and
    InvalidParameterException in Cognito's words for every broken constraint at once."""
    shape = model()["operations"][operation]["input"]["shape"]
    cleaned: dict[str, Any] = _typed(shape, request, "")
    problems = list(_problems(shape, cleaned, ""))
    if problems:
        count = f"{len(problems)} validation error{'s' if len(problems) > 1 else ''} detected: "
        raise Refusal("InvalidParameterException", count + "; ".join(problems))
    return cleaned


def has_output(operation: str) -> bool:
    """Whether the operation answers with a JSON object; the others have an empty body."""
    return "output" in model()["operations"][operation]


def _typed(name: str, value: Any, path: str) -> Any:
    """The value with its nulls left out (a null counts as absent), all types being right."""
    shape = model()["shapes"][name]
    kind = shape["type"]
    if shape.get("document"):
        return value
    if not _is_of(kind, value):
        raise Refusal("SerializationException", f"The member at '{path or 'body'}' is not a {kind}.")
    if kind == "structure":
        members = shape["members"]
        known = {key: each for key, each in value.items() if each is not None and key in members}
        return {key: _typed(members[key]["shape"], each, _join(path, _lower(key))) for key, each in known.items()}
    if kind == "map":
        return {
            key: _typed(shape["value"]["shape"], each, _join(path, key))
            for key, each in value.items()
            if each is not None
        }
    if kind == "list":
        return [
            _typed(shape["member"]["shape"], each, _join(path, f"{number}.member"))
            for number, each in enumerate((each for each in value if each is not None), start=1)
        ]
    return value


def _is_of(kind: str, value: Any) -> bool:
    if isinstance(value, bool) and kind != "boolean":
        return False
    if isinstance(value, int) and kind in ("integer", "long"):
        return abs(value) < BIGGEST
    return isinstance(value, PYTHON_TYPES[kind])


def _problems(name: str, value: Any, path: str) -> Any:
    """Each broken constraint as Cognito words it."""
    shape = model()["shapes"][name]
    kind = shape["type"]
    for constraint in _broken(shape, value):
        yield _sentence(shape, value, path, constraint)
    if shape.get("document"):
        return
    if kind == "structure":
        for member in shape.get("required", []):
            if member not in value:
                yield f"Value null at '{_join(path, _lower(member))}' {FAILED} Member must not be null"
        for member, each in value.items():
            yield from _problems(shape["members"][member]["shape"], each, _join(path, _lower(member)))
    elif kind == "map":
        for key, each in value.items():
            yield from _problems(shape["key"]["shape"], key, _join(path, "key"))
            yield from _problems(shape["value"]["shape"], each, _join(path, f"{key[:SHOWN]}.member"))
    elif kind == "list":
        for number, each in enumerate(value, start=1):
            yield from _problems(shape["member"]["shape"], each, _join(path, f"{number}.member"))


FAILED = "failed to satisfy constraint:"


def _sentence(shape: dict[str, Any], value: Any, path: str, constraint: str) -> str:
    """Values of members that the model calls sensitive are not repeated."""
    shown = "" if shape.get("sensitive") else f"'{_short(value)}' "
    return f"Value {shown}at '{path}' {FAILED} {constraint}"


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= SHOWN else text[:SHOWN] + "..."


def _broken(shape: dict[str, Any], value: Any) -> Any:
    kind = shape["type"]
    if "enum" in shape and value not in shape["enum"]:
        yield f"Member must satisfy enum value set: [{', '.join(shape['enum'])}]"
    # A value that is too long already fails; matching it could take long too.
    if "pattern" in shape and len(value) <= shape.get("max", LONGEST_MATCHED) and not matches(shape["pattern"], value):
        yield f"Member must satisfy regular expression pattern: {shape['pattern']}"
    measured, what = (value, "value") if kind in ("integer", "long") else (_length(kind, value), "length")
    if measured is not None and measured < shape.get("min", measured):
        yield f"Member must have {what} greater than or equal to {shape['min']}"
    if measured is not None and measured > shape.get("max", measured):
        yield f"Member must have {what} less than or equal to {shape['max']}"


def _length(kind: str, value: Any) -> int | None:
    return len(value) if kind in ("string", "list", "map", "blob") else None


def matches(pattern: str, value: str) -> bool:
    """Whether the whole value fits a pattern written for Java."""
    return _compiled(pattern).fullmatch(_to_ascii(value)) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    for java, python in CLASSES.items():
        pattern = pattern.replace(java, python)
    return re.compile(pattern, re.ASCII)


def _to_ascii(value: str) -> str:
    """Each character outside ASCII as one that the translated classes treat alike; \\w is ASCII in Java too, so a
    pattern with \\w must not see a letter in its place."""
    return value if value.isascii() else "".join(map(_reduced, value))


def _reduced(character: str) -> str:
    if character.isascii():
        return character
    return {"Z": " ", "C": "\x00"}.get(unicodedata.category(character)[0], "é")


def _join(path: str, part: str) -> str:
    return f"{path}.{part}" if path else part


def _lower(member: str) -> str:
    return member[:1].lower() + member[1:]
