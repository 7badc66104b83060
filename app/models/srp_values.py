"""The values of an SRP handshake, as the flow showed them: which belong to a row, in the order of the arithmetic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.models.figures import local_time
from app.models.rows import Row
from app.secret import Secret, readable
from app.texts import text, text_or
from app.transcript.events import Called, Event, Replied, Shown

VERIFIERS = ("PASSWORD_VERIFIER", "DEVICE_PASSWORD_VERIFIER")
BASE64 = ("signature", "secret_block")
WHOLE = 800  # characters: a number of the group has 768; a longer value is cut at BEGIN and copied whole
BEGIN = 400
# The parts of the arithmetic with the values in them; values that no table names come last.
PARTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("who", ("pool_name", "identity", "password")),
    ("client", ("a", "A")),
    ("server", ("salt", "B", "secret_block")),
    ("both", ("k", "u", "x", "S", "K")),
    ("proof", ("timestamp", "message", "signature")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SrpValue:
    """One value with the rule that it follows, in a line."""

    name: str
    value: str | Secret
    rule: str

    def shown(self, *, revealed: bool) -> str:
        """Return the value, masked unless revealed; a very long one is cut."""
        plain = readable(self.value, revealed=revealed)
        return plain if len(plain) <= WHOLE else f"{plain[:BEGIN]}…"

    @property
    def size(self) -> str:
        """How long it is, where that is not seen at a glance."""
        if not isinstance(self.value, Secret) or self.name == "password":
            return ""
        key = "srp.characters" if self.name in BASE64 else "srp.digits"
        return text(key, count=f"{len(self.value):,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SrpPart:
    """A part of the arithmetic: its title and its values."""

    title: str
    values: tuple[SrpValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Handshake:
    """All values of one handshake; `values` is what the flow showed."""

    purpose: str
    at: float
    values: Mapping[str, Any]

    @property
    def title(self) -> str:
        """What it proves, and when."""
        return text("srp.title", purpose=self.purpose, at=local_time(self.at))

    @property
    def of_device(self) -> bool:
        """Whether a device proves itself, not the user."""
        return self.purpose == VERIFIERS[1]

    @property
    def parts(self) -> list[SrpPart]:
        """The values in the order in which they come about."""
        known = {name for _, names in PARTS for name in names} | {"purpose"}
        rest = tuple(name for name in self.values if name not in known)
        found = [
            SrpPart(title=text(f"srp.part.{part}"), values=tuple(map(self._value, self._present(names))))
            for part, names in (*PARTS, ("other", rest))
        ]
        return [part for part in found if part.values]

    def _present(self, names: tuple[str, ...]) -> list[str]:
        return [name for name in names if self.values.get(name)]

    def _value(self, name: str) -> SrpValue:
        value = self.values[name]
        return SrpValue(name=name, value=value if isinstance(value, Secret) else str(value), rule=self._rule(name))

    def _rule(self, name: str) -> str:
        device = name in ("pool_name", "identity", "password") and self.of_device
        return text_or(f"srp.rule.device_{name}" if device else f"srp.rule.{name}")


def handshake_of(row: Row | None) -> Handshake | None:
    """Return the handshake that a row is about: its own where it is the verifier's, otherwise its run's newest."""
    events = row.run.transcript.events if row else ()
    shown = [event for event in events if isinstance(event, Shown) and event.name == "srp"]
    if row is None or not shown:
        return None
    found = _own(row, events, shown) or shown[-1]
    return Handshake(purpose=str(found.values.get("purpose", "")), at=found.at, values=found.values)


def _own(row: Row, events: Sequence[Event], shown: list[Shown]) -> Shown | None:
    """Return what was shown just before the call that answers a verifier, or just after the reply that brought it."""
    if row.exchange is None:
        return None
    called, outcome = row.exchange.called, row.exchange.outcome
    if called.params.get("ChallengeName") in VERIFIERS:
        return next(reversed(_before(events, called, shown)), None)
    if isinstance(outcome, Replied) and outcome.challenge in VERIFIERS:
        before = len(_before(events, outcome, shown))
        return shown[before] if before < len(shown) else None
    return None


def _before(events: Sequence[Event], moment: Called | Replied, shown: list[Shown]) -> list[Shown]:
    place = events.index(moment)
    return [event for event in shown if events.index(event) < place]
