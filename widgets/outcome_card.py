"""How the run ended: by word, icon and colour; why, and what to try; and what can be done with what it brought."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QVBoxLayout

from app.auth.actions import ACTIONS
from app.auth.tokens import TokenSet
from app.auth.vault_names import REFRESH_TOKEN
from app.diagnosis.messages import explain_end
from app.diagnosis.verdict import Remedy, Verdict
from app.models.row_words import finding_words
from app.secret import Secret
from app.texts import text, text_or
from app.transcript.events import Ended, Finished, NotSaved, Saved, SignedIn
from widgets.clipboard import clipboard
from widgets.flowing import Flowing
from widgets.parts import button, column, label, name, row
from widgets.pieces import CardGroup, IconBox
from widgets.sign_out import SignOutBox, TokenChecks
from widgets.theme import GRID, HEADING
from widgets.verdict import VerdictBox
from widgets.wrapped import Wrapped

LOOKS = {"cancelled": ("minus", "muted"), "dropped": ("stop", "amber")}  # ends that nothing went wrong with


class OutcomeCard(CardGroup):
    """Shown under the last row of a run.

    `again`: the person wants the same once more; `go_on`: what `offer` offered; `sign_out_wanted` carries how, and
    whether the refresh token is to be tried afterwards; `compare_wanted`: with the run before.
    """

    again = Signal()
    go_on = Signal()
    sign_out_wanted = Signal(str, bool)
    compare_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(text("outcome.card"))
        self.flow = ""  # of the run that it tells of
        self._tokens: TokenSet | None = None
        self._redeemed: Secret | None = None
        self._icon = IconBox()
        self._headline = Wrapped(size=HEADING, bold=True)
        self._message = Wrapped(wire=True)
        self._what = Wrapped()
        self._why = Wrapped(tone="muted")
        self._try = Wrapped()
        self._kept = Wrapped()
        self._note = label(role="small", wrap=True)
        self.verdict = VerdictBox()  # before the buttons below it, that Tab comes to it first
        self._access = button(text("outcome.copy_access"), press=self._copy_access, icon_name="copy")
        self._id = button(text("outcome.copy_id"), press=self._copy_id, icon_name="copy")
        self._again = button(text("outcome.again"), press=self.again.emit)
        self._go_on = button("", "primary", press=self.go_on.emit)
        self._compare = button("", press=self.compare_wanted.emit)
        self._leave = button(text("outcome.sign_out"), press=self._offer_sign_out)
        name(self._leave, text("outcome.sign_out_name"))
        self._sign_out = SignOutBox()
        self._sign_out.wanted.connect(self.sign_out_wanted)
        self._checks = TokenChecks()
        name(self._headline, "", text("outcome.name"))
        self.setLayout(self._laid_out())

    def begin(self, tokens: TokenSet | None = None, redeemed: Secret | None = None) -> None:
        """Forget the last run, but for the tokens of a sign-in that the next one goes on from.

        `redeemed`: the refresh token that it sends, which stays the sign-in's where no other comes in its place.
        """
        self._tokens = tokens
        self._redeemed = redeemed
        self._kept.setText("")
        self._note.setText("")
        self._sign_out.hide()
        self._go_on.hide()
        self._compare.hide()
        self._checks.clear()
        self.verdict.clear()

    @property
    def tokens(self) -> TokenSet | None:
        """The tokens of the run that it tells of."""
        return self._tokens

    def take_tokens(self, tokens: TokenSet) -> None:
        """Keep the tokens at hand for their copy buttons."""
        self._tokens = tokens if tokens.refresh_token else replace(tokens, refresh_token=self._redeemed)

    def take_kept(self, event: Saved | NotSaved) -> None:
        """Say what became of the refresh token; a device or a passkey has its row on the timeline."""
        if event.name != REFRESH_TOKEN:
            return
        self._kept.set_tone("muted" if isinstance(event, Saved) or event.reason == "off" else "amber")
        if isinstance(event, Saved):
            self._kept.setText(text("outcome.saved"))
            return
        otherwise = text("outcome.not_saved", reason=event.reason)
        self._kept.setText(text_or(f"vault_trouble.{event.reason}.what", otherwise))

    def show_end(self, event: SignedIn | Finished | Ended) -> None:
        """Show the last event of a run."""
        if isinstance(event, Ended):
            self._show_trouble(event)
        else:
            self._show("check", "green", self._good(event))
            self._explain("", "", "", "")
        if isinstance(event, Finished):
            self._checks.show_findings(event.findings)
        self._leave.setVisible(self._tokens is not None)
        self._again.setText(text("outcome.repeat" if self.flow in ACTIONS else "outcome.again"))
        self._access.setVisible(self._tokens is not None)
        self._id.setVisible(self._tokens is not None and self._tokens.id_token is not None)
        self._kept.setVisible(bool(self._kept.text()))
        self._note.setVisible(False)
        self._announce()

    def show_verdict(self, verdict: Verdict, remedies: Sequence[Remedy] = (), *, examined: bool) -> None:
        """Show why a refresh was refused, in place of the general words about it."""
        self.verdict.show_verdict(verdict, remedies, examined=examined)
        for part in (self._what, self._why, self._try):
            part.setVisible(False)

    def show_causes(self, verdict: Verdict, remedies: Sequence[Remedy], *, about: str, in_place: bool) -> None:
        """Show what is behind a refusal, this run's or (with `about`) another's; `in_place` of the general words."""
        self.verdict.show_causes(verdict, remedies, about)
        if in_place:
            for part in (self._what, self._why, self._try):
                part.hide()
        said = verdict.causes[0].what if verdict.causes else verdict.says
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def offer(self, words: str, spoken: str = "") -> None:
        """Offer what the run was a step to; `spoken` is its name where another control has these words."""
        self._go_on.setText(words)
        name(self._go_on, spoken or words)
        self._go_on.show()

    def offer_compare(self, words: str) -> None:
        """Offer to compare the run with the one before it, in these words."""
        self._compare.setText(words)
        name(self._compare, words)
        self._compare.show()

    def headline(self) -> str:
        """What it says first."""
        return self._headline.text()

    def _good(self, event: SignedIn | Finished) -> str:
        if isinstance(event, SignedIn):
            return text("outcome.signed_in", username=event.username)
        return finding_words(self.flow, event)

    def _show_trouble(self, event: Ended) -> None:
        explained = explain_end(event)
        icon_name, tone = LOOKS.get(event.reason, ("cross", "red"))
        self._show(icon_name, tone, explained.title)
        said = event.message if event.reason == "refused" else ""
        self._explain(said, explained.what, explained.why, explained.try_)

    def _laid_out(self) -> QVBoxLayout:
        top = row(spacing=10)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._headline, 1)
        box = column(spacing=6)
        box.setContentsMargins(16, 14, 16, 14)
        box.addLayout(top)
        for part in (self._message, self._what, self._why, self._try, self._kept, self._checks, self.verdict):
            box.addWidget(part)
        box.addSpacing(GRID // 2)
        buttons = (self._go_on, *self.verdict.buttons, self._again, self._access, self._id, self._compare, self._leave)
        box.addWidget(Flowing(*buttons))
        box.addWidget(self._sign_out)
        box.addWidget(self._note)
        return box

    def _show(self, icon_name: str, colour: str, words: str) -> None:
        self._icon.show_icon(icon_name, colour)
        self.set_rim("border" if colour == "muted" else colour)
        self._headline.setText(words)
        name(self._headline, words, text("outcome.name"))
        self._headline.set_tone(colour)

    def _explain(self, message: str, what: str, why: str, action: str) -> None:
        parts = (
            (self._message, message),
            (self._what, what),
            (self._why, text("outcome.why", why=why) if why else ""),
            (self._try, text("outcome.try", try_=action) if action else ""),
        )
        for shown, words in parts:
            shown.setText(words)
            shown.setVisible(bool(words))

    def _offer_sign_out(self) -> None:
        if self._tokens is not None:
            self._sign_out.offer(self._tokens)

    def _copy_access(self) -> None:
        if self._tokens is not None:
            self._copy(self._tokens.access_token)

    def _copy_id(self) -> None:
        if self._tokens is not None and self._tokens.id_token is not None:
            self._copy(self._tokens.id_token)

    def _copy(self, token: Secret) -> None:
        clipboard().copy(token)
        self._note.setText(text("outcome.copied"))
        self._note.setVisible(True)

    def _announce(self) -> None:
        words = ". ".join(part for part in (self._headline.text(), self._message.text(), self._why.text()) if part)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
