"""Puts the profiles file, and the client secrets in the vault, on a thread of their own."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.errors import ProfileError
from app.profiles.ca_bundle import ca_bundle_problem
from app.profiles.profile import Profile
from app.profiles.store import new_id
from app.runs.profile_book import ProfileBook
from app.secret import Secret
from app.workers.family import Family, Job
from app.workers.threads import working

MOMENT = 2.0  # seconds that the end of the program may wait for what is still to be written


class ProfilesWorker(QObject):
    """Does one job after the other on a daemon thread: what is saved is written in the order in which it was asked.

    Signals:
        changed: the person's own profiles, a tuple, in the order of the file.
        saved: the id of a profile that `save` or `duplicate` wrote; `changed` came before.
        removed: the ids that `remove` took out, a tuple; `changed` came before.
        failed: a ProfileError; the file is left as it is.
        secret_trouble: a VaultError; a client secret that was to be kept is in memory only, until the program ends.
        imported: a tuple of Imported, one for each file that was to be read; nothing is saved by that.
        exported: the Path of a file that was written.
        ca_bundle_checked: the path that was asked about, and the key of its problem, empty where it can be used.
    """

    changed = Signal(object)
    saved = Signal(str)
    removed = Signal(object)
    failed = Signal(object)
    secret_trouble = Signal(object)
    imported = Signal(object)
    exported = Signal(object)
    ca_bundle_checked = Signal(str, str)

    def __init__(self, book: ProfileBook, parent: QObject | None = None, family: Family | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._family = family or Family()
        self._family.join(self)

    def another(self) -> "ProfilesWorker":
        """Return the worker of another window, on the same thread: both tell what the file says."""
        return ProfilesWorker(self._book, self.parent(), self._family)

    def leave(self) -> None:
        """Tell nothing any more: its window was closed."""
        self._family.leave(self)

    def start(self) -> None:
        """Start the thread."""
        self._family.start("profiles", self._work)

    def stop(self) -> None:
        """Let the thread end after its jobs; waits for them, but no longer than a moment."""
        self._family.stop(MOMENT)

    def load(self) -> None:
        """Read the file: `changed`."""
        self._ask(self._book.load)

    def save(self, profile: Profile, secret: Secret | None = None, forget_secret: bool = False) -> None:
        """Write a profile, a new one at the end; its client secret goes to the vault, or away from there: `changed`."""
        self._ask(lambda: self._book.save(profile, secret, forget_secret), lambda: self.saved.emit(profile.id))

    def duplicate(self, profile: Profile, name: str) -> str:
        """Write a copy under another name, with its client secret: `changed`; returns the copy's id at once."""
        copy = replace(profile, id=new_id(name), name=name, practice=False, client_secret=None)
        self._ask(lambda: self._book.duplicate(profile, copy), lambda: self.saved.emit(copy.id))
        return copy.id

    def remove(self, ids: Iterable[str]) -> None:
        """Take profiles and their client secrets away: `changed`."""
        wanted = tuple(ids)
        self._ask(lambda: self._book.remove(wanted), lambda: self.removed.emit(wanted))

    def undo(self, profile_id: str) -> None:
        """Bring back what was removed with this profile, to its place and with its secrets: `changed`."""
        self._ask(lambda: self._book.undo(profile_id))

    def save_all(self, profiles: Iterable[Profile]) -> None:
        """Write profiles that were imported, their `client_secret`s to the vault: `changed`."""
        wanted = tuple(profiles)
        self._ask(lambda: self._book.save_all(wanted))

    def read_files(self, paths: Iterable[Path]) -> None:
        """Look what profiles are in files: `imported`."""
        wanted = tuple(paths)
        self._put(lambda: self.imported.emit(self._book.read_files(wanted)))

    def export(self, ids: Iterable[str], path: Path) -> None:
        """Write profiles to a file of their own, without secrets and what is personal: `exported`."""
        wanted = tuple(ids)
        self._put(lambda: self.exported.emit(self._book.export(wanted, path)))

    def check_ca_bundle(self, path: str) -> None:
        """Look into a CA bundle: `ca_bundle_checked`."""
        self._put(lambda: self.ca_bundle_checked.emit(path, ca_bundle_problem(path)))

    def _ask(self, job: Callable[[], tuple[Profile, ...]], then: Callable[[], None] | None = None) -> None:
        def do() -> None:
            profiles = job()
            for trouble in self._book.take_troubles():
                self.secret_trouble.emit(trouble)
            self._family.tell("changed", profiles)
            if then is not None:
                then()

        self._put(do)

    def _put(self, job: Callable[[], None]) -> None:
        self._family.asked += 1
        self._family.jobs.put(lambda: self._do(job))

    def _work(self) -> None:
        while (job := self._family.jobs.get()) is not None:
            job()

    def _do(self, job: Job) -> None:
        with working(self, "a job on the profiles"):
            try:
                job()
            except ProfileError as error:
                self.failed.emit(error)
            except Exception as error:
                self.failed.emit(ProfileError("profiles.toml", type(error).__name__))
                raise
            finally:
                self._family.done += 1
