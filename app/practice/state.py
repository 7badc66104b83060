"""What the practice pool knows: user pools, app clients, users, groups, codes, the inbox. Plain data, in memory.

All times are epoch seconds of the practice clock (`State.now()`), which may run ahead of the machine's by an offset, so
that expiry can be tried without waiting. Members named as on the wire keep Cognito's spelling in the comments.
"""

import threading
import time
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from app.practice.faults import Faults
from app.practice.registrations import Registrations
from app.practice.sessions import Sessions
from app.practice.srp import Handshakes

TRIGGER_CALLS_KEPT = 200


@dataclass(slots=True, kw_only=True)
class Code:
    """A code that was sent; it is kept by purpose: sign_up, forgot_password, or attribute:NAME."""

    value: str
    expires_at: float


@dataclass(slots=True, kw_only=True)
class Totp:
    """An authenticator; `confirmed` after VerifySoftwareToken. `last_step` keeps a code from being used twice."""

    secret: str  # base32
    friendly_name: str = ""
    confirmed: bool = False
    last_step: int = -1


@dataclass(slots=True, kw_only=True)
class Passkey:
    """A registered passkey. `attested` is WebAuthn's attested credential data, which holds the public key."""

    credential_id: bytes
    attested: bytes
    rp_id: str  # a passkey of another relying party than the pool's has no use any more
    counter: int  # of signatures, as the authenticator last told it; 0 where it does not count
    friendly_name: str
    attachment: str = ""  # platform, cross-platform, or empty where the client did not say
    transports: list[str] = field(default_factory=list)
    created_at: float


@dataclass(slots=True, kw_only=True)
class Attempts:
    """Failed attempts in a row: five are free, then the lock doubles (wire reference 2.6)."""

    failures: int = 0
    last_failure: float = 0.0
    locked_until: float = 0.0


@dataclass(slots=True, kw_only=True)
class Device:
    """A device that ConfirmDevice registered for a user. Only a remembered one takes the place of MFA."""

    key: str
    name: str = ""
    salt: str = ""  # SRP: hex without leading zeros
    verifier: int = 0  # SRP: g^x mod N; 0 where an earlier process of the practice pool was given it
    remembered: bool = False
    created_at: float = 0.0
    modified_at: float = 0.0
    authenticated_at: float = 0.0
    session: str = ""  # the newest one that waits for DEVICE_SRP_AUTH: some clients do not send it back


@dataclass(slots=True, kw_only=True)
class AuthEvent:
    """A sign-in in a user's history: `response` is Pass, Fail or InProgress, `challenges` what was tried and how."""

    event_id: str
    created_at: float
    response: str = "InProgress"
    challenges: list[tuple[str, bool]] = field(default_factory=list)  # (Password or Mfa, whether it was right)


@dataclass(slots=True, kw_only=True)
class User:
    """A user of one pool. `username` is the real one (the sub in pools with UsernameAttributes)."""

    username: str
    sub: str
    attributes: dict[str, str] = field(default_factory=dict)  # without sub
    status: str = "CONFIRMED"  # UNCONFIRMED CONFIRMED FORCE_CHANGE_PASSWORD RESET_REQUIRED
    enabled: bool = True
    salt: str = ""  # SRP: hex without leading zeros; empty where the user has no password
    verifier: int = 0  # SRP: g^x mod N
    temporary_password_set_at: float | None = None
    totp: Totp | None = None
    pending_totp: str = ""  # the secret that AssociateSoftwareToken gave and nobody verified yet
    mfa_enabled: set[str] = field(default_factory=set)  # SMS_MFA SOFTWARE_TOKEN_MFA EMAIL_OTP
    mfa_preferred: str = ""
    passkeys: list[Passkey] = field(default_factory=list)  # oldest first
    passkey_mfa: bool = False  # WebAuthnMfaSettings
    groups: list[str] = field(default_factory=list)
    codes: dict[str, Code] = field(default_factory=dict)  # by purpose
    pending_attributes: dict[str, str] = field(default_factory=dict)  # take effect once verified
    tries: dict[str, list[float]] = field(default_factory=dict)  # when, by kind: for LimitExceededException
    attempts: Attempts = field(default_factory=Attempts)
    mfa_attempts: Attempts = field(default_factory=Attempts)
    auth_events: list[AuthEvent] = field(default_factory=list)  # oldest first
    created_at: float = 0.0
    modified_at: float = 0.0
    tokens_valid_from: float = 0.0  # a global sign-out revokes what was issued before this pool's process started
    sign_ins: set[str] = field(default_factory=set)  # event_id of each sign-in since then
    revoked_sign_ins: set[str] = field(default_factory=set)  # event_id of those whose tokens are revoked
    rotated: dict[str, float] = field(default_factory=dict)  # generation of a refresh token: when it was first used
    devices: dict[str, Device] = field(default_factory=dict)  # the confirmed ones, by their keys
    forgotten_devices: set[str] = field(default_factory=set)  # keys


