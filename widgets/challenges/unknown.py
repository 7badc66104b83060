"""A challenge that the program has no texts for: its parameters as they came, and free rows for the answer."""

from PySide6.QtWidgets import QVBoxLayout

from app.auth.steps import Ask
from app.texts import has_text, text
from widgets.challenges.custom import CustomForm
from widgets.fields.pairs import RowsEditor


class UnknownForm(CustomForm):
    """Begins with one empty row, for something has to be answered."""

    @staticmethod
    def fits(ask: Ask) -> bool:
        """Whether nobody has written texts for this challenge."""
        return not has_text(f"challenge.{ask.name}.title")

    @property
    def body(self) -> str:
        """Says that the program does not know the challenge."""
        return text("challenge_unknown.body")

    def build(self, box: QVBoxLayout) -> None:
        super().build(box)
        for made in self.editors:
            if isinstance(made, RowsEditor):
                made.pairs.set_value({"": ""})
