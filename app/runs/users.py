"""Whose turn it is: never two sign-ins of a user at a time, a pause between them, and no more failures than is safe."""

import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

from app.auth.steps import CREDENTIALS
from app.diagnosis.attempts import Attempts
from app.profiles.profile import Profile
from app.runs.scenario import Job
from app.scenarios.scenario import From, Scenario
from app.transcript.events import Event

PAUSE = 1.0  # seconds between two sign-ins of one user of a real user pool
User = tuple[str, str]  # endpoint and user pool, name in small letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What keeps users from being locked out.

    `pause` is in seconds, between two sign-ins of one user; None: none at the practice pool, else a second. `budget` is
    how many failed attempts in a row a user may come to before the rest of that user's jobs are skipped; an expected
    refusal is one, too. Cognito locks after five (app/diagnosis/attempts.py counts as it does). What failed before the
    batch counts where it is known; not at the practice pool, where nobody is locked out for good.
    """

    pause: float | None = None
    budget: int = 3

    def pause_of(self, profile: Profile) -> float:
        """Return the seconds between two sign-ins of one user of this profile."""
        return self.pause if self.pause is not None else 0.0 if profile.practice else PAUSE


class Known:
    """What all batches of a program know of users: failed attempts, who signs in now, and who rests. For any thread."""

    def __init__(self, attempts: Attempts | None = None) -> None:
        self.attempts = attempts if attempts is not None else Attempts()
        self._lock = Lock()
        self._going: set[User] = set()
        self._free_at: dict[User, float] = {}

    def claim(self, user: User) -> bool:
        """Let a user sign in, unless one of that name does, or rests."""
        with self._lock:
            if user in self._going or self._free_at.get(user, 0.0) > time.monotonic():
                return False
            self._going.add(user)
            return True

    def give_back(self, user: User, rest: float = 0.0) -> None:
        """Let others have the user, in so many seconds."""
        with self._lock:
            self._going.discard(user)
            self._free_at[user] = time.monotonic() + rest


class Users:
    """What is known of each user while a batch runs. Jobs without a name, as a passkey's may be, wait for nobody."""

    def __init__(self, rules: Rules, known: Known | None = None) -> None:
        self._rules = rules
        self._known = known if known is not None else Known()
        self._practice = Attempts()

    def free(self, waiting: Iterable[Job], going: Iterable[Job]) -> Job | None:
        """Return the first job whose user has no other job before it, and had a pause; None where all have to wait.

        The user is taken until `done` or `leave`, also for batches that run at the same time.
        """
        held = {user_of(job) for job in going}
        for job in waiting:
            user = user_of(job)
            if not user[1] or (user not in held and self._known.claim(user)):
                return job
            held.add(user)
        return None

    def is_spent(self, job: Job) -> bool:
        """Say whether the user of a job has failed as often as may be."""
        return self._attempts(job).meter(*user_of(job), time.time()).failures >= self._rules.budget

    def done(self, job: Job, events: Sequence[Event]) -> None:
        """Count what a job did, and let its user rest."""
        self._attempts(job).note(*user_of(job), events)
        self._known.give_back(user_of(job), self._rules.pause_of(job.profile))

    def leave(self, job: Job) -> None:
        """Say that a job that was free is not done after all."""
        self._known.give_back(user_of(job))

    def _attempts(self, job: Job) -> Attempts:
        return self._practice if job.profile.practice else self._known.attempts


def user_of(job: Job) -> User:
    """Return whom a job signs in, as most user pools tell names apart; without a name where nobody can say."""
    return counted_as(job.profile, _name(job.scenario))


def counted_as(profile: Profile, name: str) -> User:
    """Return what a user's failed attempts are counted under."""
    return f"{profile.endpoint_url} {profile.user_pool_id}", name.casefold()


def _name(scenario: Scenario) -> str:
    """Return the user's name, from the environment, too; for one from the keyring stands what it is called there."""
    if scenario.user:
        return scenario.user
    for answers in scenario.answers.get(CREDENTIALS, ()):
        source = answers.get("username")
        if source is not None:
            literal = source.value.reveal() if source.value else ""
            return literal or (os.environ.get(source.name, source.name) if source.kind is From.ENV else source.name)
    return ""
