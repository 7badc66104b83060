"""Files of scenarios: one is begun, or gets one more at its end; what a person wrote in it stays as it is."""

from pathlib import Path

from app.files import replace_file
from app.scenarios.reading import read
from app.scenarios.scenario import Scenario, ScenarioError
from app.scenarios.writing import write

HEAD = "[[scenario]]"


def add(path: Path, scenario: Scenario) -> int:
    """Put a scenario at the end of a file, or into a new one; return how many are in it then.

    Raises ScenarioError where the file is none of scenarios, where the name is taken, and where it cannot be written:
    the file is then as it was.
    """
    try:
        before = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise ScenarioError("", "unreadable", error.strerror or "", str(path)) from error
    _check(before, str(path))
    made = write((scenario,))
    after = before.rstrip() + b"\n\n" + made[made.index(HEAD) :].encode() if before else made.encode()
    found = _read_again(after, str(path))
    try:
        replace_file(path, after)
    except OSError as error:
        raise ScenarioError("", "unwritable", error.strerror or "", str(path)) from error
    return len(found)


def _check(before: bytes, file: str) -> None:
    """Say what is wrong with a file before anything is added; that there is no scenario yet is not."""
    try:
        read(before, file)
    except ScenarioError as error:
        if error.problem != "none":
            raise


def _read_again(after: bytes, file: str) -> tuple[Scenario, ...]:
    try:
        return read(after, file)
    except ScenarioError as error:
        if error.problem == "no_toml":  # it was TOML before: its scenarios stand in one list, to which none is added
            raise ScenarioError("", "not_listed", "", file) from error
        raise
