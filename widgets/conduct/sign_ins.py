"""Conducts sign-ins, one at a time: from the form to a run, from its events to the timeline, from a challenge back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from time import time

from PySide6.QtCore import QObject, Signal, Slot

from app.auth.flows import FLOWS
from app.auth.flows.refresh import REFRESH_TOKEN
from app.auth.flows.user_auth import SESSION
from app.auth.steps import Answer, Ask
from app.auth.tokens import TokenSet
from app.runs.choices import Choice
from app.runs.sign_in import SignInRequest, new_run_id
from app.secret import Secret
from app.texts import text
from app.transcript.events import END, Event, Failed, HttpAnswer, NotSaved, Saved, TokensReceived
from app.workers.pace import PacedRun
from widgets.clipboard import clipboard
from widgets.conduct.panels import Panels

REFRESH, SIGN_OUT = "refresh", "sign_out"  # keys of FLOWS and ACTIONS


class SignInConductor(QObject):
    """Signals: `running_changed` says whether a run is under way; `asked` that a challenge waits for its answer; `kept`
    that the vault was told to keep something; `happened` carries a run's request and each event, `ended` the last."""

    running_changed = Signal(bool)
    began = Signal(object)  # the run, before its first step
    asked = Signal()
    kept = Signal(object)
    happened = Signal(object, object)
    ended = Signal(object, object)

    def __init__(self, panels: Panels, start_run: Callable[[SignInRequest], PacedRun], parent: QObject) -> None:
        super().__init__(parent)
        self._panels = panels
        self._start_run = start_run
        self._run: PacedRun | None = None
        self._request: SignInRequest | None = None
        self._last: SignInRequest | None = None  # the last sign-in, whatever was done with its tokens since
        self._choices: tuple[Choice, ...] = ()  # made in it
        self._leave: Mapping[str, str] | None = None  # the answer that Cancel gives to the question that waits
        self._starts_over = False  # as soon as the run that is under way has ended
        self._calls = 0
        self._seconds = 0.0
        panels.top.sign_in.clicked.connect(self.sign_in)
        panels.top.cancel.clicked.connect(self.cancel)
        panels.left.form.submitted.connect(self.sign_in)
        panels.stage.first_wanted.connect(self.sign_in)
        panels.right.details.session.again.connect(self.start_over)
        panels.stage.outcome.again.connect(self.repeat)
        panels.stage.challenge.answered.connect(self._answer)
        panels.right.inbox.code_wanted.connect(self.use_code)

    @property
    def running(self) -> bool:
        """Whether a run is under way."""
        return self._run is not None

    @property
    def last(self) -> SignInRequest | None:
        """The last sign-in, whatever was done with its tokens since."""
        return self._last

    @Slot()
    def sign_in(self) -> None:
        """Begin with what the form holds; nothing happens while a run is under way or no profile is there."""
        profile = self._panels.top.profile
        if profile is None:
            return
        flows, form = self._panels.left.flows, self._panels.left.form
        self.begin(
            SignInRequest(
                profile=profile, flow=flows.chosen_flow, credentials=form.answer(), save=form.save_box.save
            )
        )

    @Slot()
    def repeat(self) -> None:
        """Begin the last run once more, be it a sign-in or not."""
        if self._request is not None and self._request is not self._last:
            self.begin(replace(self._request, run_id=new_run_id()))
        else:
            self.sign_in_again()

    @Slot()
    def sign_in_again(self) -> None:
        """Begin the last sign-in once more, with its credentials and choices, and its profile as it is now.

        Not with a sign-up's Session: that is good for one sign-in.
        """
        if self._last is not None:
            last, now = self._last, self._panels.models.profiles.find(self._last.profile.id)
            typed = {key: value for key, value in last.credentials.values.items() if key != SESSION.name}
            again = replace(last, profile=now or last.profile, credentials=Answer(values=typed), choices=self._choices)
            self.begin(replace(again, run_id=new_run_id()))

    def begin(self, request: SignInRequest) -> None:
        """Begin a run, unless one is under way."""
        if self._run is not None:
            return
        self._request = request
        self._panels.right.details.code.scripts.remember(request)
        if request.flow in FLOWS:
            self._last, self._choices = request, ()
            self._panels.right.details.session.newest = request.run_id
        self._calls, self._seconds = 0, 0.0
        self._run = self._start_run(request)
        self._run.event_happened.connect(self._on_event)
        self._run.challenge_asked.connect(self._on_asked)
        self._run.finished.connect(self._on_finished)
        user = request.credentials.text("username")
        self._panels.stage.begin(*self._carried(request))
        self._panels.models.inbox.set_user(user)
        self._panels.status.show_calls(0, 0.0)
        self._running(True)
        self.began.emit(self._run)
        self._run.start()

    def _carried(self, request: SignInRequest) -> tuple[TokenSet | None, Secret | None]:
        """What the outcome knows of a run beforehand: the sign-in's tokens that it uses, or the one that it redeems."""
        if request.flow in FLOWS:
            return None, request.credentials.secret(REFRESH_TOKEN.name) if request.flow == REFRESH else None
        goes_on = self._last is not None and request.about == self._last.run_id and request.flow != SIGN_OUT
        return self._panels.stage.outcome.tokens if goes_on else None, None

    def _rotated(self, token: Secret) -> None:
        """Send the new refresh token from now on: the one that was sent is spent, or soon will be."""
        if self._request is not None and self._request.flow == REFRESH:
            values = {**self._request.credentials.values, REFRESH_TOKEN.name: token}
            self._request = self._last = replace(self._request, credentials=Answer(values=values))

    @Slot()
    def start_over(self) -> None:
        """Begin the last sign-in once more; a run that is under way is cancelled first."""
        self._starts_over = self.running
        if self.running:
            self.stop()
        else:
            self.sign_in_again()

    @Slot()
    def cancel(self) -> None:
        """End the run that is under way, or leave a question that it can do without."""
        if self._leave is not None:
            self._answer(Answer(values=self._leave, at=time()))
        else:
            self.stop()

    def stop(self) -> None:
        """End the run that is under way, whatever it waits for."""
        if self._run is not None:
            self._run.cancel()

    @Slot(str)
    def use_code(self, code: str) -> None:
        """Put a code into the pending challenge; where none takes one, on the clipboard."""
        if not self._panels.stage.challenge.put_code(code):
            clipboard().copy(Secret(code))
            self._panels.right.inbox.say(text("inbox.copied"))

    @Slot(object)
    def _answer(self, answer: Answer) -> None:
        self._leave = None
        self._panels.stage.answered()
        self._panels.right.inbox.set_challenge("")
        if self._run is not None:
            self._run.answer(answer)

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if self._request is None:
            return
        self._panels.stage.take(self._request.run_id, event)
        if isinstance(event, HttpAnswer | Failed):
            self._calls += 1
            self._seconds += event.seconds
            self._panels.status.show_calls(self._calls, self._seconds)
        self.happened.emit(self._request, event)
        if isinstance(event, Saved | NotSaved):
            self.kept.emit(event)
        if isinstance(event, TokensReceived) and event.tokens.refresh_token is not None:
            self._rotated(event.tokens.refresh_token)
        if isinstance(event, END):
            self._panels.right.inbox.set_challenge("")
            self.ended.emit(self._request, event)

    @Slot(object)
    def _on_asked(self, ask: Ask) -> None:
        self._leave = ask.leave
        self._panels.stage.ask(ask)
        self._panels.right.inbox.set_challenge(ask.name)
        self.asked.emit()

    @Slot()
    def _on_finished(self) -> None:
        if self._run is not None and self._run.request is self._last:
            self._choices = self._run.choices
        self._run = self._leave = None
        self._running(False)
        if self._starts_over:
            self._starts_over = False
            self.sign_in_again()

    def _running(self, running: bool) -> None:
        self._panels.top.set_running(running)
        self.running_changed.emit(running)
