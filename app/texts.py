"""Texts for people by key, from resources/texts/en.toml, and the pages that explain, from texts/explain."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

LONGEST_NAME = 64  # longer ones are no file of ours, and too long for some file systems
RESOURCES = Path(__file__).resolve().parent.parent / "resources"


def text(key: str, /, **values: object) -> str:
    """Return the text of a key with `{name}` filled in; raise KeyError where there is none."""
    found = _lookup(key)
    if found is None:
        raise KeyError(key)
    return found.format_map({name: str(value) for name, value in values.items()}) if values else found


def has_text(key: str) -> bool:
    """Say whether a key has a text."""
    return _lookup(key) is not None


def text_or(key: str, otherwise: str = "") -> str:
    """Return the text of a key that a server's word is part of, or what else is to be said where there is none."""
    return text(key) if has_text(key) else otherwise


def explanation(name: str) -> str:
    """Return the Markdown page that explains a flow, a challenge or an error; an empty string where there is none."""
    if len(name) > LONGEST_NAME or not name.replace("_", "").isalnum():  # it may be a server's word: no path in it
        return ""
    page = RESOURCES / "texts" / "explain" / f"{name}.md"
    return page.read_text("utf-8") if page.is_file() else ""


def _lookup(key: str) -> str | None:
    found: Any = _texts()
    for part in key.split("."):
        if not isinstance(found, dict) or part not in found:
            return None
        found = found[part]
    return found if isinstance(found, str) else None


@cache
def _texts() -> dict[str, Any]:
    with (RESOURCES / "texts" / "en.toml").open("rb") as file:
        return tomllib.load(file)
