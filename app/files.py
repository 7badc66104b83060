"""Files that several programs write: one at a time, and each time whole or not at all."""

import contextlib
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

UNFINISHED = ".new"  # how the name of a file ends that is not whole yet


@contextlib.contextmanager
def held(lock: Path) -> Iterator[None]:
    """Hold a lock file, made where there is none, as long as the context lasts; waits for the program that has it.

    The system lets go of it when this program dies. OSError where the folder takes no file.
    """
    with lock.open("ab") as file:
        _lock(file)
        yield


def replace_file(path: Path, content: bytes, *, private: bool = False) -> None:
    """Replace a file, or make it: after a crash there is the old one or the new one, never half of one.

    What is replaced keeps its permissions, unless `private`: then only its owner may read it. A link stays a link, and
    what is no file, as /dev/null or a pipe, is written to and never replaced. OSError leaves a file as it was.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        path.write_bytes(content)
        return
    path = Path(os.path.realpath(path))
    unfinished = path.with_name(f".{path.name[:64]}.{secrets.token_hex(4)}{UNFINISHED}")
    mode = 0o600 if private else 0o666
    try:
        with open(unfinished, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            if path.exists() and not private:
                os.chmod(unfinished, stat.S_IMODE(path.stat().st_mode))
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    settle(path.parent)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)  # gives up after ten tries of a second

    def settle(folder: Path) -> None:
        """Windows settles a renaming by itself."""

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)

    def settle(folder: Path) -> None:
        """Make a renaming outlast a power cut."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
