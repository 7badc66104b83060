"""Watches what a test does besides passing: connections, log records, threads, windows."""

import ipaddress
import logging
import re
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tests.helpers.waiting import wait_for

# Pools of a server that outlives the single test keep their idle threads.
POOLED = ("AnyIO worker thread", "asyncio_", "ThreadPoolExecutor-")
_strangers: list[str] = []


class BeyondLoopbackError(OSError):
    """A test tried to reach another machine."""


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(f"{record.levelname} {record.name}: {record.getMessage()}")


def watch_connections() -> None:
    """Refuse, from now on and for good, connections of this process to anything but loopback and Unix sockets."""
    sys.addaudithook(_audit)


@contextmanager
def no_strangers() -> Iterator[None]:
    """Fail when something inside tried to connect beyond loopback, even where the error was caught."""
    _strangers.clear()
    yield
    assert not _strangers, f"connected beyond loopback: {_strangers}"


@contextmanager
def no_warnings_logged(expected: Sequence[str] = ()) -> Iterator[None]:
    """Fail on log records from WARNING up; each pattern of `expected` must match one, and those that match are fine."""
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    try:
        yield
    finally:
        root.removeHandler(collector)
    surprising = [line for line in collector.messages if not any(re.search(pattern, line) for pattern in expected)]
    assert not surprising, "logged:\n" + "\n".join(surprising)
    missing = [pattern for pattern in expected if not any(re.search(pattern, line) for line in collector.messages)]
    assert not missing, f"never logged: {missing}"


@contextmanager
def no_threads_left(seconds: float = 5.0) -> Iterator[None]:
    """Fail when threads that began inside are still running a while after."""
    before = set(threading.enumerate())
    yield

    def left() -> list[threading.Thread]:
        return [t for t in threading.enumerate() if t not in before and not t.name.startswith(POOLED) and t.is_alive()]

    if left():
        wait_for(lambda: not left(), f"threads to end: {[thread.name for thread in left()]}", seconds)


def let_closed_windows_go() -> None:
    """Delete what is to be deleted later: without an event loop that is never, and each change of the theme is for all
    that is still there."""
    if (application := _application()) is not None:
        from PySide6.QtCore import QEvent

        application.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def no_windows_left() -> None:
    """Fail when a top-level window is still showing, and close it for the tests that follow."""
    application = _application()
    if application is None:
        return
    showing = [window for window in application.topLevelWidgets() if window.isVisible()]
    for window in showing:
        window.close()
    assert not showing, f"windows left open: {showing}"


def empty_clipboard() -> None:
    """Take away what tests copied."""
    application = _application()
    if application is not None:
        application.clipboard().clear()


def _application() -> Any:
    widgets = sys.modules.get("PySide6.QtWidgets")
    return widgets.QApplication.instance() if widgets else None


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        return
    address = arguments[1]
    if not isinstance(address, tuple) or _is_loopback(str(address[0])):
        return
    _strangers.append(f"{address[0]}:{address[1]}")
    raise BeyondLoopbackError(f"tests talk to loopback only, not to {address[0]}")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
