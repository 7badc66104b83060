"""The line below: the state of the keyring, of the practice pool, and what the last run took at Cognito."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from app.errors import VaultTrouble
from app.models.tips import plain_tip
from app.texts import text
from app.vault.vault import Backend
from widgets.parts import button, name, no_mnemonic, row
from widgets.pieces import Elided, IconBox
from widgets.theme import GRID


class StatusLine(QFrame):
    """Three facts, each by word and by icon, and a badge while the practice pool is not as usual.

    `start_wanted`: the practice pool is over, and is to come back. `what_if_wanted`: the badge was pressed.
    """

    start_wanted = Signal()
    what_if_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "footer")
        self._keyring = _Fact("keyring")
        self._pool = _Fact("server")
        self._calls = _Fact("clock")
        self._start = button(text("status.pool_start"), "quiet", press=self.start_wanted.emit)
        self._what_if = button("", "badge", press=self.what_if_wanted.emit, icon_name="warning")
        self._what_if.setMinimumWidth(8 * GRID)  # where there is no room its words are cut, and stand in its tip
        self._what_if.setMaximumWidth(42 * GRID)
        line = row(spacing=3 * GRID)
        line.setContentsMargins(2 * GRID, 6, 2 * GRID, 6)
        for part in (self._keyring, self._pool, self._start, self._what_if, self._calls):
            line.addWidget(part)
        line.addStretch(1)
        self.setLayout(line)
        self.show_backend(None)
        self.show_pool("pool_starting", "muted")
        self.show_calls(0, 0.0)
        self.show_what_if("")

    def show_backend(self, backend: Backend | None) -> None:
        """Say where tokens are kept; None while the keyring has not answered."""
        if backend is None:
            self._keyring.show_fact(text("status.keyring_asking"), "muted")
        elif backend.trouble is None:
            self._keyring.show_fact(text("status.keyring", name=backend.name), "green")
        else:
            self.show_trouble(backend.trouble)

    def show_trouble(self, trouble: VaultTrouble) -> None:
        """Say in a few words what is wrong with the keyring."""
        reason = text(f"vault_trouble.{trouble.value}.short")
        self._keyring.show_fact(text("status.keyring_trouble", reason=reason), "amber")

    def show_pool(self, key: str, colour: str, **values: str) -> None:
        """Say how the practice pool is: a key among the status texts, and the colour of its icon.

        In red the pool is over, and the line offers to start it again.
        """
        self._start.setVisible(colour == "red")
        self._pool.show_fact(text(f"status.{key}", **values), colour)

    def show_what_if(self, words: str) -> None:
        """Say what of the practice pool is not as usual; an empty text where all is."""
        self._what_if.setText(no_mnemonic(words))
        self._what_if.setToolTip(plain_tip(words))
        name(self._what_if, words)
        self._what_if.setVisible(bool(words))

    def show_calls(self, count: int, seconds: float) -> None:
        """Say how many calls the last run made and what they took together."""
        key = "no_calls" if count == 0 else "call" if count == 1 else "calls"
        self._calls.show_fact(text(f"status.{key}", count=count, ms=round(seconds * 1000)), "muted")


class _Fact(QWidget):
    """An icon and a few words."""

    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon_name = icon_name
        self._icon = IconBox()
        self._words = Elided(role="small", takes="what it needs")
        line: QHBoxLayout = row(spacing=6)
        line.addWidget(self._icon)
        line.addWidget(self._words, 1)
        self.setLayout(line)

    def show_fact(self, words: str, colour: str) -> None:
        """Show these words; the icon in a colour of the theme."""
        self._icon.show_icon(self._icon_name, colour)
        self._words.setText(words)
        name(self._words, words)
