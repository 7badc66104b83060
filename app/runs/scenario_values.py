"""Gets the values of a scenario's answers: from its file, the environment, the vault, an authenticator, the inbox."""

import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.auth.steps import Ask
from app.errors import Cancelled, ValueMissing, VaultError, VaultTrouble
from app.runs.practice_client import PracticeClient
from app.runs.test_secrets import TestSecrets
from app.scenarios.scenario import From, Source
from app.scenarios.sources import key_of
from app.secret import Secret
from app.transcript.events import Event, HttpAnswer, Replied

PATIENCE = 10.0  # seconds that a code may take into the inbox
LOOK = 0.2  # seconds between two looks into it
STEP = 30  # seconds that an authenticator shows a code (RFC 6238)
ROUNDED = 1.5  # seconds: the Date header has whole ones, and the clocks of two machines differ a little
SET_UP_KEY = "SecretCode"  # among what MFA_SETUP shows


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeAccess:
    """Where a practice pool's inbox is read, and the token of whoever started that pool, where it is known."""

    endpoint: str
    token: Secret | None = None


class Values:
    """Gets values for one run, on its thread; `abort` may be called from any.

    Learns the server's clock from its replies, since codes belong to that clock.
    """

    def __init__(
        self,
        secrets: TestSecrets,
        inbox: PracticeAccess | None,
        user_pool_id: str,
        *,
        environment: Mapping[str, str] = os.environ,
        clock: Callable[[], float] = time.time,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        self._secrets = secrets
        self._inbox = PracticeClient(inbox.endpoint, (), inbox.token.reveal() if inbox.token else "") if inbox else None
        self._user_pool_id = user_pool_id
        self._environment = environment
        self._clock = clock
        self._aborted = threading.Event()
        self._wait = wait or self._aborted.wait
        self._ahead = 0.0  # seconds that the server's clock is ahead
        self._asked_at = 0.0  # the server's clock when the call went out whose reply brought the question
        self._last_step = 0  # of an authenticator's clock, whose code was given last
        self.username = ""  # whose codes are looked for

    @property
    def aborted(self) -> bool:
        """Whether the run was ended."""
        return self._aborted.is_set()

    def abort(self) -> None:
        """End a wait, and give nothing any more."""
        self._aborted.set()

    def go_on(self) -> None:
        """Raise Cancelled where the run was ended."""
        if self.aborted:
            raise Cancelled

    def learn(self, event: Event) -> None:
        """Take the server's clock from a reply, and the moment from which on its code may have come."""
        if isinstance(event, HttpAnswer) and event.server_date is not None:
            ahead = event.server_date + 0.5 - event.at
            self._ahead = 0.0 if abs(ahead) <= ROUNDED else ahead
        if isinstance(event, Replied):
            self._asked_at = event.at + self._ahead - event.seconds - ROUNDED

    def value(self, source: Source, step: Ask | None = None) -> Secret:
        """Return a value; ValueMissing where there is none, Cancelled where the run was ended meanwhile."""
        match source.kind:
            case From.ENV:
                return self._from_environment(source.name)
            case From.VAULT:
                return self._from_vault(source.name)
            case From.TOTP:
                return self._totp(source, step)
            case From.INBOX:
                return self._from_inbox(source.name, step)
        return source.value or Secret("")

    def rows(self, source: Source) -> dict[str, str]:
        """Return the rows of a key/value field."""
        return {key: self.value(each).reveal() for key, each in source.rows.items()}

    def next_code(self) -> None:
        """Wait until an authenticator shows another code than the one that was given last."""
        while self._step() <= self._last_step:
            self._pause(max((self._last_step + 1) * STEP - self._now(), 0.0) + 0.1)

    def _from_environment(self, name: str) -> Secret:
        if name not in self._environment:
            raise ValueMissing(From.ENV.value, name)
        return Secret(self._environment[name])

    def _from_vault(self, name: str) -> Secret:
        try:
            return self._secrets.read(name)
        except VaultError as error:
            trouble = "" if error.trouble is VaultTrouble.MISSING else error.trouble.value
            raise ValueMissing(From.VAULT.value, name, trouble) from error

    def _totp(self, source: Source, step: Ask | None) -> Secret:
        key = self.value(source.of) if source.of else Secret((step.params if step else {}).get(SET_UP_KEY, ""))
        try:
            key_of(key.reveal())
        except ValueError:
            raise ValueMissing(From.TOTP.value, _name(source)) from None  # the error's text may quote the key
        import pyotp

        self._last_step = self._step()
        return Secret(pyotp.TOTP("".join(key.reveal().split()).upper()).at(self._last_step * STEP))

    def _from_inbox(self, medium: str, step: Ask | None) -> Secret:
        """Return the newest code that came after the question; an inbox that does not answer is asked again."""
        until = self._clock() + PATIENCE
        while self._inbox is not None and self._clock() < until:
            try:
                messages = self._inbox.messages_to(self._user_pool_id, self.username)
            except (OSError, ValueError):
                messages = ()
            fitting = (one for one in reversed(messages) if medium in ("", one.medium))
            newest = next((one for one in fitting if one.sent_at >= self._asked_at), None)
            if newest is not None:
                return Secret(newest.code)
            self._pause(LOOK)
        raise ValueMissing(From.INBOX.value, step.name if step else medium)

    def _pause(self, seconds: float) -> None:
        self._wait(seconds)
        self.go_on()

    def _now(self) -> float:
        return self._clock() + self._ahead

    def _step(self) -> int:
        return int(self._now() // STEP)


def _name(source: Source) -> str:
    """Name what should hold an authenticator's key."""
    return source.of.name or "totp" if source.of else SET_UP_KEY
