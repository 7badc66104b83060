"""The members of a token's header, or its claims, each explained: names above their values, since a panel is narrow."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.claims import Claim, time_words
from app.secret import MASK
from widgets.theme import GRID, SMALL
from widgets.wrapped import Wrapped


class Claims(QWidget):
    """Times count on when they are told to."""

    def __init__(self, claims: list[Claim], *, revealed: bool) -> None:
        super().__init__()
        self._times: list[tuple[Wrapped, float]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for claim in claims:
            value = claim.shown(revealed=revealed)
            layout.addWidget(Wrapped(claim.name, wire=True, tone="accent", size=SMALL))
            for each in value.split("\n"):
                line = Wrapped(each, wire=True, tone="muted" if value == MASK else "green", size=SMALL, secret=revealed)
                line.setAccessibleName(f"{claim.name}: {each}")
                layout.addWidget(line)
            if claim.note:
                moment = Wrapped(claim.note, size=SMALL)
                layout.addWidget(moment)
                self._times += [(moment, claim.moment)] if claim.moment is not None else []
            layout.addWidget(Wrapped(claim.about, tone="muted", size=SMALL))
            layout.addSpacing(GRID // 2)

    def count_on(self, now: float) -> None:
        """Say how far away each time is now, in epoch seconds."""
        for line, moment in self._times:
            words = time_words(moment, now)
            if line.text() != words:
                line.setText(words)
