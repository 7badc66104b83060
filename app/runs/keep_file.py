"""Writes a file that a person asked for: after a failure there is the old one or the new one, never half of one."""

import os
import tempfile
from pathlib import Path


def write_private(path: Path, content: str) -> None:
    """Put a text into a file that only its owner may read; raises OSError, and leaves what was there before."""
    handle, unfinished = tempfile.mkstemp(prefix=f".{path.name[:64]}.", dir=path.parent)  # made readable for us alone
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
