"""The guided tour over the practice pool: its stations as data, and where somebody who takes it stands.

The words of a station are in the texts, under `tour.NAME`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.transcript.events import Answered, Ended, Event, SignedIn, Started

CODE = "code"  # an answer: the code that the inbox shows for it
PLAIN = "practice / public-all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A sign-in that the tour can begin for a person: the profile by its name, the flow by its key in FLOWS."""

    user: str
    flow: str = "user_srp"
    profile: str = PLAIN
    password: str = "Practice1!"  # noqa: S105 - the one that every practice user has
    refused: bool = False  # whether it is to end by a refusal

    def ends_by(self, flow: str, user: str, event: Event) -> bool:
        """Say whether an event of a run of this flow and user is what the station is about."""
        return (flow, user) == (self.flow, self.user) and isinstance(event, Ended if self.refused else SignedIn)


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """One stop: what the ring goes around, and what can be done there.

    `answers` are by the challenge that asks for them, one for each of its rounds; `act` names something that is no
    sign-in, `until` the flow whose success it is about, where it is about one.
    """

    name: str
    ring: str = ""
    attempt: Attempt | None = None
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    act: str = ""
    until: str = ""

    def ends_by(self, flow: str, user: str, event: Event) -> bool:
        """Say whether an event of a run of this flow and user is what this is about."""
        if self.attempt is not None:
            return self.attempt.ends_by(flow, user, event)
        return flow == self.until and isinstance(event, SignedIn)


STATIONS = (
    Station(name="window", ring="flows"),
    Station(name="first", ring="sign_in", attempt=Attempt(user="plain")),
    Station(name="read", ring="details", act="read"),
    Station(name="sms", ring="inbox", attempt=Attempt(user="sms"), answers={"SMS_MFA": (CODE,)}),
    Station(name="totp", ring="inbox", attempt=Attempt(user="totp"), answers={"SOFTWARE_TOKEN_MFA": (CODE,)}),
    Station(name="refused", ring="timeline", attempt=Attempt(user="plain", password="Wrong1!pw", refused=True)),  # noqa: S106
    Station(
        name="custom",
        ring="timeline",
        attempt=Attempt(user="custom", flow="custom_srp"),
        answers={"CUSTOM_CHALLENGE": ("clock", "footsteps")},
    ),
    Station(name="saved", ring="saved", act="refresh", until="refresh"),
    Station(name="evidence", ring="timeline", act="export"),
    Station(name="own", ring="profiles", act="profiles"),
)


class Tour:
    """Where somebody stands, and what of it was done; a person may do it by hand."""

    def __init__(self) -> None:
        self.place = 0
        self._done: set[str] = set()
        self._rounds: Counter[str] = Counter()  # of each challenge, answered in the run that began last

    @property
    def station(self) -> Station:
        """Where the tour is."""
        return STATIONS[self.place]

    @property
    def done(self) -> bool:
        """Whether what this station is about has happened."""
        return self.station.name in self._done

    @property
    def last(self) -> bool:
        """Whether no station comes after this one."""
        return self.place == len(STATIONS) - 1

    def go(self, by: int) -> None:
        """Go on, or back, by so many stations."""
        self.place = min(max(self.place + by, 0), len(STATIONS) - 1)

    def note(self) -> None:
        """Take this station for done."""
        self._done.add(self.station.name)

    def take(self, flow: str, user: str, event: Event) -> None:
        """Look at what happened in a run."""
        if isinstance(event, Started):
            self._rounds.clear()
        elif isinstance(event, Answered):
            self._rounds[event.name] += 1
        if self.station.ends_by(flow, user, event):
            self.note()

    def answer_to(self, challenge: str) -> str:
        """Return the station's answer to the round that is asked now: a value, CODE, or an empty string for none."""
        answers = self.station.answers.get(challenge, ())
        return answers[min(self._rounds[challenge], len(answers) - 1)] if answers else ""
