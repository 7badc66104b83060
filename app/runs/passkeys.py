"""The authenticators that this machine has, and the one who asks them."""

from app.auth.steps import CreatePasskey, PasskeyAnswer, UsePasskey
from app.driver import Answers, Secrets
from app.errors import PasskeyError, PasskeyTrouble


def authenticators() -> tuple[str, ...]:
    """Return the names of the authenticators that can be asked on this system."""
    return ("software",)


class Passkeys:
    """Makes and uses passkeys; a PIN is asked of whoever answers this run."""

    def __init__(self, answers: Answers, secrets: Secrets) -> None:
        self._answers = answers
        self._secrets = secrets

    def __call__(self, step: CreatePasskey | UsePasskey) -> PasskeyAnswer:
        """Ask the authenticator; raises PasskeyError."""
        raise PasskeyError(PasskeyTrouble.UNSUPPORTED, step.authenticator)
