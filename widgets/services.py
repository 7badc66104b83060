"""What the window is given: the workers behind it, and where settings are kept."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, QSettings

from app.diagnosis.attempts import Attempts
from app.runs.sign_in import SignInRequest
from app.workers.history import HistoryWorker
from app.workers.jobs import JobsWorker
from app.workers.practice import PracticeWorker
from app.workers.profiles import ProfilesWorker
from app.workers.sign_in import SignInRun
from app.workers.vault import VaultWorker


def _nothing() -> None:
    """Where there is one window only, as in tests, there is nobody to open another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """`start_run` makes a run that has not begun: whoever called connects to it and then calls its `start`.

    `new_jobs` makes a worker for many sign-ins in child processes, which belongs to the object that is given.
    `attempts` are the failed ones of all users but the practice pool's, whichever window or batch they were made in.
    `new_window` opens another window, `quit` closes all of them.
    """

    practice: PracticeWorker
    vault: VaultWorker
    profiles: ProfilesWorker
    start_run: Callable[[SignInRequest], SignInRun]
    settings: QSettings
    history: HistoryWorker
    new_window: Callable[[], object] = _nothing
    quit: Callable[[], object] = _nothing
    new_jobs: Callable[[QObject], JobsWorker] = JobsWorker
    attempts: Attempts = field(default_factory=Attempts)

    def another(self) -> "Services":
        """Return what another window is given: the same pool, vault, profiles and history, told of what changes there.

        What a window asks for is answered to that window alone.
        """
        vault, profiles, history = self.vault.another(), self.profiles.another(), self.history.another()
        return replace(self, vault=vault, profiles=profiles, history=history)

    def leave(self) -> None:
        """Tell this window nothing any more: it was closed."""
        for worker in (self.vault, self.profiles, self.history):
            worker.leave()