@dataclass(slots=True, kw_only=True)
class Group:
    """A group; its description members as given to CreateGroup."""

    name: str
    settings: dict[str, Any] = field(default_factory=dict)
    created_at: float = 0.0
    modified_at: float = 0.0


@dataclass(slots=True, kw_only=True)
class Client:
    """An app client. `settings` holds the members of UserPoolClientType as given, wire names as keys."""

    client_id: str
    name: str
    secret: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    created_at: float = 0.0
    modified_at: float = 0.0


@dataclass(slots=True, kw_only=True)
class Pool:
    """A user pool. `settings` holds the members of UserPoolType as given, wire names as keys; `mfa` those of
    SetUserPoolMfaConfig."""

    pool_id: str
    name: str
    settings: dict[str, Any] = field(default_factory=dict)
    mfa: dict[str, Any] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)  # by client id
    users: dict[str, User] = field(default_factory=dict)  # by real username
    groups: dict[str, Group] = field(default_factory=dict)
    created_at: float = 0.0
    modified_at: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """An e-mail or text message that would have been sent. `medium` is SMS or EMAIL."""

    user_pool_id: str
    username: str  # the real one
    medium: str
    destination: str  # in full, as only the practice pool's own inbox shows it
    purpose: str
    code: str
    sent_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerCall:
    """What a Lambda trigger was given, and what it answered or how it failed. `number` counts from 1."""

    number: int
    at: float
    user_pool_id: str
    username: str
    trigger: str  # its key in LambdaConfig
    source: str  # triggerSource
    function: str
    event: dict[str, Any]
    response: dict[str, Any] | None  # None where it failed
    failure: str = ""
    place: str = ""  # file and line, where the function raised an error


@dataclass(slots=True, kw_only=True)
class State:
    """All that the practice pool holds. One thread at a time works on it (see server.py)."""

    pools: dict[str, Pool] = field(default_factory=dict)  # by pool id
    inbox: list[Message] = field(default_factory=list)  # newest last
    clock: Callable[[], float] = time.time
    clock_offset: float = 0.0
    run: str = field(default_factory=lambda: uuid.uuid4().hex)  # another one after each start and each reset
    endpoint: str = ""  # http://127.0.0.1:port, the issuer of the tokens without its pool id
    lock: threading.Lock = field(default_factory=threading.Lock)  # held by the handler that is at work
    lambdas: Any = None  # triggers.Runner
    sessions: Sessions = field(default_factory=Sessions)
    handshakes: Handshakes = field(default_factory=Handshakes)
    registrations: Registrations = field(default_factory=Registrations)
    trigger_calls: deque[TriggerCall] = field(default_factory=lambda: deque(maxlen=TRIGGER_CALLS_KEPT))  # newest last
    trigger_count: int = 0  # of all calls, kept or not
    faults: Faults = field(default_factory=Faults)

    def now(self) -> float:
        """The practice clock, epoch seconds."""
        return self.clock() + self.clock_offset
