"""What reading a file of scenarios checks again and again: its kinds of values, and names that nobody knows."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from app.scenarios.scenario import ScenarioError

LONGEST_NAME = 64  # characters of a name of the file that a message repeats


def table(value: object, where: str) -> dict[str, Any]:
    """Return a table as it is; ScenarioError for anything else."""
    if not isinstance(value, dict):
        raise ScenarioError(where, "not_table")
    return value


def text(value: object, where: str) -> str:
    """Return a text as it is; ScenarioError for anything else, and for an empty one."""
    if not isinstance(value, str):
        raise ScenarioError(where, "not_text")
    if not value.strip():
        raise ScenarioError(where, "empty")
    return value


def flag(value: object, where: str) -> bool:
    """Return true or false as it is; ScenarioError for anything else."""
    if not isinstance(value, bool):
        raise ScenarioError(where, "not_flag")
    return value


def needed(found: Mapping[str, Any], key: str, where: str) -> str:
    """Return a text that has to be there."""
    if key not in found:
        raise ScenarioError(where, "missing", key)
    return text(found[key], below(where, key))


def only(found: Iterable[str], allowed: Iterable[str], where: str) -> None:
    """Raise ScenarioError for the first key that is not allowed."""
    names = tuple(allowed)
    for key in found:
        if key not in names:
            raise unknown(below(where, key), key, names)


def unknown(where: str, name: str, allowed: Iterable[str]) -> ScenarioError:
    """Return the error for a name that is not known there: it says the nearest one, or all."""
    names = tuple(allowed)
    near = get_close_matches(name[:LONGEST_NAME], names, 1)
    return ScenarioError(where, "unknown_near", near[0]) if near else ScenarioError(where, "unknown", ", ".join(names))


def below(where: str, key: str) -> str:
    """Return the place of a key within another place."""
    return f"{where}.{key[:LONGEST_NAME]}" if where else key[:LONGEST_NAME]
