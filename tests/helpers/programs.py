"""Programs and files that a test needs from the machine: without them it is skipped by name, or fails under CI."""

import os
import shutil
from pathlib import Path

import pytest


def require_program(name: str, *, apt: str) -> str:
    """Return the path of a program; otherwise skip and name its Debian package (under CI: fail)."""
    found = shutil.which(name)
    if found is None:
        give_up(f"the program {name} is not installed (apt-get install {apt})")
    return str(found)


def require_file(path: str, *, apt: str) -> str:
    """Return the path of a file of a Debian package; otherwise skip and name the package (under CI: fail)."""
    if not Path(path).exists():
        give_up(f"{path} is not installed (apt-get install {apt})")
    return path


def give_up(reason: str) -> None:
    """Skip the test for something that the machine lacks; under CI that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(f"CI must have it: {reason}", pytrace=False)
    pytest.skip(reason)
