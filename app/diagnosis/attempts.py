"""How often a user was refused, counted as Cognito says that it counts, and until when it then refuses everything.

Developer guide, "Lockout behavior": after five failed passwords or codes the user is locked for a second, then for
twice as long with each further failure, about 15 minutes at most. What is tried during a lock is refused and does not
count. The count starts again after a sign-in that succeeds while there is no lock, or after 15 quiet minutes. A custom
challenge counts only where a password is checked in it; a device and a passkey are no password. Others try the same
user elsewhere, and a series of wrong passwords was seen that never led to a lock: what is said here is an estimate.
"""

import threading
from collections.abc import Iterable
from dataclasses import dataclass

from app.diagnosis.names import returned_names
from app.transcript.events import Called, Event, Refused, Replied, TokensReceived

FREE_FAILURES = 5
LONGEST_LOCK = 900.0  # seconds
QUIET = 900.0  # seconds after which the count starts again
LOCKED_SAYS = "Password attempts exceeded"
WRONG_SAYS = "Incorrect username or password"
SIGN_IN = frozenset({
    "InitiateAuth", "RespondToAuthChallenge", "AdminInitiateAuth", "AdminRespondToAuthChallenge",
})  # fmt: skip
REFRESHES = ("REFRESH_TOKEN_AUTH", "REFRESH_TOKEN", "GetTokensFromRefreshToken")
SENDS = frozenset({"SignUp", "ResendConfirmationCode", "ForgotPassword", "GetUserAttributeVerificationCode"})
NO_PASSWORD = frozenset({"CUSTOM_CHALLENGE", "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER", "WEB_AUTHN"})
SENT_CHALLENGES = frozenset({"SMS_MFA", "SMS_OTP", "EMAIL_OTP"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Meter:
    """A user's failed attempts and code sends, as far as this program saw them; times in epoch seconds.

    `locked_until` is 0 where no lock is to be expected; when it ends is always an estimate, and `estimated` says that
    the lock itself is one: Cognito did not speak of it. `sends_refused_at` is when Cognito last said that there were
    too many (LimitExceededException), or 0.
    """

    failures: int = 0
    locked_until: float = 0.0
    estimated: bool = True
    code_sends: int = 0
    sends_refused_at: float = 0.0


@dataclass(slots=True)
class _Count:
    failures: int = 0
    last_failure: float = 0.0
    locked_until: float = 0.0
    told: bool = False  # Cognito itself said that the user is locked
    renewing: bool = False  # the last call was a refresh, whose tokens are no sign-in
    auth_flow: str = ""  # of the sign-in under way
    challenge: str = ""  # that was answered last
    code_sends: int = 0
    sends_refused_at: float = 0.0


class Attempts:
    """The count of each user of each user pool, for any thread; lives as long as the program."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._counts: dict[tuple[str, str], _Count] = {}
        self._names: dict[tuple[str, str], str] = {}  # what was typed -> the user's name

    def note(self, pool: str, user: str, events: Iterable[Event]) -> None:
        """Count what a run did, whole or a part of it; each event is to be noted once.

        `user` is the name as typed, of whose run it is; nothing is counted where there is none.
        """
        if not user:
            return
        with self._lock:
            for event in events:
                self._note(pool, user, event)

    def meter(self, pool: str, user: str, now: float) -> Meter:
        """Return what is known of a user at a time."""
        with self._lock:
            count = self._counts.get((pool, self._name(pool, user)))
            if count is None:
                return Meter()
            _rest(count, now)
            return Meter(
                failures=count.failures,
                locked_until=count.locked_until if count.locked_until > now else 0.0,
                estimated=not (count.told and count.locked_until > now),
                code_sends=count.code_sends,
                sends_refused_at=count.sends_refused_at,
            )

    def _note(self, pool: str, user: str, event: Event) -> None:
        count = self._counts.setdefault((pool, self._name(pool, user)), _Count())
        known_as = () if count.renewing else returned_names(event)
        if known_as:
            self.same(pool, user, known_as[0])
            count = self._counts[pool, self._name(pool, user)]
        match event:
            case Called():
                _note_call(count, event)
            case Refused():
                _note_refusal(count, event)
            case Replied():
                count.code_sends += event.operation in SENDS or event.challenge in SENT_CHALLENGES
            case TokensReceived() if count.locked_until <= event.at and not count.renewing:
                count.failures, count.locked_until, count.told = 0, 0.0, False

    def _name(self, pool: str, user: str) -> str:
        return self._names.get((pool, user), user)

    def same(self, pool: str, typed: str, name: str) -> None:
        """Learn that a typed name, an alias perhaps, is the user of this name: their counts are one."""
        with self._lock:
            self._same(pool, typed, name)

    def _same(self, pool: str, typed: str, name: str) -> None:
        if not typed or not name or typed == name or self._name(pool, typed) == name:
            return
        own = self._counts.pop((pool, self._name(pool, typed)), _Count())
        self._names[pool, typed] = name
        count = self._counts.setdefault((pool, name), _Count())
        count.auth_flow, count.challenge, count.told = own.auth_flow, own.challenge, count.told or own.told
        count.failures += own.failures
        count.code_sends += own.code_sends
        count.last_failure = max(count.last_failure, own.last_failure)
        count.locked_until = max(count.locked_until, own.locked_until)
        count.sends_refused_at = max(count.sends_refused_at, own.sends_refused_at)


def _note_call(count: _Count, event: Called) -> None:
    params = event.params
    count.renewing = str(params.get("AuthFlow", event.operation)) in REFRESHES
    count.auth_flow = str(params.get("AuthFlow") or count.auth_flow)
    count.challenge = str(params.get("ChallengeName") or "")


def _note_refusal(count: _Count, event: Refused) -> None:
    if event.code == "LimitExceededException":
        count.sends_refused_at = event.at
    if event.operation not in SIGN_IN:
        return
    _rest(count, event.at)
    if event.code == "NotAuthorizedException" and LOCKED_SAYS in event.message:
        count.failures, count.told = max(count.failures, FREE_FAILURES), True
        count.last_failure = max(count.last_failure, event.at)
        if count.locked_until <= event.at:  # a try during a lock that is known of does not make it longer
            count.locked_until = event.at + _lock(count.failures)
    elif _counts(count, event):
        count.failures += 1
        count.last_failure = event.at
        if count.failures >= FREE_FAILURES:
            count.locked_until = max(count.locked_until, event.at + _lock(count.failures))


def _counts(count: _Count, event: Refused) -> bool:
    """Say whether a refusal is a failed attempt. A code in place of a password was wrong six times without a lock.

    In USER_AUTH EMAIL_OTP may stand for either kind of code; it is then not counted.
    """
    if event.code == "CodeMismatchException":
        return count.challenge != "SMS_OTP" and (count.challenge, count.auth_flow) != ("EMAIL_OTP", "USER_AUTH")
    if count.challenge in NO_PASSWORD or (count.auth_flow == "CUSTOM_AUTH" and not count.challenge):
        return False
    return event.code == "NotAuthorizedException" and WRONG_SAYS in event.message


def _lock(failures: int) -> float:
    return float(min(2.0 ** min(failures - FREE_FAILURES, 10), LONGEST_LOCK))


def _rest(count: _Count, now: float) -> None:
    """Start again after a quiet quarter of an hour."""
    if count.failures and now - count.last_failure >= QUIET:
        count.failures, count.locked_until, count.told = 0, 0.0, False
