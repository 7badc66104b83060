"""SIGN_UP: a form like any other that knows which of its fields a refusal is about."""

from app.auth.actions.sign_up import ATTRIBUTE
from app.errors import ApiError
from widgets.challenges.form import ChallengeForm
from widgets.fields import Editor

ABOUT = {"UsernameExistsException": "username", "InvalidPasswordException": "password"}


class SignUpForm(ChallengeForm):
    """Marks the name that is taken, the password that is too weak, the attribute that is missing, or nothing."""

    def refused_editor(self) -> Editor | None:
        refusal = self.ask.refusal
        about = ABOUT.get(refusal.code, "") if isinstance(refusal, ApiError) else ""
        if about:
            return next((made for made in self.editors if made.field.name == about), None)
        return next((made for made in self.editors if made.field.name.startswith(ATTRIBUTE) and made.is_empty()), None)
