"""Slow motion: what a run did is shown step by step, while the run itself goes on at full speed behind.

It must: Cognito allows only seconds between a PASSWORD_VERIFIER challenge and its answer, and a Session ends whoever
watches. So nothing waits in the run's own thread; its signals wait here.
"""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.auth.steps import CREDENTIALS, Answer, Ask
from app.runs.choices import Choice
from app.runs.hold import HeldCall, Release
from app.runs.sign_in import SignInRequest
from app.transcript.events import END, Answered, Asked, Event, Released, Started
from app.workers.sign_in import SignInRun

AT_ONCE = 0.0
BY_STEP = -1.0  # each step waits for `next`


@dataclass(frozen=True, slots=True, kw_only=True)
class _Step:
    """What waits to be shown; a quiet one comes along with the one before it. `at`: when it happened."""

    show: Callable[[], None]
    quiet: bool
    at: float


class Pace(QObject):
    """How fast a window shows what happens in it. `waiting_changed`: how many steps are still to be shown."""

    waiting_changed = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: deque[_Step] = deque()
        self._seconds = AT_ONCE
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._go_on)

    @property
    def seconds(self) -> float:
        """The time from step to step; AT_ONCE or BY_STEP."""
        return self._seconds

    @property
    def waiting(self) -> int:
        """How many steps are still to be shown."""
        return sum(not step.quiet for step in self._steps)

    def set_seconds(self, seconds: float) -> None:
        """Change the time from step to step."""
        self._seconds = seconds
        self._timer.stop()
        self._go_on()

    def put(self, show: Callable[[], None], *, quiet: bool = False, at: float = 0.0) -> None:
        """Let `show` be called when its time has come."""
        self._steps.append(_Step(show=show, quiet=quiet, at=at))
        self._go_on()

    @Slot()
    def next(self) -> None:
        """Show the next step now."""
        self._timer.stop()
        self._show_step()
        self.waiting_changed.emit(self.waiting)

    def flush(self) -> None:
        """Show all that waits, at once."""
        self._timer.stop()
        while self._steps:
            self._show_one()
        self.waiting_changed.emit(0)

    def now(self) -> float:
        """The time as it is shown, in epoch seconds: it stands still before the step that waits."""
        return next((step.at for step in self._steps if step.at), 0.0) or time.time()

    @Slot()
    def _go_on(self) -> None:
        self._show_quiet()
        if self._seconds == AT_ONCE:
            while self._steps:
                self._show_one()
        elif self._seconds > 0 and not self._timer.isActive():
            self._show_step()
        self.waiting_changed.emit(self.waiting)

    def _show_step(self) -> None:
        """Show a step and what comes along with it; the next one has to wait its time."""
        if not self._steps:
            return
        self._show_one()
        self._show_quiet()
        if self._seconds > 0:
            self._timer.start(round(self._seconds * 1000))

    def _show_quiet(self) -> None:
        while self._steps and self._steps[0].quiet:
            self._show_one()

    def _show_one(self) -> None:
        self._steps.popleft().show()


class PacedRun(QObject):
    """A `SignInRun` whose signals come at a window's pace; with the pace AT_ONCE it is that run, and nothing else."""

    event_happened = Signal(object)
    challenge_asked = Signal(object)
    call_held = Signal(object)
    finished = Signal()

    def __init__(self, run: SignInRun, pace: Pace) -> None:
        super().__init__(run)
        self._run = run
        self._pace = pace
        self._ended = False
        run.event_happened.connect(self._on_event)
        run.challenge_asked.connect(self._on_asked)
        run.call_held.connect(self._on_held)
        run.finished.connect(self._on_finished)

    @property
    def request(self) -> SignInRequest:
        """What the run was asked for."""
        return self._run.request

    @property
    def ended(self) -> bool:
        """Whether its last event was shown."""
        return self._ended

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What was chosen in it so far, for a request that repeats this one."""
        return self._run.choices

    def start(self) -> None:
        """Start it."""
        self._run.start()

    def answer(self, answer: Answer) -> None:
        """Answer the question that is waiting."""
        self._run.answer(answer)

    def hold(self, on: bool) -> None:
        """Let each call from now on wait for `release`, or none."""
        self._run.hold(on)

    def release(self, release: Release) -> None:
        """Decide on the call that is held."""
        self._run.release(release)

    def cancel(self) -> None:
        """End the run at once; nothing is held back any more."""
        self._run.cancel()
        self._pace.flush()

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        self._pace.put(lambda: self._show(event), quiet=_is_quiet(event), at=event.at)

    @Slot(object)
    def _on_asked(self, ask: Ask) -> None:
        self._pace.put(lambda: self.challenge_asked.emit(ask), quiet=True)

    @Slot(object)
    def _on_held(self, call: HeldCall) -> None:
        self._pace.put(lambda: self.call_held.emit(call), quiet=True)

    @Slot()
    def _on_finished(self) -> None:
        self._pace.put(self.finished.emit, quiet=True)

    def _show(self, event: Event) -> None:
        self._ended = isinstance(event, END)
        self.event_happened.emit(event)


def _is_quiet(event: Event) -> bool:
    """Whether an event is no step of its own: the run's heading, what the form held, or an answer."""
    return isinstance(event, Started | Answered | Released) or (isinstance(event, Asked) and event.name == CREDENTIALS)
