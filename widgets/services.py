"""What the window is given: the workers behind it, where settings are kept, and the person's own profiles."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSettings

from app.profiles.profile import Profile
from app.runs.sign_in import SignInRequest
from app.workers.practice import PracticeWorker
from app.workers.sign_in import SignInRun
from app.workers.vault import VaultWorker


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """`start_run` makes a run that has not begun: whoever called connects to it and then calls its `start`.

    `profiles_problem` is why the person's profiles could not be read, or empty.
    """

    practice: PracticeWorker
    vault: VaultWorker
    start_run: Callable[[SignInRequest], SignInRun]
    settings: QSettings
    profiles: tuple[Profile, ...] = ()
    profiles_problem: str = ""
