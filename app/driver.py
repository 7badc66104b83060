"""The only loop: steps become effects, effects become events.

A performer turns one step into its result, or raises. Performers stack: `record(send)` does what `send` does and tells
what happened; a later one may hold or replay.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol, TypeVar

from app.auth.steps import Answer, Ask, Call, Keep, Kept, Reply, Step, Steps
from app.errors import ApiError

T = TypeVar("T")

Result = Reply | Answer | Kept


class Performer(Protocol):
    """Performs one step. Raises ApiError where Cognito refused, another SignInError where the run cannot go on."""

    def __call__(self, step: Step) -> Result: ...


class Answers(Protocol):
    """Whoever answers what a flow asks: the person at the window, a scenario, an earlier transcript."""

    def __call__(self, step: Ask) -> Answer: ...


class Api(Protocol):
    """Whatever sends a call to Cognito."""

    def __call__(self, step: Call) -> Reply: ...


class Keeper(Protocol):
    """Whatever keeps a flow's secrets."""

    def __call__(self, step: Keep) -> Kept: ...


def drive(flow: Steps[T], perform: Performer) -> T:
    """Run a flow to its end and return what it returns.

    A refusal is thrown into the flow, which may go on; whatever else is raised ends it. The flow is always closed.
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
            except ApiError as refusal:
                advance = partial(flow.throw, refusal)
    finally:
        flow.close()


def performer(api: Api, answers: Answers, keeper: Keeper) -> Performer:
    """Return the performer that hands each kind of step to the one who can do it."""
    table: dict[type, Callable[[Any], Result]] = {Call: api, Ask: answers, Keep: keeper}

    def perform(step: Step) -> Result:
        return table[type(step)](step)

    return perform
