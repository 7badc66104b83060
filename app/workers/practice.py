"""Starts the practice pool in a process of its own, ends it with the window, and watches its inbox."""

import contextlib
import os
import secrets
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QObject, Signal

from app.errors import SignInError, TransportError
from app.runs.practice_client import PracticeClient
from app.runs.practice_profiles import practice_profiles, practice_users

MAIN = Path(__file__).resolve().parent.parent.parent / "main.py"
POLL = 1.0  # seconds between two looks into the inbox
ODD_ANSWERS = (OSError, ValueError, LookupError, msgspec.MsgspecError)


class PracticeWorker(QObject):
    """The practice pool's process and a daemon thread that waits for it. The pool ends when this process does.

    Signals:
        started: the built-in profiles, a tuple of Profile, and the practice users, a tuple of PracticeUser.
        failed: why it did not start, or ended, for people.
        inbox_changed: the messages, a tuple of InboxMessage, newest last.
        authenticators_changed: a tuple of Authenticator, each second while there are any.
        was_reset: the seed is back.
    """

    started = Signal(object, object)
    failed = Signal(str)
    inbox_changed = Signal(object)
    authenticators_changed = Signal(object)
    was_reset = Signal()

    def __init__(self, parent: QObject | None = None, command: tuple[str, ...] = ()) -> None:
        super().__init__(parent)
        self._command = command or (sys.executable, str(MAIN), "practice", "--until-stdin-closes")
        self._process: subprocess.Popen[bytes] | None = None
        self._client: PracticeClient | None = None
        self._look = threading.Event()
        self._stopped = threading.Event()
        self._reset_wanted = threading.Event()

    def start(self) -> None:
        """Start the process and the thread; returns at once."""
        threading.Thread(target=self._run, name="practice", daemon=True).start()

    def poll(self) -> None:
        """Look into the inbox now."""
        self._look.set()

    def reset(self) -> None:
        """Bring the seed back: `was_reset`."""
        self._reset_wanted.set()
        self._look.set()

    def stop(self) -> None:
        """End the process by closing its stdin; does not wait."""
        self._stopped.set()
        self._look.set()
        process = self._process
        if process is not None and process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()

    def _run(self) -> None:
        try:
            with contextlib.suppress(RuntimeError):  # the window closed, and the signals are gone
                self._serve()
        finally:
            self.stop()
            if self._process is not None:
                self._process.wait()
                assert self._process.stdout is not None
                self._process.stdout.close()

    def _serve(self) -> None:
        try:
            announced = self._start_process()
            profiles = practice_profiles(announced)
        except TransportError as error:
            self._fail(f"{error}: {error.detail}")
            return
        except (*ODD_ANSWERS, SignInError) as error:
            self._fail(str(error))
            return
        self.started.emit(profiles, practice_users(announced))
        while not self._stopped.is_set():
            self._look.clear()
            try:
                self._watch()
            except ODD_ANSWERS as error:
                if self._process is None or self._process.poll() is not None:
                    self._fail(str(error))
                    return
                # It lives: a Lambda trigger may hold it for 15 seconds. It is asked again.
            self._look.wait(POLL)

    def _start_process(self) -> dict[str, Any]:
        token = secrets.token_urlsafe(24)
        self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PRACTICE_CONTROL_TOKEN": token},
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise ValueError(f"exit status {self._process.wait()}")
        announced: dict[str, Any] = msgspec.json.decode(line, type=dict[str, Any])
        pool_ids = tuple(pool["id"] for pool in announced["user_pools"])
        self._client = PracticeClient(announced["endpoint"], pool_ids, token)
        return announced

    def _watch(self) -> None:
        client = self._client
        assert client is not None
        if self._reset_wanted.is_set():
            client.reset()
            self._reset_wanted.clear()
            self.was_reset.emit()
        messages = client.new_messages()
        if messages is not None:
            self.inbox_changed.emit(messages)
        self.authenticators_changed.emit(client.authenticators())

    def _fail(self, reason: str) -> None:
        if not self._stopped.is_set():
            self.failed.emit(reason)
