"""One sign-in, assembled: flow, answers, vault and network. Knows no Qt and no threads; its caller brings those."""

import logging
import os
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from app.auth.client import AppClient, Context
from app.auth.flows import FLOWS
from app.auth.flows.finish import returned_name
from app.auth.steps import Answer, Ask
from app.bug_report import bug_report
from app.cognito.client import CognitoApi, Reach
from app.driver import Answers, Keeper, drive, performer
from app.errors import ApiError, Cancelled, ProfileError, TransportError, UnexpectedReply
from app.profiles.profile import Profile
from app.recorder import Emit, Recorder
from app.transcript.events import Ended, SignedIn, Started

log = logging.getLogger(__name__)


def new_run_id() -> str:
    """Return an id that no other run has."""
    return uuid.uuid4().hex


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRequest:
    """What to sign in to, how, with which credentials; `save` says whether the refresh token goes to the vault."""

    profile: Profile
    flow: str  # a key of FLOWS
    credentials: Answer
    save: bool
    run_id: str = field(default_factory=new_run_id)


class SignIn:
    """Runs one request. `run` blocks until the end and raises nothing; `abort` may be called from any thread."""

    def __init__(
        self,
        request: SignInRequest,
        *,
        answers: Answers,
        keeper: Keeper,
        emit: Emit,
        entropy: Callable[[int], bytes] = os.urandom,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._request = request
        self._answers = answers
        self._keeper = keeper
        self._emit = emit
        self._entropy = entropy
        self._clock = clock
        self._api = CognitoApi(reach(request.profile), clock)

    def run(self) -> None:
        """Sign in; every outcome is an event, the last one SignedIn or Ended."""
        request = self._request
        self._emit(
            Started(
                at=self._clock(),
                run_id=request.run_id,
                flow=request.flow,
                profile=request.profile.name,
                profile_id=request.profile.id,
                user=request.credentials.text("username"),
            )
        )
        try:
            request.profile.check()
            username = self._drive()
        except Exception as error:  # noqa: BLE001 - whatever happens is the run's last event
            self._emit(self._ended(error))
        else:
            self._emit(SignedIn(at=self._clock(), username=username))

    def abort(self) -> None:
        """End a call in progress at once."""
        self._api.abort()

    def _drive(self) -> str:
        """Run the flow to its tokens; return the user's name as Cognito gives it, or as it was typed."""
        profile = self._request.profile
        client = AppClient(
            user_pool_id=profile.user_pool_id, client_id=profile.client_id, client_secret=profile.client_secret
        )
        recorder = Recorder(
            performer(self._api, self._answer, self._keeper),
            self._emit,
            target=self._api.target,
            known=(profile.client_secret,) if profile.client_secret else (),
            clock=self._clock,
        )
        flow = FLOWS[self._request.flow].sign_in(Context(client=client, entropy=self._entropy))
        tokens = drive(flow, recorder)
        return recorder.mask(returned_name(tokens, self._request.credentials.text("username")))

    def _answer(self, step: Ask) -> Answer:
        return self._request.credentials if step.name == "CREDENTIALS" else self._answers(step)

    def _ended(self, error: Exception) -> Ended:
        now = self._clock()
        match error:
            case ApiError():
                return Ended(
                    at=now, reason="refused", code=error.code, message=error.message, operation=error.operation
                )
            case TransportError():
                return Ended(
                    at=now, reason="failed", code=error.fault.value, message=error.detail, operation=error.operation
                )
            case UnexpectedReply():
                return Ended(at=now, reason="unexpected", code=error.missing, operation=error.operation)
            case Cancelled():
                return Ended(at=now, reason="cancelled")
            case ProfileError():
                return Ended(at=now, reason="profile", code=error.field, message=error.problem)
        report = bug_report(error)
        log.error("a sign-in ended by a fault of this program:\n%s", report)
        return Ended(at=now, reason="bug", code=type(error).__name__, message=report)


def reach(profile: Profile) -> Reach:
    """Return where a profile's calls go."""
    return Reach(
        region=profile.effective_region,
        endpoint_url=profile.endpoint_url,
        aws_profile=profile.aws_profile,
        practice=profile.practice,
    )
