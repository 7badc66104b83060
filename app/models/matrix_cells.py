"""A cell of the matrix: what happened in it so far, and how that looks in words, tone and icon. Knows nothing of Qt."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.models.figures import duration
from app.models.row_words import end_detail, end_word, join
from app.runs.matrix import Trial
from app.runs.matrix_expected import Why
from app.scenarios.judging import expected_name, judge
from app.scenarios.scenario import End, Expectation
from app.texts import text, text_or
from app.transcript.events import END, Ended, Event, SignedIn
from app.transcript.recording import Recording


class State(StrEnum):
    """How far a cell has come."""

    IDLE = "idle"  # nobody has wanted it yet
    WAITING = "waiting"
    RUNNING = "running"
    PASSED = "passed"
    FAILED = "failed"  # not as expected
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a cell shows: two lines, the colour's and the icon's name, and all of it in one line or several."""

    word: str
    below: str
    tone: str
    icon: str
    spoken: str
    tip: str


TONES = {
    State.IDLE: ("muted", ""), State.WAITING: ("muted", "clock"), State.RUNNING: ("accent", "waiting"),
    State.PASSED: ("green", "check"), State.FAILED: ("red", "cross"), State.SKIPPED: ("amber", "minus"),
}  # fmt: skip

ICONS = {End.SIGNED_IN: "check", End.CHALLENGE: "key", End.ERROR: "lock"}  # of what is as expected


@dataclass(slots=True, kw_only=True, eq=False)
class Cell:
    """One cell; `reason` is why it was skipped.

    `now` is the trial it will be the next time, where the app client has been changed since it was done.
    """

    trial: Trial
    now: Trial | None = None
    state: State = State.IDLE
    reason: str = ""
    events: list[Event] = field(default_factory=list)

    @property
    def end(self) -> Event | None:
        """The last event, where the sign-in has ended."""
        return self.events[-1] if self.events and isinstance(self.events[-1], END) else None

    @property
    def seconds(self) -> float:
        """How long it took so far."""
        return max(self.events[-1].at - self.events[0].at, 0.0) if self.events else 0.0

    @property
    def run_id(self) -> str:
        """The run that happens in it, or has; empty where none has."""
        return str(getattr(self.events[0], "run_id", "")) if self.events else ""

    @property
    def recording(self) -> Recording | None:
        """What happened, to be opened; None where nothing has."""
        return Recording(run_id=self.run_id, events=tuple(self.events)) if self.run_id else None

    def begin_again(self) -> None:
        """Forget what happened: it is to be done (again)."""
        self.state, self.reason, self.events = State.WAITING, "", []
        self.trial, self.now = self.now or self.trial, None

    def expect(self, wanted: Expectation | None) -> None:
        """Take what the person expects, or what is usual, and judge by it what has happened already."""
        self.trial = self.trial.expecting(wanted)
        self.now = self.now.expecting(wanted) if self.now is not None else None
        if self.state in (State.PASSED, State.FAILED):
            self.judge()

    def meet(self, made: Trial) -> None:
        """Take what the facts of now make of it: what was done stays, with the facts that it was done with."""
        wanted = made.expected.expect if made.expected.why is Why.PERSON else None
        self.now = None if self.trial.is_of(made) else made
        self.trial = made if self.now is None else self.trial
        self.expect(wanted)

    def judge(self) -> None:
        """Compare the end with the expectation."""
        passed = judge(self.trial.scenario, self.events).passed
        self.state = State.PASSED if passed else State.FAILED

    def came_to(self) -> Expectation | None:
        """Return the expectation that what happened would meet; None where nothing has."""
        match self.end:
            case SignedIn():
                return Expectation()
            case Ended(reason="unanswered", code=name):
                return Expectation(end=End.CHALLENGE, name=name)
            case Ended(reason=reason, code=code):
                return Expectation(end=End.ERROR, name=code or reason)
        return None


def look(cell: Cell) -> Look:
    """Return how a cell looks."""
    tone, icon = TONES[cell.state]
    if cell.state is State.PASSED:
        icon = ICONS[cell.trial.expected.expect.end]
    word, whole, detail = _outcome(cell)
    below, wanted = _below(cell), text("matrix.expected", what=expectation_words(cell.trial.expected.expect))
    why = text(f"matrix.why.{cell.trial.expected.why}")
    return Look(
        word=word, below=below, tone=tone, icon=icon,
        spoken=", ".join(part for part in (whole, below or wanted, _changed(cell)) if part),
        tip="\n".join(part for part in (join(whole, detail), join(wanted, why), _took(cell), _changed(cell)) if part),
    )  # fmt: skip


def expectation_words(expect: Expectation) -> str:
    """Say what is expected: `signed in`, `SMS_MFA asked`, or the error's name."""
    match expect.end:
        case End.SIGNED_IN:
            return text("matrix.signed_in")
        case End.CHALLENGE:
            return text("matrix.asked", name=expect.name)
    return expected_name(expect)


def place_words(cell: Cell) -> str:
    """Say which cell it is: user, profile, flow."""
    return join(cell.trial.user.name, cell.trial.profile.name, text(f"flow.{cell.trial.flow}.title"))


def _outcome(cell: Cell) -> tuple[str, str, str]:
    """Return the outcome as short as a cell has it, and in whole words; and what else is known of it."""
    if cell.state is State.SKIPPED:
        skipped = text("matrix.skipped")
        return skipped, skipped, text_or(f"matrix.skip.{cell.reason}", cell.reason)
    match cell.end:
        case SignedIn():
            return (text("matrix.signed_in"),) * 2 + ("",)
        case Ended(reason="unanswered", code=name):
            return name, text("matrix.asked", name=name), text("matrix.asked_why")
        case Ended(reason="refused", code=code, message=message):
            return code, text("matrix.refused", name=code), message
        case Ended() as end:
            return end_word(end), end_word(end), end_detail(end)
    state = "" if cell.state is State.IDLE else text(f"matrix.state.{cell.state}")
    return state, state, ""


def _below(cell: Cell) -> str:
    if cell.now is not None and cell.state in (State.PASSED, State.FAILED):
        return text("matrix.changed_short")
    match cell.state:
        case State.PASSED if isinstance(cell.end, SignedIn):
            return duration(cell.seconds)
        case State.PASSED:
            return text(f"matrix.as_expected.{cell.trial.expected.expect.end}")
        case State.FAILED:
            return text("matrix.not_expected", what=expectation_words(cell.trial.expected.expect))
        case State.SKIPPED:
            return text_or(f"matrix.skip_short.{cell.reason}", cell.reason)
    return ""


def _changed(cell: Cell) -> str:
    return text("matrix.changed") if cell.now is not None else ""


def _took(cell: Cell) -> str:
    done = cell.state in (State.PASSED, State.FAILED)
    return text("matrix.took", time=duration(cell.seconds)) if done else ""
