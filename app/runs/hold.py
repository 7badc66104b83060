"""Lets each call wait until a person sends it, edited or not, or drops it: `hold(record(send))`.

The answer to a PASSWORD_VERIFIER or DEVICE_PASSWORD_VERIFIER challenge never waits: Cognito allows only seconds for it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from app.auth.steps import Call, Reply, Step
from app.cognito.parameters import Problem, problems
from app.driver import Performer, Result
from app.errors import Fault, TransportError
from app.recorder import Emit
from app.seal import reveal, seal
from app.secret import Secret
from app.transcript.events import Held, Released

HURRIED = frozenset({"PASSWORD_VERIFIER", "DEVICE_PASSWORD_VERIFIER"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCall:
    """A call that waits. `problems` is why what the person wanted to send instead could not be sent.

    `deadline_from` is when the Session that it carries was received (epoch seconds); None where it carries none.
    """

    operation: str
    params: Mapping[str, Any] = field(repr=False)  # as the flow gave them, secrets as `Secret`
    deadline_from: float | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What becomes of a held call: it is sent as it was, with other `params`, or dropped."""

    params: Mapping[str, Any] | None = field(default=None, repr=False)
    drop: bool = False


class Gate(Protocol):
    """Whoever decides on calls; asked in the run's own thread, it may take as long as it likes, or raise Cancelled."""

    @property
    def closed(self) -> bool:
        """Whether calls are held now."""

    def __call__(self, call: HeldCall) -> Release: ...


class Holding:
    """Wraps a performer. `seal` makes a call's members fit for an event."""

    def __init__(
        self,
        perform: Performer,
        gate: Gate,
        *,
        seal: Callable[[Mapping[str, Any]], Mapping[str, Any]],
        emit: Emit,
        clock: Callable[[], float],
    ) -> None:
        self._perform = perform
        self._gate = gate
        self._seal = seal
        self._emit = emit
        self._clock = clock
        self._session_from: float | None = None

    def __call__(self, step: Step) -> Result:
        """Perform the step, a call when it is let go; TransportError(DROPPED) where it is not."""
        if isinstance(step, Call) and self._gate.closed:
            step = self._let_pass(step) if step.params.get("ChallengeName") in HURRIED else self._hold(step)
        result = self._perform(step)
        if isinstance(result, Reply):
            self._session_from = result.at if result.session is not None else None
        return result

    def _let_pass(self, step: Call) -> Call:
        self._emit(Released(at=self._clock(), operation=step.operation, outcome="hurried"))
        return step

    def _hold(self, step: Call) -> Call:
        self._emit(Held(at=self._clock(), operation=step.operation, params=self._seal(step.params)))
        wanted = self._wanted(step)
        if wanted is None:
            self._released(step, "dropped")
            raise TransportError(Fault.DROPPED, operation=step.operation)
        changed = tuple(changes(step.params, wanted))
        self._released(step, "edited" if changed else "sent", changed)
        return replace(step, params=wanted) if changed else step

    def _released(self, step: Call, outcome: str, changed: tuple[str, ...] = ()) -> None:
        self._emit(Released(at=self._clock(), operation=step.operation, outcome=outcome, changed=changed))

    def _wanted(self, step: Call) -> Mapping[str, Any] | None:
        """Ask until there is something that can be sent; None where the call is dropped."""
        since = self._session_from if "Session" in step.params else None
        call = HeldCall(operation=step.operation, params=step.params, deadline_from=since)
        while True:
            release = self._gate(call)
            if release.drop:
                return None
            if release.params is None:
                return step.params
            call = replace(call, problems=problems(step.operation, release.params))
            if not call.problems:
                return masked(release.params)


def masked(params: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a call's members with each string as a `Secret` that is not known to be harmless where it stands."""
    found: Mapping[str, Any] = _masked(params, seal(params))
    return found


def _masked(value: Any, sealed: Any) -> Any:
    if isinstance(value, str) and isinstance(sealed, Secret):
        return Secret(value)
    if isinstance(value, Mapping) and isinstance(sealed, Mapping):
        return {name: _masked(each, sealed.get(str(name))) for name, each in value.items()}
    if isinstance(value, list | tuple) and isinstance(sealed, tuple):
        return [_masked(each, other) for each, other in zip(value, sealed, strict=True)]
    return value


def changes(before: Mapping[str, Any], after: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Name the members that were changed, added or taken away, each by its path."""
    for name in {**before, **after}:
        where = f"{path}.{name}" if path else str(name)
        old, new = before.get(name), after.get(name)
        if (name in before) != (name in after):
            yield where
        elif isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from changes(old, new, where)
        elif reveal(old) != reveal(new):
            yield where
