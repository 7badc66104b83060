"""Puts the vault on a thread of its own: the window asks by plain methods and is told by signals."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from app.errors import VaultError
from app.runs.test_secrets import TestSecrets
from app.runs.vault_access import VaultAccess
from app.secret import Secret
from app.workers.family import Family, Job
from app.workers.threads import working

MOMENT = 1.0  # seconds that the end of the program may wait for what is to be forgotten


class VaultWorker(QObject):
    """Does one job after the other on a daemon thread; a keyring that hangs is told as trouble after ten seconds.

    Signals:
        described: a Backend.
        entries_changed: all entries, a tuple, newest first.
        token_read: the Entry's id and the Secret.
        trouble: a VaultError.
        test_secrets_changed: the names of the test secrets, a tuple; after each of the methods about them.
        test_secret_trouble: a VaultError; what was asked for was not done, and the list may not be known.
    """

    described = Signal(object)
    entries_changed = Signal(object)
    token_read = Signal(str, object)
    trouble = Signal(object)
    test_secrets_changed = Signal(object)
    test_secret_trouble = Signal(object)

    def __init__(self, access: VaultAccess, parent: QObject | None = None, family: Family | None = None) -> None:
        super().__init__(parent)
        self._access = access
        self._test_secrets = TestSecrets(access)
        self._family = family or Family()
        self._family.join(self)

    def another(self) -> "VaultWorker":
        """Return the worker of another window, on the same thread: both tell what the vault is and holds."""
        return VaultWorker(self._access, self.parent(), self._family)

    def leave(self) -> None:
        """Tell nothing any more: its window was closed."""
        self._family.leave(self)

    def start(self) -> None:
        """Start the thread."""
        self._family.start("vault", self._work)

    def stop(self) -> None:
        """Let the thread end after its jobs. Waits for those that forget, but no longer than a moment."""
        self._family.stop(MOMENT)

    def describe(self) -> None:
        """Ask where secrets are kept: `described`."""
        self._put(lambda: self._family.tell("described", self._access.describe()))

    def refresh(self) -> None:
        """Ask for the entries: `entries_changed`."""
        self._put(self._list)

    def read(self, entry_id: str) -> None:
        """Ask for a secret: `token_read`."""
        self._put(lambda: self.token_read.emit(entry_id, self._access.read(entry_id)))

    def forget(self, entry_ids: Iterable[str]) -> None:
        """Remove entries one by one, then list what is left: `entries_changed`."""
        for entry_id in tuple(entry_ids):
            self._family.asked += 1
            self._put(lambda gone=entry_id: self._forget(gone))  # type: ignore[misc]
        self.refresh()

    def list_test_secrets(self) -> None:
        """Ask for the names of the test secrets: `test_secrets_changed`."""
        self._put(self._list_test_secrets)

    def keep_test_secret(self, name: str, secret: Secret) -> None:
        """Keep a test secret, in place of the one of the same name: `test_secrets_changed`."""
        self._change_test_secrets(lambda: self._test_secrets.keep(name, secret))

    def forget_test_secret(self, name: str) -> None:
        """Remove a test secret: `test_secrets_changed`."""
        self._change_test_secrets(lambda: self._test_secrets.forget(name))

    def _change_test_secrets(self, change: Job) -> None:
        def do() -> None:
            try:
                change()
            except VaultError as error:
                self.test_secret_trouble.emit(error)
            else:
                self._list_test_secrets()

        self._put(do)

    def _list_test_secrets(self) -> None:
        try:
            self._family.tell("test_secrets_changed", self._test_secrets.names())
        except VaultError as error:
            self.test_secret_trouble.emit(error)

    def _forget(self, entry_id: str) -> None:
        try:
            self._access.forget(entry_id)
        finally:
            self._family.done += 1

    def _list(self) -> None:
        self._family.tell("entries_changed", tuple(self._access.entries()))

    def _put(self, job: Job) -> None:
        self._family.jobs.put(lambda: self._do(job))

    def _do(self, job: Job) -> None:
        with working(self, "a job on the keyring"):
            try:
                job()
            except VaultError as error:
                self.trouble.emit(error)

    def _work(self) -> None:
        while (job := self._family.jobs.get()) is not None:
            job()
