"""What an empty timeline offers: the first sign-in by one click, and the guided tour."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.texts import text
from widgets.parts import button, column, no_mnemonic


class FirstOffer(QWidget):
    """Signals: its two buttons."""

    sign_in_wanted = Signal()
    tour_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sign_in = button("", press=self.sign_in_wanted.emit, icon_name="play")
        box = column()
        box.addWidget(self._sign_in)
        box.addWidget(button(text("timeline_pane.tour"), "quiet", press=self.tour_wanted.emit))
        self.setLayout(box)

    def say(self, username: str) -> None:
        """Offer to sign in as this user."""
        self._sign_in.setText(no_mnemonic(text("timeline_pane.first", username=username)))
