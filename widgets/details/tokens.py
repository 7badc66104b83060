"""The page Tokens: each token of the chosen row's run, explained, checked, masked until revealed, copied by a click."""

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from app.auth.tokens import decode_part
from app.diagnosis.clock import Skew, skew
from app.models.claims import claim_rows, header_rows
from app.models.rows import Row, Run
from app.models.verdicts import VerdictRow, last_check, tokens_run, verdict_rows
from app.profiles.profile import Profile
from app.secret import Secret, readable
from app.texts import text
from widgets.clipboard import CopyButton
from widgets.details.claims import Claims
from widgets.details.masked import MaskedPage, page_card
from widgets.details.parts import note
from widgets.details.verdicts import Verdicts
from widgets.flowing import Flowing
from widgets.parts import button, label
from widgets.pieces import Line
from widgets.theme import SMALL
from widgets.wrapped import Wrapped

JWTS = ("access", "id")  # the kinds of tokens that can be checked


class TokensPage(MaskedPage):
    """Shows the newest tokens of a run. `now` is this machine's clock, in epoch seconds; they last by the server's.

    `wanted` carries the run whose tokens are to be checked, and how many seconds the server's clock is ahead.
    """

    wanted = Signal(object, float)

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        super().__init__(text("details.tokens"))
        self._now = now
        self._run: Run | None = None
        self._own_skew: Skew | None = None  # as the run's own replies told it
        self._found: Mapping[str, Any] = {}  # by the last check
        self._under_way = self._pressed = False
        self._claims: list[Claims] = []
        self._verdicts: dict[str, tuple[VerdictRow, ...]] = {}
        self._check: QPushButton | None = None  # there while there are tokens
        self.profile_of: Callable[[str], Profile | None] = lambda _: None
        self.skew_of: Callable[[Profile], Skew | None] = lambda _: None
        self.runs: Callable[[], Iterable[Run]] = tuple
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self.tick)
        self.draw()

    def show_row(self, row: Row | None) -> None:
        """Show the tokens of another row's run, masked again; of a check those that it checked."""
        self._run = tokens_run(row)
        self._own_skew = skew(self._run.transcript.events) if self._run else None
        self._found = last_check(self.runs(), self._run)
        self.draw_masked()

    def set_running(self, running: bool) -> None:
        """Let a check be asked for only while no run is under way."""
        self._under_way = running
        self._enable()
        if not running and self._pressed:  # a button that is disabled loses the keyboard
            self._pressed = False
            if self._check is not None:
                self._check.setFocus()

    def look_again(self) -> None:
        """Show what a check has found meanwhile."""
        found = last_check(self.runs(), self._run)
        if found != self._found:
            self._found = found
            self.draw()

    def tick(self) -> None:
        """Count the times on; where a verdict has changed by that, show it."""
        now = self._server_now()
        for each in self._claims:
            each.count_on(now)
        if self._verdicts != {use: self._rows(use, token) for use, token in self._tokens() if use in self._verdicts}:
            self.draw()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.tick()
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()

    def draw(self) -> None:
        self._claims, self._verdicts, self._check = [], {}, None
        tokens = self._tokens()
        if not tokens:
            self.fill(note(text("details.no_tokens")))
            return
        cards = [self._card(kind, token) for kind, token in tokens]
        self.fill(self.top(label(text("tokens.legend"), "small", wrap=True)), *self._checking(), *cards)
        self._enable()

    def _tokens(self) -> list[tuple[str, Secret | str]]:
        tokens = self._run.transcript.tokens if self._run else None
        if tokens is None:
            return []
        kinds = {"access": tokens.access_token, "id": tokens.id_token, "refresh": tokens.refresh_token}
        return [(kind, token) for kind, token in kinds.items() if token is not None]

    @property
    def _profile(self) -> Profile | None:
        started = self._run.started if self._run else None
        return self.profile_of(started.profile_id) if started else None

    @property
    def _skew(self) -> Skew | None:
        """What is known of the server's clock by now; it may have been set since the tokens came."""
        known = self.skew_of(self._profile) if self._profile is not None else None
        return known or self._own_skew

    @property
    def _by_server(self) -> bool:
        """A clock that is right but for seconds is taken as it is."""
        return self._skew is not None and self._skew.warns

    def _server_now(self) -> float:
        now = self._now()
        return self._skew.server_now(now) if self._skew is not None and self._by_server else now

    def _rows(self, use: str, token: Secret | str) -> tuple[VerdictRow, ...]:
        return tuple(
            verdict_rows(
                use, token, profile=self._profile, now=self._server_now(), by_server=self._by_server, found=self._found
            )
        )

    def _checking(self) -> list[QWidget]:
        """The button, and what the last check could not do."""
        self._check = button(text("tokens.check"), press=self._want, icon_name="shield")
        made: list[QWidget] = [Flowing(self._check), Wrapped(text("tokens.check_hint"), tone="muted", size=SMALL)]
        profile, problem = self._profile, self._found.get("problem")
        if profile is None:
            made.append(Wrapped(text("tokens.no_profile"), tone="muted", size=SMALL))
        elif problem:
            made.append(Wrapped(text("tokens.problem", problem=problem), tone="amber", size=SMALL))
            made.append(Wrapped(text("tokens.problem_try", url=profile.issuer), tone="muted", size=SMALL))
        return made

    def _want(self) -> None:
        self._pressed = True
        if self._run is not None:
            self.wanted.emit(self._run, self._skew.seconds if self._skew is not None and self._by_server else 0.0)

    def _enable(self) -> None:
        whole = any(isinstance(token, Secret) and decode_part(token, 1) for _, token in self._tokens())
        if self._check is not None:
            self._check.setEnabled(whole and self._profile is not None and not self._under_way)

    def _card(self, kind: str, token: Secret | str) -> QWidget:
        made, layout = page_card()
        layout.addWidget(label(text(f"details.token.{kind}"), "strong"))
        shown = readable(token, revealed=self.revealed)
        layout.addWidget(Wrapped(shown, wire=True, tone="muted", size=SMALL, secret=self.revealed))
        layout.addWidget(_copies(kind, token))
        if decode_part(token, 1):
            if kind in JWTS:
                self._verdicts[kind] = self._rows(kind, token)
                layout.addWidget(label(text("tokens.checks"), "section"))
                layout.addWidget(Verdicts(self._verdicts[kind]))
            layout.addWidget(label(text("details.header"), "section"))
            layout.addWidget(Claims(header_rows(token), revealed=self.revealed))
            layout.addWidget(label(text("details.claims"), "section"))
            self._claims.append(Claims(claim_rows(token, self._server_now()), revealed=self.revealed))
            layout.addWidget(self._claims[-1])
        elif isinstance(token, Secret):
            said = "details.opaque" if kind == "refresh" else "details.not_jwt"
            layout.addWidget(note(text(said, count=f"{len(token):,}")))
        return made


def _copies(kind: str, token: Secret | str) -> QWidget:
    copies: list[tuple[str, Callable[[], Secret | str]]] = [("details.copy_token", lambda: token)]
    if kind != "refresh" and isinstance(token, Secret):  # no API takes a refresh token, or a label, as a header
        copies.append(("details.copy_header", lambda: Secret(f"Authorization: Bearer {token.reveal()}")))
    made = [CopyButton(text(key), what) for key, what in copies]
    for (key, _), copy in zip(copies, made, strict=True):
        copy.setAccessibleName(f"{text(key)}: {text(f'details.token.{kind}')}")
    return Line(*made, room="end")
