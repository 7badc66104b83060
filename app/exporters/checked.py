"""Scenarios with what came of them, as the reports list them: redacted together with their runs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from app.texts import text, text_or
from app.transcript.events import Shown
from app.transcript.recording import Recording
from app.transcript.redaction import closed_claims, redact

CLAIMS = "claims"


class State(StrEnum):
    """What came of a scenario."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"

    @property
    def word(self) -> str:
        """The state for people."""
        return text(f"checked.{self.value}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """One thing that is not as expected: "end", "message", or a claim (`claims.id.email`) whose values are JSON."""

    what: str
    expected: str
    got: str

    @property
    def claim(self) -> str:
        """The name of the claim, where it is one."""
        return self.what.split(".", 2)[2] if self.what.startswith(f"{CLAIMS}.") else ""

    @property
    def words(self) -> str:
        """What was expected and what came, in one line."""
        absent = text("checked.absent")
        return text(
            "checked.deviation", what=text_or(f"checked.what.{self.what}", self.what),
            expected=self.expected or absent, got=self.got or absent,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A scenario and what came of it. `expected` and `got` name an end; `reason` is why it was skipped.

    `at` is in epoch seconds. Without a recording it never began.
    """

    name: str
    file: str
    profile: str
    flow: str
    state: State
    at: float
    expected: str
    got: str = ""
    reason: str = ""
    deviations: tuple[Deviation, ...] = ()
    recording: Recording | None = None

    @property
    def seconds(self) -> float:
        """How long it took."""
        events = self.recording.events if self.recording else ()
        return max(events[-1].at - events[0].at, 0.0) if events else 0.0

    @property
    def why(self) -> str:
        """What is to be said beside its state; empty where it passed."""
        if self.state is State.SKIPPED:
            return text_or(f"checked.reason.{self.reason}", self.reason)
        return "\n".join(each.words for each in self.deviations)


def summary(checked: Sequence[Checked]) -> str:
    """Say in a line how many there were, and what came of them; what came of none is left out."""
    counts = {state: sum(each.state is state for each in checked) for state in State}
    parts = [text(f"checked.count.{state.value}", count=count) for state, count in counts.items() if count]
    total = text("checked.total_one") if len(checked) == 1 else text("checked.total", count=len(checked))
    return ": ".join(part for part in (total, ", ".join(parts)) if part)


def redact_checked(checked: Sequence[Checked], keep_names: bool = False) -> tuple[Checked, ...]:
    """Return scenarios with redacted runs, and deviations in which the same label stands for the same value.

    A scenario's name, file and profile are the person's own words: they stay.
    """
    runs = [each.recording for each in checked if each.recording is not None]
    told = [_told(each) for each in checked]
    redacted = redact([*runs, *told], keep_names)
    left = iter(redacted[: len(runs)])
    return tuple(
        replace(
            each,
            recording=next(left) if each.recording is not None else None,
            deviations=tuple(map(_heard, each.deviations, shown.events)),
        )
        for each, shown in zip(checked, redacted[len(runs) :], strict=True)
    )


def _told(checked: Checked) -> Recording:
    """Return the deviations as events, so that they are redacted as what they are: claims, and texts."""
    return Recording(
        run_id="",
        events=tuple(
            Shown(at=0.0, name="", values={side: _open(each, getattr(each, side)) for side in ("expected", "got")})
            for each in checked.deviations
        ),
    )


def _open(deviation: Deviation, value: str) -> Any:
    if not deviation.claim or not value:
        return value
    return MappingProxyType({CLAIMS: closed_claims({deviation.claim: json.loads(value)})})


def _heard(deviation: Deviation, event: Any) -> Deviation:
    expected, got = event.values.values()  # in their order: a value that stands in these names makes labels of them
    return replace(deviation, expected=_closed(expected), got=_closed(got))


def _closed(value: Any) -> str:
    if isinstance(value, str):
        return value
    ((claim,),) = (claims.values() for claims in value.values())
    return json.dumps(_plain(claim), ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value
