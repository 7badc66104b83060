"""What the window is given: the workers behind it, and where settings are kept."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QSettings

from app.runs.sign_in import SignInRequest
from app.workers.history import HistoryWorker
from app.workers.jobs import JobsWorker
from app.workers.practice import PracticeWorker
from app.workers.profiles import ProfilesWorker
from app.workers.sign_in import SignInRun
from app.workers.vault import VaultWorker


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """`start_run` makes a run that has not begun: whoever called connects to it and then calls its `start`.

    `new_jobs` makes a worker for many sign-ins in child processes, which belongs to the object that is given.
    """

    practice: PracticeWorker
    vault: VaultWorker
    profiles: ProfilesWorker
    start_run: Callable[[SignInRequest], SignInRun]
    settings: QSettings
    history: HistoryWorker
    new_jobs: Callable[[QObject], JobsWorker] = JobsWorker
