"""PIN: an authenticator asks its owner before it makes or uses a passkey."""

from app.models.field_words import choice_words
from app.texts import text
from widgets.challenges.form import ChallengeForm


class PinForm(ChallengeForm):
    """Says which authenticator asks, and how often it may still be got wrong."""

    @property
    def body(self) -> str:
        who = choice_words(self.ask.params.get("authenticator", ""))
        said = text("challenge.PIN.asks", authenticator=who) if who else text("challenge.PIN.body_plain")
        attempts = self.ask.params.get("attempts", "")
        return f"{said} {text('challenge.PIN.attempts', attempts=attempts)}" if attempts else said
