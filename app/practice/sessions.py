"""Sessions between two challenges: opaque strings, good for one step of one user's sign-in, for a few minutes."""

import base64
import hashlib
import secrets
from collections import OrderedDict
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

# How Cognito's sessions begin as bytes: in base64url that is AYABe. Their lengths were measured: 1,543 characters, and
# 1,587 where the user is only simulated.
PREFIX = b"\x01\x80\x01\x78"
LENGTH = 1157
LENGTH_SIMULATED = 1190
SESSIONS_KEPT = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What the pool remembers of a sign-in that waits for its next answer."""

    pool_id: str
    client_id: str
    username: str  # the real one, or the made-up one of a user who does not exist
    challenge: str  # the name that may answer it, or a name of our own for a stage in between
    flow: str  # the AuthFlow that began it
    simulated: bool = False
    rounds: tuple[dict[str, Any], ...] = ()  # what DefineAuthChallenge is shown; empty outside CUSTOM_AUTH
    token_source: str = ""  # triggerSource of the token trigger at the end, where it is not the usual one
    device_key: str = ""  # DEVICE_KEY, where the client sent one
    admin: bool = False  # begun by AdminInitiateAuth, which knows no devices
    assurance: Any = None  # the level that was asked for, and what was proven: assurance.Assurance
    auth_event: str = ""  # event_id in the user's history
    memory: dict[str, Any] = field(default_factory=dict)  # what this challenge alone needs: a code, private parameters
    expires_at: float


class Lost(Enum):
    """Why a session string does not lead anywhere."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    SPENT = "spent"


class Sessions:
    """Sessions by their string, the newest few thousand of them; of the spent ones only that they were."""

    def __init__(self, kept: int = SESSIONS_KEPT) -> None:
        self._kept = kept
        self._by_digest: OrderedDict[bytes, Session | None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._by_digest)

    def open(self, session: Session) -> str:
        """Keep a session and return its string, which starts with a letter and has base64url's alphabet."""
        length = LENGTH_SIMULATED if session.simulated else LENGTH
        text = base64.urlsafe_b64encode(PREFIX + secrets.token_bytes(length - len(PREFIX))).decode().rstrip("=")
        self._by_digest[_digest(text)] = session
        while len(self._by_digest) > self._kept:
            self._by_digest.popitem(last=False)
        return text

    def find(self, text: str, now: float) -> Session | Lost:
        """The session of a string, or why there is none."""
        digest = _digest(text)
        if digest not in self._by_digest:
            return Lost.UNKNOWN
        session = self._by_digest[digest]
        if session is None:
            return Lost.SPENT
        return session if now < session.expires_at else Lost.EXPIRED

    def spend(self, text: str) -> None:
        """Remember that a session was used: it cannot be used again."""
        if _digest(text) in self._by_digest:
            self._by_digest[_digest(text)] = None

    def forget(self, text: str) -> None:
        """Drop a session whose step failed for good: its string is now like any other."""
        self._by_digest.pop(_digest(text), None)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode(errors="surrogatepass")).digest()
