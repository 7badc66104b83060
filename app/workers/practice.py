"""Starts the practice pool in a process of its own, ends it with the window, and watches its inbox meanwhile."""

import subprocess
import threading
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.errors import SignInError, TransportError
from app.profiles.profile import Profile
from app.runs import practice_process
from app.runs.practice_client import InboxMessage, PracticeClient
from app.runs.practice_profiles import PracticeUser, practice_profiles, practice_users
from app.runs.scenario_values import PracticeAccess
from app.secret import Secret
from app.workers.threads import working

POLL = 1.0  # seconds between two looks into the inbox
ODD_ANSWERS = (OSError, ValueError, TypeError, LookupError)


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeNow:
    """What was told last: the profiles and users once it runs, the messages since, or why it runs no more."""

    profiles: tuple[Profile, ...] = ()
    users: tuple[PracticeUser, ...] = ()
    messages: tuple[InboxMessage, ...] = ()
    ended: str = ""


class PracticeWorker(QObject):
    """The practice pool's process and a daemon thread that waits for it. The pool ends when this process does.

    Signals:
        started: the built-in profiles, a tuple of Profile, and the practice users, a tuple of PracticeUser.
        failed: why it did not start, for people.
        died: how it ended though nobody had asked it to, for people. After either, `start` starts it again.
        inbox_changed: the messages, a tuple of InboxMessage, newest last.
        authenticators_changed: a tuple of Authenticator, each second while there are any.
        was_reset: the seed is back.
        was_changed: its owner changed a what-if setting or a trigger's function, in whichever window.
    """

    started = Signal(object, object)
    failed = Signal(str)
    died = Signal(str)
    inbox_changed = Signal(object)
    authenticators_changed = Signal(object)
    was_reset = Signal()
    was_changed = Signal()

    def __init__(self, parent: QObject | None = None, command: tuple[str, ...] = ()) -> None:
        super().__init__(parent)
        self._command = command or practice_process.COMMAND
        self._thread: threading.Thread | None = None
        self._over = True  # no process is there, or about to be
        self._process: subprocess.Popen[bytes] | None = None
        self._client: PracticeClient | None = None
        self._access: PracticeAccess | None = None
        self._now = PracticeNow()
        self._look = threading.Event()
        self._stopped = threading.Event()
        self._reset_wanted = threading.Event()

    @property
    def now(self) -> PracticeNow:
        """How things are, for a window that was not there when it was told."""
        return self._now

    @property
    def access(self) -> PracticeAccess | None:
        """Where its inbox is read, by child processes, too; None until it has `started`."""
        return self._access

    @property
    def client(self) -> PracticeClient | None:
        """Who asks the running practice pool as its owner, from any thread; None until it has `started`."""
        return None if self._over else self._client

    def start(self) -> None:
        """Start the process and the thread, unless the process is there; returns at once."""
        if not self._over:
            return
        self._over = False
        self._reset_wanted.clear()
        self._thread = threading.Thread(target=self._run, args=(self._thread,), name="practice", daemon=True)
        self._thread.start()

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
        practice_process.close_stdin(self._process)

    def _run(self, before: threading.Thread | None) -> None:
        if before is not None:
            before.join()  # it is at its end: it has told that its process is over
        try:
            with working(self, "the practice pool"):
                self._serve()
        finally:
            process, self._process = self._process, None
            if process is not None:
                practice_process.see_off(process)

    def _serve(self) -> None:
        if self._stopped.is_set():
            return
        try:
            announced = self._start_process()
            profiles = practice_profiles(announced)
        except TransportError as error:
            self._tell_end(self.failed, f"{error}: {error.detail}")
            return
        except (*ODD_ANSWERS, SignInError) as error:
            self._tell_end(self.failed, str(error))
            return
        users = practice_users(announced)
        self._now = PracticeNow(profiles=profiles, users=users)
        self.started.emit(profiles, users)
        while not self._stopped.is_set():
            self._look.clear()
            try:
                self._watch()
            except ODD_ANSWERS:
                status = self._process.poll() if self._process is not None else None
                if status is not None:
                    self._tell_end(self.died, practice_process.how(status))
                    return
                # It lives: a Lambda trigger may hold it for 15 seconds. It is asked again.
            self._look.wait(POLL)

    def _start_process(self) -> dict[str, Any]:
        self._process, token = practice_process.begin(self._command)
        announced = practice_process.announcement(self._process)
        pool_ids = tuple(pool["id"] for pool in announced["user_pools"])
        self._client = PracticeClient(announced["endpoint"], pool_ids, token)
        self._access = PracticeAccess(endpoint=announced["endpoint"], token=Secret(token))
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
            self._now = replace(self._now, messages=messages)
            self.inbox_changed.emit(messages)
        self.authenticators_changed.emit(client.authenticators())

    def _tell_end(self, signal: SignalInstance, reason: str) -> None:
        self._over = True
        self._now = PracticeNow(ended=reason)
        if not self._stopped.is_set():
            signal.emit(reason)
