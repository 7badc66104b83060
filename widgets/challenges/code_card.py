"""CONFIRM_SIGN_UP and CONFIRM_FORGOT_PASSWORD: a code that can be sent again, and where it can wait, entered later."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.auth.actions.cards import CLIENT_METADATA, DO, SKIP
from app.auth.steps import Answer, Ask
from app.models.field_words import choice_words
from app.texts import text
from widgets.challenges.form import ChallengeForm
from widgets.fields import Editor, captioned
from widgets.flowing import Flowing
from widgets.parts import button
from widgets.pieces import Line


class CodeCardForm(ChallengeForm):
    """What else the card can do than to send the code is a button each, which needs none of the fields."""

    def __init__(self, ask: Ask) -> None:
        self._instead = ""  # of the card's own operation
        own, *others = next((field.choices for field in ask.fields if field.name == DO), ("",))
        self._own = own
        self._others = Flowing(*(button(_called(other), "quiet", press=self._doing(other)) for other in others))
        super().__init__(replace(ask, fields=tuple(field for field in ask.fields if field.name != DO)))

    @property
    def body(self) -> str:
        """Say where the code went: again, at first, earlier, or nowhere."""
        params = {"Username": "", "Destination": "", **self.ask.params}
        if params.get("nowhere"):
            return text(f"challenge.{self.ask.name}.body_nowhere", **params)
        if not params["Destination"]:
            return text(f"challenge.{self.ask.name}.body_plain", **params)
        return text(f"challenge.{self.ask.name}.{'body_again' if params.get('again') else 'body'}", **params)

    def build(self, box: QVBoxLayout) -> None:
        """Lay out the code beside Continue where it is alone, the buttons below it, the rest behind More options."""
        plain = self._plain()
        if len(plain) == 1:
            box.addWidget(captioned(plain[0]))
            box.addWidget(Line(plain[0], self.go))
            box.addWidget(self._others)
            box.addWidget(self.more)
            return
        for made in plain:
            self.add_editor(box, made)
        box.addWidget(self.more)
        box.addWidget(Line(self._others, self.go))

    def order(self) -> list[QWidget]:
        """Return the parts in the order of Tab."""
        plain = self._plain()
        return [*plain, self.go, self._others, self.more] if len(plain) == 1 else [
            *plain, self.more, self._others, self.go
        ]  # fmt: skip

    def answer(self) -> Answer:
        """What is typed now; what is done instead of sending the code needs no more than the metadata."""
        typed = super().answer()
        if not self._instead:
            return Answer(values={**typed.values, DO: self._own}, at=typed.at)
        values: dict[str, Any] = {DO: self._instead}
        if CLIENT_METADATA.name in typed.values:
            values[CLIENT_METADATA.name] = typed.values[CLIENT_METADATA.name]
        return Answer(values=values, at=typed.at)

    def first_empty(self) -> Editor | None:
        """None of the fields is needed for anything else than sending the code."""
        return None if self._instead else super().first_empty()

    def _plain(self) -> list[Editor]:
        return [made for made in self.editors if not made.field.advanced]

    def _doing(self, other: str) -> Any:
        def press() -> None:
            self._instead = other
            self.submitted.emit()

        return press


def _called(other: str) -> str:
    return text("challenge_card.later") if other == SKIP else choice_words(other)
