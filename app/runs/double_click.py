"""Lets a Linux desktop open transcripts with this program: a type of file and a starter, for this person alone.

Both are small files below the person's data folder, named by the XDG Base Directory, Shared MIME-info and Desktop Entry
specifications of freedesktop.org. The desktop's own programs read them into their caches, where those are installed.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from app.files import replace_file
from app.folders import FOLDER
from app.runs.practice_process import MAIN
from app.texts import text
from app.transcript.files import SUFFIX

TYPE = "application/x-cognito-flow-transcript+json"
WEIGHT = 60  # of the pattern; 50 is the usual one, and `*.json` has that
PATIENCE = 30.0  # seconds that a program of the desktop gets
COMMAND = (sys.executable, str(MAIN))
PACKAGES: Mapping[str, str] = {  # the Debian package of each program that reads what was written
    "update-mime-database": "shared-mime-info",
    "update-desktop-database": "desktop-file-utils",
}


class Opener(StrEnum):
    """Who opens a transcript: nobody, this copy of the program, or what is there was written by another copy."""

    NOBODY = "nobody"
    THIS = "this"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How things are: the files that are, or would be, there, and the packages whose programs are missing."""

    opener: Opener
    paths: tuple[Path, ...]
    packages: tuple[str, ...] = ()


def for_this_system() -> bool:
    """Say whether there are such files here: other systems than Linux keep another book."""
    return sys.platform.startswith("linux")


def data_home(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the person's data folder; a relative `XDG_DATA_HOME` counts for nothing, as the specification has it."""
    named = Path(environment.get("XDG_DATA_HOME", ""))
    return named if named.is_absolute() else Path.home() / ".local" / "share"


def status(folder: Path, command: tuple[str, ...] = COMMAND) -> Status:
    """Look what is in a data folder; what cannot be read there is not what this copy would write."""
    wanted = _files(folder, command)
    there = {path: content for path in wanted if (content := _read(path)) is not None}
    opener = Opener.THIS if there == wanted else Opener.OTHER if there else Opener.NOBODY
    missing = tuple(package for program, package in PACKAGES.items() if shutil.which(program) is None)
    return Status(opener=opener, paths=tuple(wanted), packages=missing)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return b""


def set_up(folder: Path, command: tuple[str, ...] = COMMAND) -> None:
    """Write both files, in place of another copy's, and tell the desktop.

    OSError where one cannot be written, and then neither is new; or where a program of the desktop fails.
    """
    new: list[Path] = []
    try:
        for path, content in _files(folder, command).items():
            new += [] if path.exists() else [path]
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, content)
    except OSError:
        for path in new:
            path.unlink(missing_ok=True)
        raise
    _tell_the_desktop(folder)


def remove(folder: Path) -> None:
    """Remove both files, whoever wrote them, and nothing else; tell the desktop.

    OSError where one cannot be removed, or where a program of the desktop fails.
    """
    for path in _files(folder, COMMAND):
        path.unlink(missing_ok=True)
    _tell_the_desktop(folder)


def _files(folder: Path, command: tuple[str, ...]) -> dict[Path, bytes]:
    """Return what is written where: the type first, since the starter names it."""
    return {
        folder / "mime" / "packages" / f"{FOLDER}.xml": _type().encode(),
        folder / "applications" / f"{FOLDER}.desktop": _starter(command).encode(),
    }


def _type() -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type={quoteattr(TYPE)}>
    <comment>{escape(text("double_click.type"))}</comment>
    <sub-class-of type="application/json"/>
    <generic-icon name="text-x-generic"/>
    <glob pattern={quoteattr("*" + SUFFIX)} weight="{WEIGHT}"/>
  </mime-type>
</mime-info>
"""


def _starter(command: tuple[str, ...]) -> str:
    entries = {
        "Type": "Application",
        "Version": "1.0",
        "Name": text("about.name"),
        "Comment": text("about.what"),
        "Exec": " ".join([*map(_argument, command), "%F"]),
        "MimeType": f"{TYPE};",
        "Categories": "Development;",
        "Terminal": "false",
        "StartupWMClass": FOLDER,
    }
    lines = [f"{key}={_value(value)}\n" for key, value in entries.items()]
    return "".join(["[Desktop Entry]\n", *lines])


def _argument(word: str) -> str:
    """Quote an argument of `Exec`, and write its percent signs so that they name no field."""
    for special in '\\"`$':  # the backslash first
        word = word.replace(special, f"\\{special}")
    return f'"{word}"'.replace("%", "%%")


def _value(words: str) -> str:
    """Escape a value of type string, as all of them are: what stands in quotes is escaped a second time by that."""
    return words.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")


def _tell_the_desktop(folder: Path) -> None:
    for program, below in (("update-mime-database", "mime"), ("update-desktop-database", "applications")):
        found = shutil.which(program)
        if found is None or not (folder / below).is_dir():
            continue
        try:
            run = subprocess.run(  # noqa: S603 - the desktop's own program, no shell
                [found, str(folder / below)], capture_output=True, text=True, timeout=PATIENCE, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise TimeoutError(f"{program} does not end") from error
        if run.returncode:
            raise OSError(f"{program}: {run.stderr.strip()[-300:] or run.returncode}")
