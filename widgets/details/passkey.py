"""The page WebAuthn: what passed between Cognito and an authenticator, decoded, masked until revealed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.passkey_parts import Ceremony, PasskeyPart, PasskeyRow, ceremony_of, parts
from app.models.rows import Row
from app.secret import Secret
from app.texts import text
from widgets.details.parts import Page, note
from widgets.parts import button, frame, label
from widgets.theme import GRID, SMALL
from widgets.wrapped import Wrapped


class PasskeyPage(Page):
    """Shows the use of an authenticator that the chosen row is about, or the newest of its run."""

    def __init__(self) -> None:
        super().__init__(text("details.passkey"))
        self._ceremony = Ceremony()
        self._revealed = False
        self._draw()

    def show_row(self, row: Row | None) -> None:
        """Show what another row is about, masked again."""
        self._ceremony = ceremony_of(row)
        self._revealed = False
        self._draw()

    def _draw(self) -> None:
        found = parts(self._ceremony)
        if not found:
            self.fill(note(text("passkey.empty")))
            return
        self.fill(self._top(), *(_card(part, revealed=self._revealed) for part in found))

    def _top(self) -> QWidget:
        top = QWidget()
        layout = QHBoxLayout(top)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label(text("passkey.legend"), "small", wrap=True), 1)
        words = text("details.mask" if self._revealed else "details.reveal")
        self._reveal = button(words, "quiet", press=self._toggle)
        layout.addWidget(self._reveal, 0, Qt.AlignmentFlag.AlignTop)
        return top

    def _toggle(self) -> None:
        self._revealed = not self._revealed
        self._draw()
        self._reveal.setFocus()


def _card(part: PasskeyPart, *, revealed: bool) -> QWidget:
    card = frame("card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(GRID * 3 // 2, GRID, GRID * 3 // 2, GRID * 3 // 2)
    layout.setSpacing(2)
    layout.addWidget(label(part.title, "strong", wrap=True))
    if part.problem:
        layout.addWidget(Wrapped(part.problem, tone="red", size=SMALL))
    for row in part.rows:
        layout.addSpacing(GRID // 2)
        _add(layout, row, revealed=revealed)
    return card


def _add(layout: QVBoxLayout, row: PasskeyRow, *, revealed: bool) -> None:
    secret = isinstance(row.value, Secret)
    shown = row.shown(revealed=revealed)
    tone = "muted" if secret and not revealed else "green"
    value = Wrapped(shown, wire=True, tone=tone, size=SMALL, secret=secret and revealed)
    value.setAccessibleName(f"{row.name}: {shown}")
    layout.addWidget(Wrapped(row.name, wire=True, tone="accent", size=SMALL))
    if row.says:
        layout.addWidget(Wrapped(row.says, tone="muted", size=SMALL))
    if shown:
        layout.addWidget(value)
    if row.problem:
        layout.addWidget(Wrapped(row.problem, tone="red", size=SMALL))
