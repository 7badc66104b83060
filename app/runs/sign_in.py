"""One run, a sign-in or an action, assembled: flow, answers, vault and network. Its caller brings threads and Qt."""

import logging
import os
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from app.auth.actions import ACTIONS
from app.auth.client import AppClient, Context
from app.auth.flows import FLOWS
from app.auth.flows.finish import returned_name
from app.auth.flows.refresh import FROM_VAULT
from app.auth.steps import CREDENTIALS, Answer, Ask, Recall, Step
from app.auth.vault_names import CLIENT_SECRET
from app.bug_report import bug_report
from app.cognito.client import CognitoApi
from app.cognito.documents import read_document
from app.driver import Answers, Effects, Performer, Result, Secrets, drive, performer
from app.errors import (
    ApiError,
    Cancelled,
    ClientSecretError,
    DeviceError,
    Fault,
    PasskeyError,
    ProfileError,
    TransportError,
    Unanswered,
    UnexpectedReply,
    ValueMissing,
)
from app.profiles.profile import Profile
from app.recorder import Emit, Recorder
from app.runs.choices import Choice, Choices
from app.runs.credentials import WithCredentials, reach
from app.runs.hold import Gate, Holding
from app.runs.keep_first import KeepFirst
from app.runs.passkeys import Passkeys, authenticators
from app.secret import Secret
from app.transcript.events import Ended, Finished, SignedIn, Started

log = logging.getLogger(__name__)


def new_run_id() -> str:
    """Return an id that no other run has."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRequest:
    """What to sign in to, how, with which credentials; `save` says whether the refresh token goes to the vault."""

    profile: Profile
    flow: str  # a key of FLOWS or ACTIONS
    credentials: Answer
    save: bool
    choices: tuple[Choice, ...] = ()  # what an earlier run chose, by the name of the question, in order
    about: str = ""  # the run_id of the run that this one examines or goes on from
    run_id: str = field(default_factory=new_run_id)

    @property
    def keeps(self) -> bool:
        """Whether a refresh token may go to the vault; one that came from there is always written back."""
        return self.save or bool(self.credentials.text(FROM_VAULT))


class SignIn:
    """Runs one request. `run` blocks until the end and raises nothing; `abort` may be called from any thread."""

    def __init__(
        self,
        request: SignInRequest,
        *,
        answers: Answers,
        secrets: Secrets,
        emit: Emit,
        gate: Gate | None = None,
        entropy: Callable[[int], bytes] = os.urandom,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._request = request
        self._answers = answers
        self._secrets = secrets
        self._emit = emit
        self._gate = gate
        self._entropy = entropy
        self._clock = clock
        self._choices = Choices(request.choices)
        self._reach = reach(request.profile)
        self._api = CognitoApi(self._reach, clock)
        self._passkeys = Passkeys(self._perform, secrets)
        self._recorder: Recorder | None = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What was chosen so far, for a request that repeats this one."""
        return self._choices.made

    def run(self) -> None:
        """Sign in; every outcome is an event, the last one SignedIn, Finished or Ended."""
        request = self._request
        self._emit(started(request, self._clock()))
        try:
            request.profile.check(ACTIONS[request.flow].needs if request.flow in ACTIONS else "client")
            end = self._drive()
        except Exception as error:  # noqa: BLE001 - whatever happens is the run's last event
            self._emit(ended(error, self._clock()))
        else:
            self._emit(end)

    def abort(self) -> None:
        """End a call in progress, or the wait for an authenticator, at once."""
        self._passkeys.abort()
        self._api.abort()

    def _drive(self) -> SignedIn | Finished:
        """Run the flow to its end: with the user's name as Cognito gives it, or with what an action found."""
        request, profile = self._request, self._request.profile
        client_secret = self._client_secret()
        client = AppClient(
            user_pool_id=profile.user_pool_id,
            client_id=profile.client_id,
            client_secret=client_secret,
            explicit_auth_flows=profile.explicit_auth_flows,
            rotation=profile.rotation,
            grace_seconds=profile.grace_seconds,
            issuer=profile.issuer,
        )
        recorder = self._recorder = Recorder(
            KeepFirst(performer(self._effects()), self._secrets, request.credentials),
            self._emit,
            target=self._api.target,
            known=(client_secret,) if client_secret is not None else (),
            clock=self._clock,
        )
        context = Context(client=client, entropy=self._entropy, authenticators=authenticators())
        perform: Performer = WithCredentials(recorder, self._api)
        if self._gate is not None:
            perform = Holding(perform, self._gate, seal=recorder.held, emit=self._emit, clock=self._clock)
        if request.flow in ACTIONS:
            findings = drive(ACTIONS[request.flow].run(context), perform)
            return Finished(at=self._clock(), findings=recorder.seal(findings))
        tokens = drive(FLOWS[request.flow].sign_in(context), perform)
        name = recorder.mask(returned_name(tokens, request.credentials.text("username")))
        return SignedIn(at=self._clock(), username=name)

    def _client_secret(self) -> Secret | None:
        """Return the app client's secret, from the vault where it is kept; ClientSecretError where it is needed."""
        profile, action = self._request.profile, ACTIONS.get(self._request.flow)
        if profile.client_secret is not None or not profile.has_secret or (action and action.needs != "client"):
            return profile.client_secret
        recalled = self._secrets.recall(Recall(name=CLIENT_SECRET))
        if recalled.secret is None and (action is None or action.hashes):
            raise ClientSecretError(recalled.reason)
        return recalled.secret

    def _effects(self) -> Effects:
        return Effects(
            api=self._api,
            answers=self._answer,
            secrets=self._secrets,
            fetch=partial(read_document, reach=self._reach),
            authenticators=self._passkeys,
        )

    def _perform(self, step: Step) -> Result:
        """Perform a step of an authenticator's own: asked, answered and kept like a flow's."""
        assert self._recorder is not None, step
        return self._recorder(step)

    def _answer(self, step: Ask) -> Answer:
        if step.name == CREDENTIALS:
            return self._request.credentials
        answer = self._choices.earlier(step) or self._answers(step)
        self._choices.record(step, answer)
        return answer


