"""The forms of challenges that need more than their fields; any other is built from them by form.py."""

from collections.abc import Callable

from app.auth.steps import Ask
from widgets.challenges.code_card import CodeCardForm
from widgets.challenges.custom import CustomForm
from widgets.challenges.form import ChallengeForm
from widgets.challenges.pin import PinForm
from widgets.challenges.select_challenge import SelectChallengeForm
from widgets.challenges.sign_up import SignUpForm
from widgets.challenges.totp_setup import TotpSetupForm
from widgets.challenges.unknown import UnknownForm

SECRET_CODE = "SecretCode"  # noqa: S105 - the name of a parameter


def set_up(ask: Ask) -> ChallengeForm:
    """MFA_SETUP asks for a factor, for an authenticator's first code, or for an address; only the second is special."""
    return TotpSetupForm(ask) if SECRET_CODE in ask.params else ChallengeForm(ask)


FORMS: dict[str, Callable[[Ask], ChallengeForm]] = {
    "MFA_SETUP": set_up,
    "CUSTOM_CHALLENGE": CustomForm,
    "SELECT_CHALLENGE": SelectChallengeForm,
    "PIN": PinForm,
    "SIGN_UP": SignUpForm,
    "CONFIRM_SIGN_UP": CodeCardForm,
    "CONFIRM_FORGOT_PASSWORD": CodeCardForm,
    "VERIFY_SOFTWARE_TOKEN": TotpSetupForm,
}


def form_for(ask: Ask) -> ChallengeForm:
    """Make the form of a challenge."""
    return FORMS.get(ask.name, UnknownForm if UnknownForm.fits(ask) else ChallengeForm)(ask)
