"""The card under the waiting row: what Cognito asks, why the last answer was not taken, and the time that is left."""

from time import time

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from app.auth.steps import Ask
from app.diagnosis.messages import explain_end
from app.errors import ApiError, PasskeyError
from app.models.row_words import session_warning
from app.texts import text
from app.transcript.events import Ended
from widgets.challenges import form_for
from widgets.challenges.form import ChallengeForm
from widgets.parts import column, empty_layout, label
from widgets.pieces import CardGroup
from widgets.theme import HEADING
from widgets.wrapped import Wrapped


class ChallengePanel(CardGroup):
    """Shows one Ask at a time; what was typed stays when the same is asked again. `answered` carries the Answer."""

    answered = Signal(object)

    def __init__(self) -> None:
        super().__init__(text("challenge_card.name"), "accent")
        self.form: ChallengeForm | None = None
        self.session_seconds: float | None = None  # how long the run's Sessions last, where the profile knows
        self.held_focus = False  # the keyboard was in it when its answer was sent
        self._warned = False
        self._wants_more: set[str] = set()  # the challenges whose More options the person opened
        self._box = column(spacing=6)
        self._box.setContentsMargins(16, 14, 16, 14)
        self.setLayout(self._box)
        self._left = label(role="warn")
        self._problem = Wrapped(tone="red")
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self._tick)

    @property
    def asks(self) -> str:
        """The name of the challenge that waits for its answer, or an empty string."""
        return self.form.ask.name if self.form is not None and self.isEnabled() else ""

    def show_ask(self, ask: Ask) -> None:
        """Show a challenge; with a refusal in it, what was typed is still there."""
        typed = self.form.typed() if self.form is not None and ask.refusal and self.form.ask.name == ask.name else {}
        empty_layout(self._box)
        self.form = form_for(ask)
        self.form.submitted.connect(self._submit)
        self.form.edited.connect(self._edited)
        self._lay_out(self.form)
        self._keep_more_open(self.form)
        self.form.restore(typed)
        self._show_refusal(ask)
        self.setEnabled(True)
        self._tick()
        self._clock.start()
        self._announce(self.form)

    def take_focus(self) -> None:
        """Put the cursor where the answer is typed."""
        if self.form is not None:
            self.form.focus()

    def put_code(self, code: str) -> bool:
        """Put a code into the pending challenge's field; False where it has none."""
        found = self.form.code_editor() if self.form is not None and self.asks else None
        if found is None:
            return False
        found.restore(code)
        found.target().setFocus()
        return True

    def give(self, code: str) -> None:
        """Put a code, or an answer, into the pending challenge, and go on with it."""
        if self.put_code(code) and self.form is not None:
            self.form.go.click()

    def stop(self) -> None:
        """Forget the challenge, and what was typed for it: the run has ended."""
        self._clock.stop()
        self.form = None
        empty_layout(self._box)

    def _lay_out(self, form: ChallengeForm) -> None:
        self._left = label(role="warn")
        self._problem = Wrapped(tone="red")
        self._box.addWidget(Wrapped(form.title, size=HEADING, bold=True))
        if form.body:
            self._box.addWidget(Wrapped(form.body, tone="muted"))
        self._box.addWidget(self._problem)
        self._box.addWidget(form)
        if form.hint:
            self._box.addWidget(label(form.hint, "small", wrap=True))
        self._box.addWidget(self._left)

    def _keep_more_open(self, form: ChallengeForm) -> None:
        """Show what is rarely needed where the person wanted to see it for this challenge before."""
        if form.ask.name in self._wants_more:
            form.more.reveal()
        form.more.toggled.connect(self._toggle_more)

    def _toggle_more(self, shown: bool) -> None:
        if self.form is not None:
            (self._wants_more.add if shown else self._wants_more.discard)(self.form.ask.name)

    def _show_refusal(self, ask: Ask) -> None:
        self._warned = False
        self._problem.setVisible(ask.refusal is not None)
        if ask.refusal is not None and self.form is not None:
            self._say(_words(ask.refusal))
            for made in self.form.editors:
                made.mark(made is self.form.refused_editor())

    def _say(self, problem: str) -> None:
        self._problem.setText(problem)
        self._problem.setVisible(True)

    def _edited(self) -> None:
        self._warned = False
        if self.form is not None:
            for made in self.form.editors:
                made.mark(False)

    def _submit(self) -> None:
        if self.form is None or not self.isEnabled():
            return
        empty = self.form.first_empty()
        if empty is not None and not self._warned:
            self._warned = True  # a tester may well want to see what Cognito says to nothing
            self._say(text("challenge_card.empty", label=empty.words))
            empty.mark(True)
            empty.target().setFocus()
            return
        self._clock.stop()
        self.held_focus = self._holds_focus()
        self.setEnabled(False)
        self.answered.emit(self.form.answer())

    def _holds_focus(self) -> bool:
        focus = self.window().focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def _tick(self) -> None:
        since = self.form.ask.deadline_from if self.form is not None else None
        words = session_warning(since, self.session_seconds, time())
        self._left.setVisible(bool(words))
        self._left.setText(words)

    def _announce(self, form: ChallengeForm) -> None:
        words = text("challenge_card.announce", title=form.title, body=form.body)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))



def _words(refusal: ApiError | PasskeyError) -> str:
    """Say why the last answer was not taken: in Cognito's own words, or what the authenticator lacks."""
    if isinstance(refusal, ApiError):
        return text("challenge_card.refused", code=refusal.code, message=refusal.message)
    explained = explain_end(Ended(at=0.0, reason="passkey", code=refusal.code, message=refusal.detail))
    return f"{explained.what} {explained.why} {explained.try_}"
