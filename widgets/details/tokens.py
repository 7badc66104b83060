"""The page Tokens: each token of the chosen row's run, decoded, masked until revealed, copied by a click."""

import time
from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.auth.tokens import TokenSet, decode_part
from app.diagnosis.clock import Skew, skew
from app.models.claims import Claim, claim_rows, header_rows
from app.models.rows import Row
from app.secret import MASK, Secret, readable
from app.texts import text
from widgets.clipboard import CopyButton
from widgets.details.masked import MaskedPage, page_card
from widgets.details.parts import note
from widgets.parts import label
from widgets.pieces import Line
from widgets.theme import GRID, SMALL
from widgets.wrapped import Wrapped


class TokensPage(MaskedPage):
    """Shows the newest tokens of a run. `now` is this machine's clock, in epoch seconds; they last by the server's."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        super().__init__(text("details.tokens"))
        self._now = now
        self._tokens: TokenSet | None = None
        self._skew: Skew | None = None
        self.draw()

    def show_row(self, row: Row | None) -> None:
        """Show the tokens of another row's run, masked again."""
        self._tokens = row.run.transcript.tokens if row else None
        self._skew = skew(row.run.transcript.events) if row else None
        self.draw_masked()

    def draw(self) -> None:
        if self._tokens is None:
            self.fill(note(text("details.no_tokens")))
            return
        kinds = {
            "access": self._tokens.access_token,
            "id": self._tokens.id_token,
            "refresh": self._tokens.refresh_token,
        }
        found = [self._card(kind, token) for kind, token in kinds.items() if token is not None]
        self.fill(self.top(label(text("details.unverified"), "small", wrap=True)), *found)

    def _server_now(self) -> float:
        """Return the server's time; a clock that is right but for seconds is taken as it is."""
        now = self._now()
        return self._skew.server_now(now) if self._skew is not None and self._skew.warns else now

    def _card(self, kind: str, token: Secret | str) -> QWidget:
        made, layout = page_card()
        layout.addWidget(label(text(f"details.token.{kind}"), "strong"))
        is_jwt = bool(decode_part(token, 1))
        shown = readable(token, revealed=self.revealed)
        layout.addWidget(Wrapped(shown, wire=True, tone="muted", size=SMALL, secret=self.revealed))
        layout.addWidget(_copies(kind, token))
        if is_jwt:
            layout.addWidget(label(text("details.header"), "section"))
            layout.addWidget(_Claims(header_rows(token), revealed=self.revealed))
            layout.addWidget(label(text("details.claims"), "section"))
            layout.addWidget(_Claims(claim_rows(token, self._server_now()), revealed=self.revealed))
        elif isinstance(token, Secret):
            said = "details.opaque" if kind == "refresh" else "details.not_jwt"
            layout.addWidget(note(text(said, count=f"{len(token):,}")))
        return made


class _Claims(QWidget):
    """Names above their values: a panel has no room for both side by side."""

    def __init__(self, claims: list[Claim], *, revealed: bool) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for claim in claims:
            value = claim.shown(revealed=revealed)
            tone = "muted" if value == MASK else "green"
            line = Wrapped(value, wire=True, tone=tone, size=SMALL, secret=revealed)
            line.setAccessibleName(f"{claim.name}: {value}")
            layout.addWidget(Wrapped(claim.name, wire=True, tone="accent", size=SMALL))
            layout.addWidget(line)
            if claim.note:
                layout.addWidget(Wrapped(claim.note, tone="muted", size=SMALL))
            layout.addSpacing(GRID // 2)


def _copies(kind: str, token: Secret | str) -> QWidget:
    copies: list[tuple[str, Callable[[], Secret | str]]] = [("details.copy_token", lambda: token)]
    if kind != "refresh" and isinstance(token, Secret):  # no API takes a refresh token, or a label, as a header
        copies.append(("details.copy_header", lambda: Secret(f"Authorization: Bearer {token.reveal()}")))
    made = [CopyButton(text(key), what) for key, what in copies]
    for (key, _), copy in zip(copies, made, strict=True):
        copy.setAccessibleName(f"{text(key)}: {text(f'details.token.{kind}')}")
    return Line(*made, room="end")
