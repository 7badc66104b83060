"""Puts one run on a thread of its own: events out by signals, answers and Cancel in by plain methods."""

import contextlib
import queue
import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from app.auth.steps import Answer, Ask
from app.errors import Cancelled
from app.runs.choices import Choice
from app.runs.hold import HeldCall, Release
from app.runs.sign_in import SignIn, SignInRequest
from app.runs.vault_access import ProfileSecrets, VaultAccess
from app.transcript.events import END, Ended, Event
from app.workers.threads import working


class SignInRun(QObject):
    """One run. Lives in the GUI thread; the sign-in runs on a daemon thread, so a hung call cannot keep the program.

    Signals:
        event_happened: an Event, in order; the last is SignedIn, Finished or Ended, and nothing comes after it.
        challenge_asked: the Ask that waits for `answer`.
        call_held: the HeldCall that waits for `release`; once more, with problems, where it cannot be sent.
        finished: the run has ended.
    """

    event_happened = Signal(object)
    challenge_asked = Signal(object)
    call_held = Signal(object)
    finished = Signal()
    _event_came = Signal(object)  # from the worker thread, queued to the slots below
    _question_came = Signal(object)
    _call_came = Signal(object)

    def __init__(self, request: SignInRequest, access: VaultAccess, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.request = request
        self._ended = False
        self._waiting = False  # for an answer
        self._held = False  # a call waits
        self._holds = threading.Event()
        self._given_up = threading.Event()
        self._answers: queue.SimpleQueue[Answer | None] = queue.SimpleQueue()
        self._releases: queue.SimpleQueue[Release | None] = queue.SimpleQueue()
        keeper = ProfileSecrets(access, request.profile, wanted=request.keeps)
        gate = _Gate(self._holds, self._wait_for_release)
        self._sign_in = SignIn(request, answers=self._wait_for_answer, secrets=keeper, emit=self._emit, gate=gate)
        self._event_came.connect(self._on_event)
        self._question_came.connect(self._on_question)
        self._call_came.connect(self._on_call)

    @property
    def ended(self) -> bool:
        """Whether the last event has come."""
        return self._ended

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What was chosen in it so far, for a request that repeats this one."""
        return self._sign_in.choices

    def start(self) -> None:
        """Start the worker thread, unless the run was cancelled already."""
        if not self._ended:
            threading.Thread(target=self._run, name="sign-in", daemon=True).start()

    def answer(self, answer: Answer) -> None:
        """Answer the question that is waiting; a second answer to the same question is dropped."""
        if self._waiting:
            self._waiting = False
            self._answers.put(answer)

    def hold(self, on: bool) -> None:
        """Let each call from now on wait for `release`, or none; one that waits already goes on waiting."""
        (self._holds.set if on else self._holds.clear)()

    def release(self, release: Release) -> None:
        """Decide on the call that is held; a second decision on the same is dropped."""
        if self._held:
            self._held = False
            self._releases.put(release)

    def cancel(self) -> None:
        """End the run at once, whatever it is doing; a late reply is dropped."""
        if self._ended:
            return
        self._given_up.set()
        self._answers.put(None)
        self._releases.put(None)
        threading.Thread(target=self._sign_in.abort, name="abort", daemon=True).start()  # a TLS shutdown may block
        self._on_event(Ended(at=time.time(), reason="cancelled"))

    def _run(self) -> None:
        with contextlib.suppress(Cancelled):  # before its first step; later the sign-in ends by it
            self._sign_in.run()

    def _wait_for_answer(self, step: Ask) -> Answer:
        self._tell(self._question_came, step)
        answer = self._answers.get()
        if answer is None:
            raise Cancelled
        return answer

    def _wait_for_release(self, call: HeldCall) -> Release:
        self._tell(self._call_came, call)
        release = self._releases.get()
        if release is None:
            raise Cancelled
        return release

    def _emit(self, event: Event) -> None:
        if not (self._given_up.is_set() and isinstance(event, END)):  # the end was told when it was cancelled
            self._tell(self._event_came, event)

    def _tell(self, signal: object, value: object) -> None:
        if self._given_up.is_set():
            raise Cancelled
        with working(self, "a sign-in"):
            signal.emit(value)  # type: ignore[attr-defined]  # a bound Signal has no type of its own in PySide6

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if self._ended:
            return
        self._ended = isinstance(event, END)
        self.event_happened.emit(event)
        if self._ended:
            self.finished.emit()

    @Slot(object)
    def _on_question(self, step: Ask) -> None:
        if not self._ended:
            self._waiting = True
            self.challenge_asked.emit(step)

    @Slot(object)
    def _on_call(self, call: HeldCall) -> None:
        if not self._ended:
            self._held = True
            self.call_held.emit(call)


class _Gate:
    """Asks the window about each call while calls are to be held."""

    def __init__(self, holds: threading.Event, ask: Callable[[HeldCall], Release]) -> None:
        self._holds = holds
        self._ask = ask

    @property
    def closed(self) -> bool:
        """Whether calls are held now."""
        return self._holds.is_set()

    def __call__(self, call: HeldCall) -> Release:
        """Wait for the person."""
        return self._ask(call)
