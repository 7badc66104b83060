"""The authenticators that this machine has, and the one who asks them."""

from typing import Any, Protocol

from app.auth.steps import (
    Answer,
    Ask,
    CreatePasskey,
    Forget,
    Forgotten,
    Keep,
    Kept,
    Listed,
    PasskeyAnswer,
    Recall,
    Recalled,
    UsePasskey,
)
from app.driver import Performer, Secrets
from app.errors import Cancelled, PasskeyError, PasskeyTrouble
from app.passkeys import security_key, software, windows_hello
from app.passkeys.abort import Abort
from app.passkeys.rules import Ceremony, checked


def authenticators() -> tuple[str, ...]:
    """Return the names of the authenticators that can be asked on this system."""
    return (software.NAME, security_key.NAME, *((windows_hello.NAME,) if windows_hello.is_available() else ()))


class Authenticator(Protocol):
    """Makes and uses passkeys; raises PasskeyError."""

    def create(self, ceremony: Ceremony) -> dict[str, Any]:
        """Return RegistrationResponseJSON."""

    def use(self, ceremony: Ceremony) -> dict[str, Any]:
        """Return AuthenticationResponseJSON."""


class Passkeys:
    """Makes and uses passkeys.

    What an authenticator itself asks and keeps goes through the run's own `perform`: so it stands on the timeline, and
    a PIN or a private key is masked wherever it recurs.
    """

    def __init__(self, perform: Performer, secrets: Secrets) -> None:
        self._perform = perform
        self._secrets = secrets
        self._abort = Abort()

    def __call__(self, step: CreatePasskey | UsePasskey) -> PasskeyAnswer:
        """Ask the authenticator, after the relying-party rule; raises PasskeyError, or Cancelled after `abort`."""
        ceremony = checked(step)
        authenticator = self._named(step.authenticator)
        try:
            making = isinstance(step, CreatePasskey)
            credential = authenticator.create(ceremony) if making else authenticator.use(ceremony)
        except PasskeyError:
            if self._abort.called:
                raise Cancelled from None
            raise
        return PasskeyAnswer(credential=credential)

    def abort(self) -> None:
        """End the wait for an authenticator at once; any thread may call."""
        self._abort()

    def _named(self, name: str) -> Authenticator:
        if name == software.NAME:
            return software.SoftwareAuthenticator(Store(self._perform, self._secrets))
        if name == security_key.NAME and not windows_hello.is_available():
            return security_key.SecurityKey(self._ask, self._abort)
        if name in (security_key.NAME, windows_hello.NAME) and windows_hello.is_available():
            return windows_hello.WindowsHello(self._abort, own=name == windows_hello.NAME)
        raise PasskeyError(PasskeyTrouble.UNSUPPORTED, name)

    def _ask(self, step: Ask) -> Answer:
        answer = self._perform(step)
        assert isinstance(answer, Answer), answer
        return answer


class Store:
    """The vault as the software authenticator sees it."""

    def __init__(self, perform: Performer, secrets: Secrets) -> None:
        self._perform = perform
        self._secrets = secrets

    def keep(self, step: Keep) -> Kept:
        """Keep a private key, as a step of the run."""
        kept = self._perform(step)
        assert isinstance(kept, Kept), kept
        return kept

    def recall(self, step: Recall) -> Recalled:
        """Give a private key back, as a step of the run."""
        recalled = self._perform(step)
        assert isinstance(recalled, Recalled), recalled
        return recalled

    def forget(self, step: Forget) -> Forgotten:
        """Remove a private key, as a step of the run."""
        forgotten = self._perform(step)
        assert isinstance(forgotten, Forgotten), forgotten
        return forgotten

    def listed(self, prefix: str) -> tuple[Listed, ...]:
        """Say which are kept; their facts are no secrets, so the run is not told."""
        return self._secrets.listed(prefix)
