"""What may be told of a fault of this program: where it happened, not what values it happened with."""

import traceback
from pathlib import PurePath


def bug_report(error: BaseException) -> str:
    """Return an exception's type and the places it came through, without its message, which may hold secrets."""
    frames = traceback.extract_tb(error.__traceback__)
    places = (f"{PurePath(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
    return "\n".join([type(error).__name__, *places])
