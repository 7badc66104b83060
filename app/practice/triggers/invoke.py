"""Builds a trigger's event, has the function run, and turns its failure into the error that Cognito gives."""

import contextlib
import json
from collections.abc import Iterator
from typing import Any

from app.practice import attributes, messages
from app.practice.errors import Refusal
from app.practice.state import Pool, State, TriggerCall, User
from app.practice.triggers import runner, shapes

MISSING_REQUIRED = "cognito:default_val"  # stands for a required attribute without a value


def configured(pool: Pool, trigger: str) -> bool:
    """Whether the pool's LambdaConfig names a function for this trigger (its key there)."""
    return bool(_arn(pool, trigger)[0])


def user_attributes(pool: Pool, user: User | None) -> dict[str, str]:
    """request.userAttributes: the user's with sub and status; nothing for a user who does not exist."""
    if user is None:
        return {}
    return {**dict.fromkeys(attributes.required(pool), MISSING_REQUIRED), **attributes.for_triggers(user)}


def event_version(pool: Pool, trigger: str) -> str:
    """The version of the event that the pool's function for this trigger is given: "1", or a later one."""
    return _arn(pool, trigger)[1]


def invoke(state: State, pool: Pool, trigger: str, source: str, *, username: str, client_id: str,
           request: dict[str, Any]) -> dict[str, Any]:
    """Run a configured trigger and return the response part of its event, checked, with every member it may have.

    `trigger` is the key in LambdaConfig, `source` the triggerSource. The state's lock is let go while the function
    runs, so look up again afterwards what must still be there. Raises the Refusal that Cognito would give.
    """
    arn, version = _arn(pool, trigger)
    event = shapes.event(trigger, source, version, pool_id=pool.pool_id, username=username, client_id=client_id,
                         request=request)
    event = json.loads(json.dumps(event))  # a copy that later changes of the user do not reach
    function = arn.rsplit(":", 1)[-1]
    answer: dict[str, Any] | None = None
    failure = place = ""
    try:
        answer = shapes.read_response(trigger, _run(state, trigger, function, event))
    except Refusal as refusal:
        failure = f"{refusal.code}: {refusal.message}"
        place = getattr(refusal.__cause__, "place", "")
        raise
    finally:
        state.trigger_count += 1
        state.trigger_calls.append(TriggerCall(
            number=state.trigger_count, at=state.now(), user_pool_id=pool.pool_id, username=username,
            trigger=trigger, source=source, function=function, event=event, response=answer, failure=failure,
            place=place,
        ))
    return answer


def _arn(pool: Pool, trigger: str) -> tuple[str, str]:
    """The function's ARN (empty: none) and the version of its event."""
    config = pool.settings.get("LambdaConfig", {})
    newer = config.get("PreTokenGenerationConfig") if trigger == "PreTokenGeneration" else None
    if newer:
        return newer.get("LambdaArn", ""), newer.get("LambdaVersion", "V1_0")[1:2]
    return config.get(trigger, ""), "1"


def _run(state: State, trigger: str, function: str, event: dict[str, Any]) -> Any:
    try:
        with _unlocked(state):
            return state.lambdas.run(function, event)
    except runner.FunctionFailed as error:
        said = str(error).encode(errors="replace").decode()  # half a surrogate pair is no text
        raise Refusal("UserLambdaValidationException", messages.trigger_failed(trigger, said)) from error
    except runner.FunctionTimedOut as error:
        raise Refusal("UnexpectedLambdaException", messages.trigger_timed_out(trigger)) from error
    except (runner.FunctionUnknown, runner.TriggerFileError) as error:
        raise Refusal("UnexpectedLambdaException", messages.trigger_misconfigured(trigger)) from error


@contextlib.contextmanager
def _unlocked(state: State) -> Iterator[None]:
    """Let other calls go on; whoever comes here holds the lock."""
    state.lock.release()
    try:
        yield
    finally:
        state.lock.acquire()
