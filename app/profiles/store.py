"""The person's own profiles, in one TOML file that is fit for git: it never holds a secret."""

from pathlib import Path

from app.errors import ProfileError
from app.profiles.profile import Profile


def load(path: Path) -> tuple[Profile, ...]:
    """Return the profiles of a file, none where there is no file.

    Raises ProfileError naming the place in the file that cannot be read. What is readable but not usable, as a profile
    without region, is let through: `Profile.check` says so when it is used.
    """
    if not path.is_file():
        return ()
    from app.profiles.stored import parse  # msgspec takes its time, and most windows open without this file

    try:
        return parse(path.read_text("utf-8"))
    except (OSError, ValueError) as error:  # bad UTF-8 and bad TOML are ValueErrors
        raise ProfileError(str(path), str(error)) from error
