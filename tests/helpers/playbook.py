"""Plays a flow as a script, without network or window: the test expects each step that it takes, and answers it."""

import difflib
from collections.abc import Callable, Mapping
from functools import partial
from pprint import pformat
from typing import Any, Generic, TypeVar

from app.auth.client import AppClient, Context
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
    PasskeyAnswer,
    Recall,
    Recalled,
    Reply,
    Show,
    Step,
    Steps,
    UsePasskey,
)
from app.auth.tokens import TokenSet
from app.errors import ApiError, Fault, PasskeyError, PasskeyTrouble, SignInError, TransportError
from app.seal import OPEN, reveal
from app.secret import Secret

T = TypeVar("T")
E = TypeVar("E", bound=SignInError)

POOL = "us-east-1_Example1"
CLIENT = "1example23456789"
T0 = 1_491_432_154.0  # Wed Apr 5 22:42:34 UTC 2017
CONTEXT = Context(client=AppClient(user_pool_id=POOL, client_id=CLIENT), entropy=lambda size: b"\x5a" * size)
WITH_SECRET = Context(
    client=AppClient(user_pool_id=POOL, client_id=CLIENT, client_secret=Secret("shh")), entropy=CONTEXT.entropy
)
DOORS = ("InitiateAuth", "RespondToAuthChallenge", "AdminInitiateAuth", "AdminRespondToAuthChallenge")
RESULT = {"AccessToken": "a.a.a", "IdToken": "i.i.i", "RefreshToken": "r", "ExpiresIn": 3600, "TokenType": "Bearer"}
TOKENS = {"AuthenticationResult": RESULT, "ChallengeParameters": {}}


class Anything:
    """Equals whatever it is compared with, and remembers it as `found`."""

    def __init__(self) -> None:
        self.found: Any = None

    def __eq__(self, other: object) -> bool:
        self.found = other
        return True

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "Anything()" if self.found is None else repr(self.found)


def challenge(name: str, session: str = "", **parameters: str) -> dict[str, Any]:
    """Return a challenge's body as Cognito sends it."""
    body: dict[str, Any] = {"ChallengeName": name, "ChallengeParameters": parameters}
    return {**body, "Session": session} if session else body


class Playbook(Generic[T]):
    """One run of a flow. `asks`, `calls` and `keeps` expect the next step; what they return takes its result.

    What the flow only shows is collected in `shown`, in order.
    """

    def __init__(self, flow: Steps[T]) -> None:
        self._flow = flow
        self.shown: list[Show] = []
        self._advance: Callable[[], Step] | None = partial(next, flow)
        self.now = T0

    def asks(self, name: str, *fields: str, refusal: str = "") -> "Question":
        """Expect a question of this name; the names of its fields, where given, and why it is asked again."""
        step = self._next()
        found = {"step": _kind(step)}
        expected: dict[str, Any] = {"step": "Ask", "name": name, "refusal": refusal}
        if isinstance(step, Ask):
            found |= {"name": step.name, "refusal": step.refusal.code if step.refusal else ""}
        if fields and isinstance(step, Ask):
            expected["fields"], found["fields"] = list(fields), [field.name for field in step.fields]
        _same(expected, found)
        assert isinstance(step, Ask)
        return Question(self, step)

    def calls(self, operation: str, **params: Any) -> "Request":
        """Expect a call with exactly these members; ClientId is added where a sign-in's calls have it."""
        step = self._next()
        if operation in DOORS:
            params = {"ClientId": CLIENT, **params}
        if operation.startswith("Admin"):
            params = {"UserPoolId": POOL, **params}
        found = {"step": _kind(step)}
        if isinstance(step, Call):
            found |= {"operation": step.operation, "params": reveal(step.params)}
        _same({"step": "Call", "operation": operation, "params": params}, found)
        assert isinstance(step, Call)
        _assert_masked(step.params)
        return Request(self, step)

    def keeps(self, secret: str, username: str, flow: str, **facts: str) -> None:
        """Expect the refresh token to be kept for this user, with these facts beside its flow; it is."""
        step = self._next()
        found = {"step": _kind(step)}
        if isinstance(step, Keep):
            found |= {"name": step.name, "secret": step.secret.reveal(), "username": step.username, **step.facts}
        expected = {"step": "Keep", "name": "refresh_token", "secret": secret, "username": username, "flow": flow}
        _same({**expected, **facts}, found)
        self.go_on(Kept(saved=True))

    def keeps_secret(self, name: str, secret: Any, username: str, facts: Mapping[str, Any]) -> None:
        """Expect a secret of any name to be kept with these facts; it is."""
        step = self._next()
        assert isinstance(step, Keep), f"expected {name} to be kept, got {describe(step)}"
        found = {"name": step.name, "secret": step.secret.reveal(), "username": step.username, "facts": step.facts}
        _same({"name": name, "secret": secret, "username": username, "facts": facts}, found)
        self.go_on(Kept(saved=True))

    def recalls(self, name: str, secret: str = "", reason: str = "", username: str = "", **facts: str) -> None:
        """Expect a kept secret to be asked for; it is given, or `reason` says why not."""
        _same({"step": Recall(name=name)}, {"step": self._next()})
        found = Secret(secret) if secret else None
        self.go_on(Recalled(secret=found, facts=facts, reason=reason, username=username))

    def forgets(self, name: str, username: str = "", count: int = 1) -> None:
        """Expect a kept secret to be removed; so many are."""
        _same({"step": Forget(name=name, username=username)}, {"step": self._next()})
        self.go_on(Forgotten(count=count))

    def fetches(self, url: str, body: Mapping[str, Any] | None = None, problem: str = "") -> None:
        """Expect a document to be read; this is what it says."""
        _same({"step": Fetch(url=url)}, {"step": self._next()})
        self.go_on(Fetched(body=body or {}, problem=problem, at=self.now))

    def makes_passkey(self, authenticator: str, origin: str) -> "Ceremony":
        """Expect an authenticator to be asked for a new passkey."""
        return self._ceremony(CreatePasskey, authenticator, origin)

    def uses_passkey(self, authenticator: str, origin: str) -> "Ceremony":
        """Expect an authenticator to be asked to sign."""
        return self._ceremony(UsePasskey, authenticator, origin)

    def _ceremony(self, kind: type, authenticator: str, origin: str) -> "Ceremony":
        step = self._next()
        found = {"step": _kind(step)}
        if isinstance(step, CreatePasskey | UsePasskey):
            found |= {"authenticator": step.authenticator, "origin": step.origin}
        _same({"step": kind.__name__, "authenticator": authenticator, "origin": origin}, found)
        assert isinstance(step, CreatePasskey | UsePasskey)
        return Ceremony(self, step)

    def returns_tokens(self) -> TokenSet:
        """Expect the end, with tokens."""
        value = self.returns()
        assert isinstance(value, TokenSet), value
        return value

    def returns(self) -> T:
        """Expect the end, and give what the flow returned."""
        step, end = self._last(StopIteration)
        assert isinstance(end, StopIteration), f"expected the end, got {describe(step)}"
        value: T = end.value
        return value

    def raises(self, kind: type[E]) -> E:
        """Expect the flow to end with this error."""
        step, end = self._last(kind)
        assert isinstance(end, kind), f"expected {kind.__name__}, got {describe(step)}"
        return end

    def _last(self, kind: type[Exception]) -> tuple[Step | None, Exception | None]:
        try:
            return self._next(), None
        except kind as end:
            return None, end

    def go_on(self, result: Any) -> None:
        """Hand the flow the result of its step; it runs on when the next step is expected."""
        self._advance = partial(self._flow.send, result)

    def refuse(self, error: SignInError) -> None:
        """Throw an error into the flow."""
        self._advance = partial(self._flow.throw, error)

    def _next(self) -> Step:
        assert self._advance is not None, "the last step got no result: say replies, refuses or answers"
        advance, self._advance = self._advance, None
        self.now += 1
        step = advance()
        while isinstance(step, Show):
            self.shown.append(step)
            step = self._flow.send(None)
        return step


