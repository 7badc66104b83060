"""The form of any challenge: its title, what it is about, and an editor for each of its fields."""

from string import Formatter
from time import time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.auth.steps import SECRET_KINDS, Answer, Ask, Kind
from app.errors import PasskeyError, PasskeyTrouble
from app.models.field_words import label_of
from app.texts import has_text, text, text_or
from widgets.fields import Editor, add_captioned, captioned, editor
from widgets.fields.lines import LineEditor
from widgets.fields.more import MoreOptions
from widgets.parts import button, chain_focus, column, row
from widgets.pieces import Line


class ChallengeForm(QWidget):
    """Built from an Ask alone. `submitted`: Enter in a field, or Continue."""

    submitted = Signal()
    edited = Signal()

    def __init__(self, ask: Ask) -> None:
        super().__init__()
        self.ask = ask
        self.editors: list[Editor] = [
            editor(field, label_of(field.name, ask.name), ask.name) for field in ask.fields
        ]
        self.go: QPushButton = button(text("challenge_card.continue"), "primary", press=self.submitted.emit)
        for made in self.editors:
            made.submitted.connect(self.submitted)
            made.edited.connect(self.edited)
        self.more = MoreOptions((made for made in self.editors if made.field.advanced), of=self.title)
        self._box = column()
        self.setLayout(self._box)
        self.build(self._box)
        if self.more.used:
            chain_focus(self.editors[0].target(), *self.order())

    @property
    def title(self) -> str:
        """What the challenge is called."""
        return text_or(f"challenge.{self.ask.name}.title", self.ask.name)

    @property
    def body(self) -> str:
        """What the challenge is about, with the parameters that its text names; plainer where one is missing."""
        key = f"challenge.{self.ask.name}.body"
        if has_text(key) and all(self.ask.params.get(named) for named in _named(text(key))):
            return text(key, **self.ask.params)
        return text_or(f"{key}_plain")

    @property
    def hint(self) -> str:
        """What is said at the foot of the card."""
        return text_or(f"challenge.{self.ask.name}.hint")

    def build(self, box: QVBoxLayout) -> None:
        """Lay the editors out: a lone line beside Continue, several below one another, the rest behind More options."""
        self.add_above(box)
        plain = [made for made in self.editors if not made.field.advanced]
        alone = len(plain) == 1 and isinstance(plain[0], LineEditor)
        if alone:
            box.addWidget(captioned(plain[0]))
            box.addWidget(Line(plain[0], self.go))
        else:
            for made in plain:
                self.add_editor(box, made)
        box.addWidget(self.more)
        if not alone:
            last = row()
            last.addStretch(1)
            last.addWidget(self.go)
            box.addLayout(last)

    def order(self) -> list[QWidget]:
        """Return the parts in the order of Tab: Continue comes last but where it stands beside a lone line."""
        plain: list[QWidget] = [made for made in self.editors if not made.field.advanced]
        alone = len(plain) == 1 and isinstance(plain[0], LineEditor)
        return [*plain, self.go, self.more] if alone else [*plain, self.more, self.go]

    def add_editor(self, box: QVBoxLayout, made: Editor) -> None:
        """Add one editor with its label."""
        add_captioned(box, made)

    def add_above(self, box: QVBoxLayout) -> None:
        """Add what stands above the editors; nothing, for most challenges."""

    def answer(self) -> Answer:
        """What is typed now."""
        return Answer(values={made.field.name: made.value() for made in self.editors}, at=time())

    def typed(self) -> dict[str, Any]:
        """What is typed now, by field name, for `restore`."""
        return {made.field.name: made.typed() for made in self.editors}

    def restore(self, typed: dict[str, Any]) -> None:
        """Put back what was typed before the answer was refused."""
        for made in self.editors:
            if made.field.name in typed:
                made.restore(typed[made.field.name])
        self.more.open_where_used()

    def first_empty(self) -> Editor | None:
        """The first field that is required and empty."""
        return next((made for made in self.editors if made.field.required and made.is_empty()), None)

    def code_editor(self) -> Editor | None:
        """The field that takes a code, where there is one."""
        return next((made for made in self.editors if made.field.kind in (Kind.CODE, Kind.ANSWER)), None)

    def refused_editor(self) -> Editor | None:
        """The field that a refusal is about, most likely: the origin, the code or the password, else the first."""
        if isinstance(self.ask.refusal, PasskeyError) and self.ask.refusal.trouble is PasskeyTrouble.RELYING_PARTY:
            return next((made for made in self.editors if made.field.name == "origin"), None)
        secret = next((made for made in self.editors if made.field.kind in SECRET_KINDS), None)
        return secret or next(iter(self.editors), None)

    def focus(self) -> None:
        """Put the cursor where the person goes on: the refused field, else the first that is empty, else the first."""
        chosen = self.refused_editor() if self.ask.refusal else self.first_empty()
        chosen = chosen or next(iter(self.editors), None)
        if chosen is not None:
            if self.more.holds(chosen):
                self.more.reveal()
            chosen.target().setFocus()


def _named(template: str) -> list[str]:
    return [found for _, found, _, _ in Formatter().parse(template) if found]