def started(request: SignInRequest, now: float) -> Started:
    """Return the first event of a run, at `now` in epoch seconds."""
    return Started(
        at=now,
        run_id=request.run_id,
        flow=request.flow,
        profile=request.profile.name,
        profile_id=request.profile.id,
        user=request.credentials.text("username"),
        session_seconds=request.profile.session_seconds,
        about=request.about,
    )


def ended(error: Exception, now: float) -> Ended:
    """Return the last event of a run that this error has ended, at `now` in epoch seconds."""
    match error:
        case ApiError():
            return Ended(
                at=now, reason="refused", code=error.code, message=error.message, operation=error.operation
            )
        case TransportError() if error.fault is Fault.DROPPED:
            return Ended(at=now, reason="dropped", operation=error.operation)
        case TransportError():
            return Ended(
                at=now, reason="failed", code=error.fault.value, message=error.detail, operation=error.operation,
                trouble=error.trouble or "", aws_profile=error.aws_profile,
            )  # fmt: skip
        case UnexpectedReply():
            return Ended(at=now, reason="unexpected", code=error.missing, operation=error.operation)
        case PasskeyError():
            return Ended(at=now, reason="passkey", code=error.trouble.value, message=error.detail)
        case DeviceError():
            return Ended(at=now, reason="device", code=error.trouble, message=error.key)
        case ClientSecretError():
            return Ended(at=now, reason="client_secret", code=error.trouble)
        case Cancelled():
            return Ended(at=now, reason="cancelled")
        case Unanswered():
            return Ended(at=now, reason="unanswered", code=error.name)
        case ValueMissing():
            code = "keyring" if error.trouble else error.source
            return Ended(at=now, reason="value", code=code, message=error.name, trouble=error.trouble)
        case ProfileError():
            return Ended(at=now, reason="profile", code=error.field, message=error.problem)
    report = bug_report(error)
    log.error("a sign-in ended by a fault of this program:\n%s", report)
    return Ended(at=now, reason="bug", code=type(error).__name__, message=report)
