"""This program's version, as pyproject.toml has it."""

import tomllib
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


@cache
def own_version() -> str:
    """Return the version, such as "1.0.0"."""
    with PROJECT.open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])
