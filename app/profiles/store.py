"""The person's own profiles, in one TOML file that is fit for git: it never holds a secret.

Other programs write it, too, a person's editor among them: each change reads it anew, touches its own entries only, and
leaves comments and order as they are. What cannot be read is never overwritten.
"""

import os
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from errno import EINVAL
from pathlib import Path
from typing import TYPE_CHECKING, Self

from app.errors import ProfileError
from app.files import held, replace_file
from app.profiles.profile import Profile

if TYPE_CHECKING:
    from app.profiles.edit import Cut

BOM = "\ufeff"
TRIES = 20  # an editor does not save more often than that in a moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """Profiles that were taken out of the file, and what brings them back to their places."""

    cuts: "tuple[Cut, ...]" = ()
    before: str = ""  # the file as it was, and as it was left
    after: str = ""

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """What was taken out."""
        return tuple(cut.profile for cut in self.cuts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changed:
    """The file's text before and after a change, and what it says now."""

    before: str
    after: str
    profiles: tuple[Profile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A file's text with plain line ends, and what Windows' editors put around it."""

    content: str
    mark: str
    end: str

    @classmethod
    def of(cls, raw: str) -> Self:
        """Take a file apart."""
        windows = raw.count("\n") > 0 and raw.count("\n") == raw.count("\r\n")
        content = raw.removeprefix(BOM)
        return cls(
            content=content.replace("\r\n", "\n") if windows else content,
            mark=BOM if raw.startswith(BOM) else "",
            end="\r\n" if windows else "\n",
        )

    def whole(self, content: str) -> str:
        """Put another content into the same shape."""
        return self.mark + (content if self.end == "\n" else content.replace("\n", self.end))


def load(path: Path) -> tuple[Profile, ...]:
    """Return the profiles of a file, none where there is no file.

    Raises ProfileError naming the place in the file that cannot be read. What is readable but not usable, as a profile
    without region, is let through: `Profile.check` says so when it is used.
    """
    if not path.is_file():
        return ()
    try:
        return _parsed(path, _Text.of(_read(path)).content)
    except (OSError, ValueError) as error:  # bad UTF-8 is a ValueError
        raise ProfileError(str(path), str(error)) from error


def new_id(name: str, taken: Iterable[str] = ()) -> str:
    """Return an id that no other profile has, here or in another branch, and that a person knows again."""
    words = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:32].strip("-") or "profile"
    ids = set(taken)
    while (found := f"{words}-{secrets.token_hex(3)}") in ids:
        pass
    return found


class ProfilesFile:
    """Changes the file. Every method raises ProfileError, and leaves the file as it is where it does."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def is_at(self, path: Path) -> bool:
        """Say whether a path leads to this file, by whatever links and spellings."""
        return os.path.realpath(path) == os.path.realpath(self._path)

    def load(self) -> tuple[Profile, ...]:
        """Return the profiles, none where there is no file."""
        return load(self._path)

    def save(self, profiles: Iterable[Profile], known: Mapping[str, Profile] | None = None) -> tuple[Profile, ...]:
        """Put profiles in, each in place of the one with its id, new ones at the end; return all that are there then.

        `known` is what the person saw, by id: members that are still the same are left to whoever changed the file.
        """
        from app.profiles import edit  # tomlkit takes its time

        wanted = tuple(profiles)
        return self._change(lambda content: edit.put(content, wanted, known or {})).profiles

    def remove(self, ids: Iterable[str]) -> Removed:
        """Take profiles out; those that are not there are no error."""
        from app.profiles import edit

        wanted = tuple(ids)
        cuts: list[Cut] = []

        def without(content: str) -> str:
            after, cuts[:] = edit.cut(content, wanted)
            return after

        done = self._change(without)
        return Removed(cuts=tuple(cuts), before=done.before, after=done.after)

    def restore(self, removed: Removed) -> tuple[Profile, ...]:
        """Bring removed profiles back: to the letter where nothing changed since, else to their places."""
        from app.profiles import edit

        return self._change(
            lambda content: removed.before if content == removed.after else edit.paste(content, removed.cuts)
        ).profiles

    def _change(self, change: Callable[[str], str]) -> _Changed:
        """Read, change and replace the file, and again where somebody wrote it meanwhile."""
        target = Path(os.path.realpath(self._path))  # a link stays a link
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with held(target.with_name(f".{target.name}.lock")):
                for _ in range(TRIES):
                    raw = _read(target)
                    done = self._changed(_Text.of(raw), change)
                    if _read(target) == raw:
                        if done.after != done.before:
                            replace_file(target, _Text.of(raw).whole(done.after).encode())
                        return done
        except (OSError, ValueError) as error:
            raise ProfileError(str(self._path), str(error)) from error
        raise ProfileError(str(self._path), "another program keeps writing it")

    def _changed(self, text: _Text, change: Callable[[str], str]) -> _Changed:
        _parsed(self._path, text.content)
        after = change(text.content)
        return _Changed(before=text.content, after=after, profiles=_parsed(self._path, after))


def _read(path: Path) -> str:
    """Return what is in a file, nothing where there is none; OSError or ValueError where that is no text."""
    if not path.exists():
        return ""
    if not path.is_file():  # a folder, or a pipe that would never end
        raise OSError(EINVAL, os.strerror(EINVAL))
    return path.read_bytes().decode("utf-8")


def _parsed(path: Path, content: str) -> tuple[Profile, ...]:
    from app.profiles.stored import parse  # msgspec takes its time, and most windows open without this file

    try:
        return parse(content)
    except ValueError as error:
        raise ProfileError(str(path), str(error)) from error
