"""One scenario, run: a sign-in that is answered by its file, with the same events as one in the window."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from app.auth.steps import Answer
from app.cognito.reach import is_loopback
from app.profiles.profile import Profile
from app.recorder import Emit
from app.runs.scenario_answers import USERNAME, ScenarioAnswers
from app.runs.scenario_values import PracticeAccess, Values
from app.runs.sign_in import SignIn, SignInRequest, ended, started
from app.runs.test_secrets import TestSecrets
from app.runs.vault_access import ProfileSecrets, VaultAccess
from app.scenarios.checks import below, unknown
from app.scenarios.scenario import Scenario, ScenarioError
from app.transcript.events import Ended, Event

__all__ = ["Job", "PracticeAccess", "ScenarioRun", "inbox_of", "profile_for"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One scenario to run at one profile; `practice` is where its inbox is, on a practice pool."""

    job_id: str
    scenario: Scenario
    profile: Profile
    practice: PracticeAccess | None = None


def profile_for(scenario: Scenario, profiles: Iterable[Profile], instead: str = "") -> Profile:
    """Return the profile of a scenario, by id or name, or the one that is to be used `instead`.

    Raises ScenarioError where there is none, or where two have the name.
    """
    wanted, known = instead or scenario.profile, tuple(profiles)
    where = "profile" if instead else below(scenario.name, "profile")
    by_id = [one for one in known if one.id == wanted]
    fitting = by_id or [one for one in known if one.name == wanted]
    if len(fitting) > 1:
        raise ScenarioError(where, "profile_of_several", ", ".join(one.id for one in fitting), scenario.file)
    if not fitting:
        error = unknown(where, wanted, [one.name for one in known])
        raise ScenarioError(where, f"profile_{error.problem}", error.detail, scenario.file)
    return fitting[0]


def inbox_of(profile: Profile, practice: PracticeAccess | None) -> PracticeAccess | None:
    """Return where the codes of a profile come to: `practice`, or a practice pool that somebody runs alone; else None.

    Whether a server of this machine is one only shows when it is asked for its inbox.
    """
    if profile.practice:
        return practice
    return PracticeAccess(endpoint=profile.endpoint_url) if is_loopback(profile.endpoint_url) else None


class ScenarioRun:
    """Runs one job. `run` blocks until the end and raises nothing; `abort` may be called from any thread.

    `secrets` holds the test secrets, and takes the refresh token and a device's where the scenario says so.
    """

    def __init__(
        self,
        job: Job,
        *,
        secrets: VaultAccess,
        emit: Emit,
        clock: Callable[[], float] = time.time,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._job = job
        self._secrets = secrets
        self._emit = emit
        self._clock = clock
        self._values = Values(
            TestSecrets(secrets), job.practice, job.profile.user_pool_id, clock=clock, wait=wait
        )
        self._answers = ScenarioAnswers(job.scenario, self._values, clock)
        self._sign_in: SignIn | None = None

    def run(self) -> None:
        """Sign in; every outcome is an event, the last one SignedIn or Ended."""
        try:
            self._job = replace(self._job, profile=self._with_secret(self._job.profile))
            credentials = self._answers.credentials()
            self._values.go_on()
        except Exception as error:  # noqa: BLE001 - whatever happens is the run's last event
            self._tell(started(self._request(Answer(values={USERNAME: self._job.scenario.user})), self._clock()))
            self._tell(ended(error, self._clock()))
            return
        request = self._request(credentials)
        keeper = ProfileSecrets(self._secrets, request.profile, wanted=request.keeps, devices=request.save)
        self._sign_in = SignIn(request, answers=self._answers, secrets=keeper, emit=self._tell, clock=self._clock)
        if self._values.aborted:  # before there was anything to abort
            self._sign_in.abort()
        self._sign_in.run()

    def abort(self) -> None:
        """End a call in progress, or the wait for a code, at once."""
        self._values.abort()
        if self._sign_in is not None:
            self._sign_in.abort()

    def _with_secret(self, profile: Profile) -> Profile:
        """Return the profile with the scenario's client secret, where it has one and does not bring it along."""
        source = self._job.scenario.client_secret
        if source is None or not profile.has_secret or profile.client_secret is not None:
            return profile
        return replace(profile, client_secret=self._values.value(source))

    def _request(self, credentials: Answer) -> SignInRequest:
        scenario = self._job.scenario
        return SignInRequest(
            profile=self._job.profile, flow=scenario.flow, credentials=credentials, save=scenario.save
        )

    def _tell(self, event: Event) -> None:
        self._values.learn(event)
        if isinstance(event, Ended) and self._values.aborted:  # the call that it ended looks like a lost connection
            event = Ended(at=event.at, reason="cancelled")
        self._emit(event)
