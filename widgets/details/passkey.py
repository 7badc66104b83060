"""The page WebAuthn: what passed between Cognito and an authenticator, decoded, masked until revealed."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.passkey_parts import Ceremony, PasskeyPart, PasskeyRow, ceremony_of, parts
from app.models.rows import Row
from app.secret import Secret
from app.texts import text
from widgets.details.masked import MaskedPage, page_card, value_line
from widgets.details.parts import note
from widgets.parts import label
from widgets.theme import GRID, SMALL
from widgets.wrapped import Wrapped


class PasskeyPage(MaskedPage):
    """Shows the use of an authenticator that the chosen row is about, or the newest of its run."""

    def __init__(self) -> None:
        super().__init__(text("details.passkey"))
        self._ceremony = Ceremony()
        self.draw()

    def show_row(self, row: Row | None) -> None:
        """Show what another row is about, masked again."""
        self._ceremony = ceremony_of(row)
        self.draw_masked()

    def draw(self) -> None:
        found = parts(self._ceremony)
        if not found:
            self.fill(note(text("passkey.empty")))
            return
        legend = label(text("passkey.legend"), "small", wrap=True)
        self.fill(self.top(legend), *(_card(part, revealed=self.revealed) for part in found))


def _card(part: PasskeyPart, *, revealed: bool) -> QWidget:
    made, layout = page_card(spacing=2)
    layout.addWidget(label(part.title, "strong", wrap=True))
    if part.problem:
        layout.addWidget(Wrapped(part.problem, tone="red", size=SMALL))
    for row in part.rows:
        layout.addSpacing(GRID // 2)
        _add(layout, row, revealed=revealed)
    return made


def _add(layout: QVBoxLayout, row: PasskeyRow, *, revealed: bool) -> None:
    secret = isinstance(row.value, Secret)
    shown = row.shown(revealed=revealed)
    layout.addWidget(Wrapped(row.name, wire=True, tone="accent", size=SMALL))
    if row.says:
        layout.addWidget(Wrapped(row.says, tone="muted", size=SMALL))
    if shown:
        layout.addWidget(value_line(row.name, shown, secret=secret, revealed=revealed))
    if row.problem:
        layout.addWidget(Wrapped(row.problem, tone="red", size=SMALL))
