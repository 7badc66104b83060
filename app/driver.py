"""The only loop: steps become effects, effects become events.

A performer turns one step into its result, or raises. Performers stack: `record(send)` does what `send` does and tells
what happened; a later one may hold or replay.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

from app.auth.steps import (
    Answer,
    Ask,
    Call,
    CreatePasskey,
    Fetch,
    Fetched,
    Forget,
    Forgotten,
    Keep,
    Kept,
    Listed,
    PasskeyAnswer,
    Recall,
    Recalled,
    Reply,
    Show,
    Step,
    Steps,
    UsePasskey,
)
from app.errors import ApiError, PasskeyError, TransportError

T = TypeVar("T")

Result = Reply | Answer | Kept | Recalled | Forgotten | Fetched | PasskeyAnswer | None


class Performer(Protocol):
    """Performs one step. Raises ApiError where Cognito refused, another SignInError where the run cannot go on."""

    def __call__(self, step: Step) -> Result: ...


class Answers(Protocol):
    """Whoever answers what a flow asks: the person at the window, a scenario, an earlier transcript."""

    def __call__(self, step: Ask) -> Answer: ...


class Api(Protocol):
    """Whatever sends a call to Cognito."""

    def __call__(self, step: Call) -> Reply: ...


class Secrets(Protocol):
    """Whatever keeps a flow's secrets and gives them back; what it cannot do it says in its result."""

    def keep(self, step: Keep) -> Kept:
        """Keep a secret."""

    def recall(self, step: Recall) -> Recalled:
        """Give a kept secret back."""

    def forget(self, step: Forget) -> Forgotten:
        """Remove a kept secret."""

    def listed(self, prefix: str) -> tuple[Listed, ...]:
        """Say which secrets are kept whose names begin so, the newest first; none where the vault cannot say."""


class Fetcher(Protocol):
    """Whatever reads a public document."""

    def __call__(self, step: Fetch) -> Fetched: ...


class Authenticators(Protocol):
    """Whatever makes and uses passkeys; raises PasskeyError."""

    def __call__(self, step: CreatePasskey | UsePasskey) -> PasskeyAnswer: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """All that a run's steps can do to the world."""

    api: Api
    answers: Answers
    secrets: Secrets
    fetch: Fetcher
    authenticators: Authenticators


def drive(flow: Steps[T], perform: Performer) -> T:
    """Run a flow to its end and return what it returns.

    A refusal, and an answer that never came, is thrown into the flow, which may go on; whatever else is raised ends it.
    The flow is always closed.
    """
    advance: Callable[[], Step] = partial(next, flow)
    try:
        while True:
            try:
                step = advance()
            except StopIteration as end:
                outcome: T = end.value
                return outcome
            try:
                advance = partial(flow.send, perform(step))
            except (ApiError, PasskeyError, TransportError) as failure:
                advance = partial(flow.throw, failure)
    finally:
        flow.close()


def performer(effects: Effects) -> Performer:
    """Return the performer that hands each kind of step to the one who can do it."""
    table: dict[type, Callable[[Any], Result]] = {
        Call: effects.api,
        Ask: effects.answers,
        Keep: effects.secrets.keep,
        Recall: effects.secrets.recall,
        Forget: effects.secrets.forget,
        Fetch: effects.fetch,
        CreatePasskey: effects.authenticators,
        UsePasskey: effects.authenticators,
        Show: _nothing,  # to tell of it is the recorder's
    }

    def perform(step: Step) -> Result:
        return table[type(step)](step)

    return perform


def _nothing(_: Show) -> None:
    return None
