"""CUSTOM_CHALLENGE: whatever the pool's Lambda functions sent along, as plain text, and a field for the answer."""

from PySide6.QtWidgets import QVBoxLayout

from app.texts import text
from widgets.challenges.form import ChallengeForm
from widgets.challenges.parameters import Parameters
from widgets.parts import label


class CustomForm(ChallengeForm):
    """Shows all parameters of the challenge above its answer."""

    def add_above(self, box: QVBoxLayout) -> None:
        if self.ask.params:
            box.addWidget(label(text("challenge_card.parameters"), "small"))
            box.addWidget(Parameters(self.ask.params))
