"""What whoever shows the practice pool may see of its triggers, and do: the calls, the text, a try, another text.

A text is kept in memory only; no file is ever written. With a text, the functions that have the name of a trigger in
small letters (pre_sign_up for PreSignUp) are put into the user pool's LambdaConfig where it names none for it.
"""

import re
import tempfile
import time
from typing import Any

from app.practice import lookups, messages
from app.practice.errors import Refusal
from app.practice.operations import pools
from app.practice.pool_settings import MEMBERS
from app.practice.seed_table import FUNCTION
from app.practice.state import Pool, State, TriggerCall
from app.practice.triggers import (
    FunctionFailed,
    FunctionTimedOut,
    FunctionUnknown,
    Runner,
    TriggerFileError,
    samples,
    shapes,
)
from app.practice.what_if import normal_config

LONGEST_TEXT = 400_000  # characters of the functions, and of what they print
CALL_NAMES = ("number", "at", "user_pool_id", "username", "trigger", "source", "function", "event", "response",
              "failure", "place")


def own_name(trigger: str) -> str:
    """The function's name that goes with a trigger by itself: pre_sign_up for PreSignUp."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", trigger).lower()


def calls(state: State, body: Any) -> dict[str, Any]:
    """The calls after the number `after`, oldest first, and the run that they are of: another counts from 1 again."""
    after = int(body.get("after", 0)) if body.get("run") == state.run else 0
    with state.lock:
        found = [call for call in state.trigger_calls if call.number > after]
        return {"run": state.run, "calls": [_written(call) for call in found]}


def _written(call: TriggerCall) -> dict[str, Any]:
    return {name: getattr(call, name) for name in CALL_NAMES}


def overview(state: State, body: Any) -> dict[str, Any]:
    """The text in force and that of the file, and for each trigger its function and a sample of its event."""
    with state.lock:
        pool = lookups.pool(state, str(body.get("user_pool_id", "")))
        runner: Runner = state.lambdas
        client_id = next(iter(pool.clients), "")
        return {
            "file": runner.file,
            "edited": runner.edited,
            "text": runner.source(),
            "triggers": [
                {"trigger": trigger, "function": _named(pool, trigger), "own_name": own_name(trigger),
                 "sample": samples.event(trigger, pool.pool_id, client_id)}
                for trigger in samples.SAMPLES
            ],
        }


def _named(pool: Pool, trigger: str) -> str:
    return str(pool.settings.get("LambdaConfig", {}).get(trigger, "")).rsplit(":", 1)[-1]


def attempt(state: State, body: Any) -> dict[str, Any]:
    """Run a function of a text once on an event, in a process of its own, and tell all that came of it.

    The body has text, trigger, function and event. `returned` is what the function gave, `response` what Cognito reads
    of it, `failure` the error that a sign-in would end with.
    """
    text, trigger, function, event = body["text"], body["trigger"], str(body["function"]), body["event"]
    if trigger not in shapes.RESPONSES or not isinstance(event, dict) or not isinstance(text, str):
        raise ValueError("A try needs text, trigger, function and event.")
    with tempfile.TemporaryFile() as printed:
        trial: Runner = state.lambdas.trial(text, printed)
        try:
            trial.start()
            began = time.monotonic()
            outcome = _tried(trial, trigger, function, event)
            outcome["seconds"] = round(time.monotonic() - began, 3)
        except TriggerFileError as error:
            outcome = _nothing(trigger, str(error), line=error.line)
        finally:
            trial.close()
        printed.seek(0)
        outcome["printed"] = printed.read(LONGEST_TEXT).decode(errors="replace")
    return outcome


def _tried(trial: Runner, trigger: str, function: str, event: dict[str, Any]) -> dict[str, Any]:
    try:
        returned = trial.run(function, event)
    except FunctionFailed as error:
        cognito = f"UserLambdaValidationException: {messages.trigger_failed(trigger, str(error))}"
        return _nothing(trigger, f"{error.kind}: {error}".removeprefix(": "), line=error.line, failure=cognito,
                        traceback=error.traceback)
    except FunctionTimedOut:
        cognito = f"UnexpectedLambdaException: {messages.trigger_timed_out(trigger)}"
        return _nothing(trigger, "", failure=cognito)
    except FunctionUnknown:
        cognito = f"UnexpectedLambdaException: {messages.trigger_misconfigured(trigger)}"
        return _nothing(trigger, "", failure=cognito)
    try:
        response, failure = shapes.read_response(trigger, returned), ""
    except Refusal as refusal:
        response, failure = None, f"{refusal.code}: {refusal.message}"
    return {**_nothing(trigger, "", failure=failure), "returned": returned, "response": response}


def _nothing(trigger: str, error: str, *, line: int = 0, failure: str = "", traceback: str = "") -> dict[str, Any]:
    return {"trigger": trigger, "returned": None, "response": None, "failure": failure, "error": error, "line": line,
            "traceback": traceback, "seconds": 0.0, "printed": ""}


def use(state: State, body: Any) -> dict[str, Any]:
    """Let a text stand for the file from the next call on; where it cannot, `error` and `line` say why."""
    text = body["text"]
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise ValueError(f"text has to be a text of at most {LONGEST_TEXT} characters.")
    with state.lock:
        pool = lookups.pool(state, str(body.get("user_pool_id", "")))
    try:
        functions = state.lambdas.use(text)
    except TriggerFileError as error:
        return {"error": str(error), "line": error.line}
    with state.lock:
        own = {trigger: FUNCTION + own_name(trigger) for trigger in samples.SAMPLES}
        normal = normal_config(pool)
        gone = {each for each in own if own_name(each) not in functions and each not in normal}
        configured = {trigger: name for trigger, name in pool.settings.get("LambdaConfig", {}).items()
                      if trigger not in gone or name != own[trigger]}  # of an earlier text, whose function went
        added = {trigger: name for trigger, name in own.items()
                 if trigger not in configured and own_name(trigger) in functions}
        _set_config(state, pool, configured | added)
    return {"error": "", "line": 0, **overview(state, body)}


def back(state: State, body: Any) -> dict[str, Any]:
    """Let the file count again, and each user pool's own LambdaConfig: the text was one for all of them."""
    with state.lock:
        state.lambdas.back_to_files()
        for pool in tuple(state.pools.values()):
            _set_config(state, pool, normal_config(pool))
    return {"error": "", "line": 0, **overview(state, body)}


def _set_config(state: State, pool: Pool, config: dict[str, Any]) -> None:
    if config != pool.settings.get("LambdaConfig", {}):
        kept = {name: pool.settings[name] for name in MEMBERS if name in pool.settings}
        pools.update_user_pool(state, {"UserPoolId": pool.pool_id, "PoolName": pool.name, **kept,
                                       "LambdaConfig": config})
