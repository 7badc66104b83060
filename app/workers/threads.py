"""What work on a thread has in common, whatever it works on."""

import contextlib
import logging
from collections.abc import Iterator

from PySide6.QtCore import QObject
from shiboken6 import isValid

from app.bug_report import bug_report

log = logging.getLogger(__name__)


@contextlib.contextmanager
def working(owner: QObject, what: str) -> Iterator[None]:
    """Do some work that tells by the owner's signals; a defect in it is logged, and what comes after it goes on.

    Where the owner went with its window, and its signals with it, the work ends there and nothing is said: PySide
    raises RuntimeError then. The same error while the owner is there is a defect as any other.
    """
    try:
        yield
    except Exception as error:  # noqa: BLE001 - what comes after it goes on
        if not isinstance(error, RuntimeError) or isValid(owner):
            log.error("%s failed in a way it should not:\n%s", what, bug_report(error))
