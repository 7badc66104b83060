"""The run behind a list in AWS: begun from a draft, on no timeline, one at a time."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from app.auth.steps import Answer
from app.runs.aws_pick import Draft, list_request, listed
from app.runs.sign_in import SignInRequest
from app.transcript.events import Ended, Event, Finished, Replied
from app.workers.sign_in import SignInRun


class Listing(QObject):
    """Signals: `found` carries the tuple of Listed, `ended` the Ended without them, `asked` an Ask that waits for
    `answer`, `paged` how many pages came so far."""

    found = Signal(object)
    ended = Signal(object)
    asked = Signal(object)
    paged = Signal(int)

    def __init__(self, start_run: Callable[[SignInRequest], SignInRun], parent: QObject) -> None:
        super().__init__(parent)
        self._start_run = start_run
        self._run: SignInRun | None = None
        self._pages = 0

    @property
    def running(self) -> bool:
        """Whether AWS is being asked."""
        return self._run is not None

    def begin(self, flow: str, draft: Draft, region: str, pool: str = "") -> None:
        """List what a key of ACTIONS lists; what was under way is forgotten."""
        self.forget()
        self._pages = 0
        self._run = self._start_run(list_request(flow, draft, region, pool))
        self._run.event_happened.connect(self._on_event)
        self._run.challenge_asked.connect(self._on_asked)
        self._run.start()

    def answer(self, answer: Answer) -> None:
        """Answer the question that waits."""
        if self._run is not None:
            self._run.answer(answer)

    def cancel(self) -> None:
        """End the run; `ended` says so."""
        if self._run is not None:
            self._run.cancel()

    def forget(self) -> None:
        """End the run without a word."""
        run, self._run = self._run, None
        if run is not None:
            run.cancel()

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        run = self._run
        if run is None or self.sender() is not run:
            return
        if isinstance(event, Replied):
            self._pages += 1
            self.paged.emit(self._pages)
        elif isinstance(event, Finished):
            self._run = None
            self.found.emit(listed(run.request.flow, event))
        elif isinstance(event, Ended):
            self._run = None
            self.ended.emit(event)

    @Slot(object)
    def _on_asked(self, ask: object) -> None:
        if self._run is not None and self.sender() is self._run:
            self.asked.emit(ask)
