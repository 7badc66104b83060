"""The practice pool's triggers, as its owner sees them over HTTP: their calls, their text, a try, another text.

What a function is given and answers is sealed by an allow-list of its own: passwords, answers, private parameters and
whatever a Lambda function wrote are masked until they are revealed.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from app.runs.practice_client import PracticeClient
from app.seal import mask_known
from app.secret import MASK, Secret

PATIENCE = 40.0  # seconds: a process is started, a file loaded, and a function may take its five

OPEN = frozenset({
    "version", "region", "userPoolId", "userName", "awsSdkVersion", "clientId", "triggerSource", "challengeName",
    "challengeMetadata", "finalUserStatus", "messageAction", "desiredDeliveryMediums", "groupsToOverride",
    "iamRolesToOverride", "preferredRole", "claimsToSuppress", "scopesToAdd", "scopesToSuppress",
})  # fmt: skip
# Whose members have names that a person or a function chose, so that one of OPEN says nothing about them.
ELSEWHERE = {
    "userAttributes": frozenset({
        "sub", "cognito:user_status", "email_verified", "phone_number_verified", "given_name",
    }),
    "clientMetadata": frozenset(), "validationData": frozenset(), "publicChallengeParameters": frozenset(),
    "privateChallengeParameters": frozenset(), "claimsToAddOrOverride": frozenset({"practice_trigger"}),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerCall:
    """A call of a trigger, its event and response sealed; the response is None where it failed.

    `at` in epoch seconds of the practice clock; `place` is file and line of the function's error, where there is one.
    """

    number: int
    at: float
    user_pool_id: str
    username: str
    trigger: str
    source: str
    function: str
    event: Any
    response: Any
    failure: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerCalls:
    """Calls, oldest first, of one run of the practice pool's state: another begins with 1 again."""

    run: str = ""
    calls: tuple[TriggerCall, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerFunction:
    """A trigger: the function that the user pool has for it (empty: none), its own name, a sample event."""

    trigger: str
    function: str
    own_name: str
    sample: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Functions:
    """The text in force, whose it is, and what it is for. With `error` it was not taken, wrong in that `line`."""

    file: str = ""
    edited: bool = False
    text: str = ""
    triggers: tuple[TriggerFunction, ...] = ()
    error: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What came of a try: `returned` by the function, `response` as Cognito reads it, both sealed; or what went wrong.

    `failure` is the error that a sign-in would end with, `error` the function's own, `seconds` how long it took.
    """

    trigger: str
    returned: Any
    response: Any
    failure: str
    error: str
    line: int
    traceback: str
    seconds: float
    printed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What is to be tried: a function of a text, on an event that may hold masks of what `sealed` has there."""

    text: str
    trigger: str
    function: str
    event: str
    sealed: Any = field(default_factory=dict)


def calls(client: PracticeClient, known: TriggerCalls) -> TriggerCalls:
    """What is new since, or all where the practice pool was reset. Raises as PracticeClient does."""
    after = known.calls[-1].number if known.calls else 0
    found = client.ask("triggers/calls", TriggerCalls, run=known.run, after=after)
    return replace(found, calls=tuple(_sealed_call(each) for each in found.calls))


def functions(client: PracticeClient, pool_id: str) -> Functions:
    """The text in force, and the triggers of a user pool."""
    return _sealed_samples(client.ask("triggers", Functions, user_pool_id=pool_id))


def use(client: PracticeClient, pool_id: str, text: str) -> Functions:
    """Let a text be in force from the next call on."""
    body = {"user_pool_id": pool_id, "text": text}
    return _sealed_samples(client.do("triggers/use", Functions, body, timeout=PATIENCE))


def back(client: PracticeClient, pool_id: str) -> Functions:
    """Let the file be in force again."""
    return _sealed_samples(client.do("triggers/back", Functions, {"user_pool_id": pool_id}, timeout=PATIENCE))


def attempt(client: PracticeClient, wanted: Attempt) -> Tried:
    """Try a function. Raises ValueError where the event is no JSON object, else as PracticeClient does."""
    event = unmask(json.loads(wanted.event), wanted.sealed)
    body = {"text": wanted.text, "trigger": wanted.trigger, "function": wanted.function, "event": event}
    found = client.do("triggers/try", Tried, body, timeout=PATIENCE)
    hidden = list(_secrets(seal(event))) + list(_secrets(seal(found.returned)))
    return replace(
        found, returned=seal(found.returned), response=seal(found.response), failure=mask_known(found.failure, hidden),
        error=mask_known(found.error, hidden), traceback=mask_known(found.traceback, hidden),
        printed=mask_known(found.printed, hidden),
    )  # fmt: skip


def seal(value: Any, opened: frozenset[str] = OPEN, name: str = "") -> Any:
    """Freeze what a function is given or answers, and mask what is not known to be harmless."""
    if isinstance(value, Mapping):
        inside = ELSEWHERE.get(name, opened)
        return MappingProxyType({key: seal(each, inside, key) for key, each in value.items()})
    if isinstance(value, list | tuple):
        return tuple(seal(each, opened, name) for each in value)
    if value is None or isinstance(value, bool) or name in opened:
        return value
    return Secret(value if isinstance(value, str) else json.dumps(value))


def unmask(edited: Any, sealed: Any) -> Any:
    """What a person made of a masked event, with what is under the masks that they left where they were."""
    if isinstance(sealed, Secret) and edited == MASK:
        return sealed.reveal()
    if isinstance(edited, Mapping) and isinstance(sealed, Mapping):
        return {key: unmask(each, sealed.get(key)) for key, each in edited.items()}
    if isinstance(edited, list) and isinstance(sealed, Sequence) and not isinstance(sealed, str):
        return [unmask(each, sealed[place] if place < len(sealed) else None) for place, each in enumerate(edited)]
    return edited


def _secrets(sealed: Any) -> Iterator[Secret]:
    if isinstance(sealed, Secret):
        yield sealed
    elif isinstance(sealed, Mapping):
        for each in sealed.values():
            yield from _secrets(each)
    elif isinstance(sealed, tuple):
        for each in sealed:
            yield from _secrets(each)


def _sealed_call(call: TriggerCall) -> TriggerCall:
    event, response = seal(call.event), seal(call.response)
    return replace(call, event=event, response=response, failure=mask_known(call.failure, _secrets(event)))


def _sealed_samples(found: Functions) -> Functions:
    return replace(found, triggers=tuple(replace(each, sample=seal(each.sample)) for each in found.triggers))
