"""SELECT_CHALLENGE: the first factors, each with a line about it, and the password where the choice needs one."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.auth.challenges.first_factors import PASSWORD, PASSWORD_SRP
from app.auth.steps import Answer, Ask, Kind
from widgets.challenges.form import ChallengeForm
from widgets.fields import Editor, beneath_its_label

CHOICE = "ANSWER"
NEED_PASSWORD = (PASSWORD, PASSWORD_SRP)


class SelectChallengeForm(ChallengeForm):
    """The password, and how to answer, show only beside a choice that needs them."""

    def __init__(self, ask: Ask) -> None:
        self._held: dict[str, QWidget] = {}  # an editor's field, and what shows it
        super().__init__(ask)
        for made in self.editors:
            if made.field.name == CHOICE:
                made.edited.connect(self._fit)
        self._fit()

    def add_editor(self, box: QVBoxLayout, made: Editor) -> None:
        if made.field.kind != Kind.PASSWORD:
            super().add_editor(box, made)
            return
        held = beneath_its_label(made)
        self._held[made.field.name] = held
        box.addWidget(held)

    def answer(self) -> Answer:
        """What is chosen, with the password only where it belongs to the choice."""
        typed = super().answer()
        unused = () if self._needs_password() else tuple(self._held)
        return Answer(values={key: value for key, value in typed.values.items() if key not in unused}, at=typed.at)

    def restore(self, typed: dict[str, object]) -> None:
        super().restore(typed)
        self._fit()

    def first_empty(self) -> Editor | None:
        """Also the password, where the choice needs it."""
        if self._needs_password():
            for made in self.editors:
                if made.field.name in self._held and made.is_empty():
                    return made
        return super().first_empty()

    def focus(self) -> None:
        """Put the cursor on the choice first, into the password only where it was refused."""
        if self.ask.refusal is not None and self._needs_password() and self._held:
            super().focus()
        else:
            self.editors[0].target().setFocus()

    def _needs_password(self) -> bool:
        chosen = next((made.typed() for made in self.editors if made.field.name == CHOICE), "")
        return chosen in NEED_PASSWORD

    def _fit(self) -> None:
        for held in self._held.values():
            held.setVisible(self._needs_password())
        self.more.setVisible(self.more.used and self._needs_password())  # Cognito asks for a code or a passkey itself