class Question:
    """What was asked; `answers` answers it."""

    def __init__(self, play: Playbook[Any], ask: Ask) -> None:
        self._play = play
        self.ask = ask

    def answers(self, **values: Any) -> None:
        """Answer by field name."""
        self._play.go_on(Answer(values=values, at=self._play.now))

    def answers_fields(self, values: Mapping[str, Any]) -> None:
        """Answer where the names of the fields are no Python names."""
        self.answers(**values)


class Request:
    """A call that waits for its reply."""

    def __init__(self, play: Playbook[Any], call: Call) -> None:
        self._play = play
        self.call = call

    def replies(self, body: Mapping[str, Any]) -> None:
        """Reply with a 200."""
        self._play.go_on(Reply(operation=self.call.operation, body=body, at=self._play.now))

    def refuses(self, code: str, message: str = "") -> None:
        """Refuse with one of Cognito's exceptions."""
        self._play.refuse(ApiError(code, message, operation=self.call.operation))

    def fails(self, fault: Fault) -> None:
        """Never answer."""
        self._play.refuse(TransportError(fault, operation=self.call.operation))


class Ceremony:
    """An authenticator that was asked; `gives` answers for it, `misses` says why it does not."""

    def __init__(self, play: Playbook[Any], step: CreatePasskey | UsePasskey) -> None:
        self._play = play
        self.options = step.options

    def gives(self, credential: Mapping[str, Any]) -> None:
        """Answer with a credential."""
        self._play.go_on(PasskeyAnswer(credential=credential))

    def misses(self, trouble: PasskeyTrouble) -> None:
        """Give none."""
        self._play.refuse(PasskeyError(trouble))


def describe(step: Step | None) -> str:
    """A step, its secrets readable: nothing here is anybody's."""
    if isinstance(step, Call):
        return f"Call {step.operation} {reveal(step.params)}"
    return repr(step)


def _kind(step: Step) -> str:
    return type(step).__name__


def _same(expected: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    if expected != found:
        lines = difflib.ndiff(pformat(expected, width=100).splitlines(), pformat(found, width=100).splitlines())
        raise AssertionError("the flow took another step (- expected, + found):\n" + "\n".join(lines))


def _assert_masked(params: Mapping[str, Any]) -> None:
    """A flow has to mark what it sends: whatever is not open by its name is a Secret."""
    for place in ("AuthParameters", "ChallengeResponses"):
        choice = params.get("ChallengeName") in ("SELECT_MFA_TYPE", "SELECT_CHALLENGE")
        opened = OPEN[place] | ({"ANSWER"} if choice else set())
        plain = {name for name, value in params.get(place, {}).items() if not isinstance(value, Secret)}
        assert plain <= opened, f"{place}: {sorted(plain - opened)} travel unmasked"
    for name in ("Session", "UserCode"):
        assert isinstance(params.get(name, Secret("")), Secret), f"{name} travels unmasked"
