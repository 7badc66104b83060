"""The middle: a heading and a filter, the timeline, and in its flow the pending challenge or how the run ended."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.auth.steps import Ask
from app.auth.tokens import TokenSet
from app.models.timeline import TimelineModel
from app.runs.hold import HeldCall
from app.secret import Secret
from app.texts import text
from app.transcript.events import Ended, Event, Finished, NotSaved, Released, Saved, SignedIn, Started, TokensReceived
from app.transcript.opened import with_end
from app.transcript.recording import Recording, remarks
from widgets.challenge_panel import ChallengePanel
from widgets.filter_line import FilterLine
from widgets.first_offer import FirstOffer
from widgets.held_card import HeldCard
from widgets.hold_bar import HoldBar
from widgets.outcome_card import OutcomeCard
from widgets.parts import column, label, row
from widgets.theme import GRID
from widgets.timeline_view import TimelineView


class Stage(QFrame):
    """`first_wanted` and `tour_wanted`: the person took up what an empty timeline offers."""

    first_wanted = Signal()
    tour_wanted = Signal()

    def __init__(self, model: TimelineModel) -> None:
        super().__init__()
        self.setProperty("role", "stage")
        self._model = model
        self.timeline = TimelineView(model)
        self.challenge = ChallengePanel()
        self.held = HeldCard()
        self.hold_bar = HoldBar()
        self.outcome = OutcomeCard()
        self.filter = FilterLine(text("timeline_pane.filter"), self.timeline.set_filter)
        self._first = FirstOffer()
        self._offer = ""
        self._set_up()

    def begin(self, tokens: TokenSet | None = None, redeemed: Secret | None = None) -> None:
        """Show neither challenge nor outcome: a run begins, with what `OutcomeCard.begin` takes."""
        self.challenge.stop()
        self.held.stop()
        self.outcome.begin(tokens, redeemed)
        self.timeline.show_card(None)
        self._first.hide()

    def take(self, run_id: str, event: Event) -> None:
        """Put an event on the timeline, and what it means for the outcome."""
        self._model.add(run_id, event)
        match event:
            case Started():
                self.challenge.session_seconds = self.held.session_seconds = event.session_seconds
                self.outcome.flow = event.flow
            case TokensReceived():
                self.outcome.take_tokens(event.tokens)
            case Saved() | NotSaved():
                self.outcome.take_kept(event)
            case Released():
                self.answered()
        if isinstance(event, SignedIn | Finished | Ended):
            self._end(event)

    def open(self, recordings: Sequence[Recording], source: str) -> None:
        """Show runs that go on no more, below the others, and where they come from; a card stays where it belongs.

        What is on the timeline already is not added once more. The first of them is chosen, and on top.
        """
        self._first.hide()
        there = {run.run_id for run in self._model.runs}
        for recording in recordings:
            for event in with_end(recording) if recording.run_id not in there else ():
                self._model.add(recording.run_id, event, source)
            for remark in remarks(recording) if recording.run_id not in there else ():
                self._model.annotate(recording.run_id, remark.note, remark.marked, remark.event)
        wanted = {each.run_id for each in recordings}
        opened = [run for run in self._model.runs if run.run_id in wanted]
        if opened:
            self.timeline.links.go(opened[0])

    def ask(self, ask: Ask) -> None:
        """Show a challenge in the flow of rows, with the cursor in it."""
        self.challenge.show_ask(ask)
        self.timeline.show_card(self.challenge)
        self.challenge.take_focus()

    def hold(self, call: HeldCall) -> None:
        """Show a held call in the flow of rows, with the keyboard on Send; where it cannot be sent, on its members."""
        self.held.show_call(call)
        self.timeline.show_card(self.held)
        self.held.take_focus()

    def answered(self) -> None:
        """Take the card away; a challenge keeps what was typed until the run goes on or ends."""
        self._leave_card()
        self.timeline.show_card(None)

    def clear(self) -> None:
        """Take all rows away."""
        self._model.clear()
        self.timeline.show_card(None)
        self.offer(self._offer)

    def offer(self, username: str) -> None:
        """Offer, while nothing has run, to begin with this user; with an empty name offer nothing."""
        self._offer = username
        self._first.say(username)
        self._first.setVisible(bool(username) and self._model.rowCount() == 0)
        self._place_first()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (watched, event.type()) in ((self.timeline, QEvent.Type.Resize), (self._first, QEvent.Type.LayoutRequest)):
            self._place_first()
        return bool(super().eventFilter(watched, event))

    def _set_up(self) -> None:
        self.filter.setMinimumWidth(60)
        self.filter.setMaximumWidth(36 * GRID)
        box = column(spacing=0)
        box.addLayout(self._header())
        trouble = row()
        trouble.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        trouble.addWidget(self.filter.trouble)
        box.addLayout(trouble)
        box.addWidget(self.hold_bar)
        box.addWidget(self.timeline, 1)
        self.setLayout(box)
        for card in (self._first, self.challenge, self.held, self.outcome):  # so that they go with it, and
            card.setParent(self)  # follow the theme while they are out of sight
            card.hide()
        self._first.sign_in_wanted.connect(self.first_wanted)
        self._first.tour_wanted.connect(self.tour_wanted)
        for each in (self.timeline, self._first):
            each.installEventFilter(self)

    def _header(self) -> QHBoxLayout:
        line = row(spacing=GRID)
        line.setContentsMargins(2 * GRID, 12, 2 * GRID, GRID)
        line.addWidget(label(text("timeline_pane.title"), "heading"))
        line.addStretch(1)
        line.addWidget(self.filter, 8)
        return line

    def _end(self, event: SignedIn | Finished | Ended) -> None:
        self._leave_card()
        self.challenge.stop()
        self.held.stop()
        self.outcome.show_end(event)
        self.timeline.show_card(self.outcome)

    def _leave_card(self) -> None:
        """Where the keyboard was in a card that goes it goes on in the timeline."""
        focus = self.window().focusWidget()
        for card in (self.challenge, self.held):
            if card.held_focus or (focus is not None and card.isAncestorOf(focus)):
                self.timeline.setFocus()
            card.held_focus = False

    def _place_first(self) -> None:
        wanted = self._first.sizeHint()
        room = self.timeline.free_below(0 if self._first.isHidden() else wanted.height())
        room.translate(self.timeline.viewport().mapTo(self, QPoint(0, 0)))
        width = min(wanted.width(), room.width())
        self._first.setGeometry(room.center().x() - width // 2, room.top(), width, wanted.height())
        self._first.raise_()
