"""Passkey registrations that were started and not completed: one challenge each, good once and for a few minutes."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass

CHALLENGE_BYTES = 32
VALID_FOR = 300.0  # seconds; how long Cognito waits is not known, WebAuthn recommends five minutes to ten
KEPT = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """Who registers a passkey, through which client, and what was asked of the authenticator."""

    pool_id: str
    client_id: str
    username: str
    rp_id: str
    user_verification: str
    expires_at: float  # epoch seconds


class Registrations:
    """Registrations by their challenge, the newest of them."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._by_challenge: OrderedDict[bytes, Registration] = OrderedDict()

    def open(self, registration: Registration) -> bytes:
        """Keep a registration and return its challenge."""
        challenge = secrets.token_bytes(CHALLENGE_BYTES)
        self._by_challenge[challenge] = registration
        while len(self._by_challenge) > self._kept:
            self._by_challenge.popitem(last=False)
        return challenge

    def find(self, challenge: bytes, now: float) -> Registration | None:
        """The registration of a challenge; None where it is unknown, expired or used."""
        found = self._by_challenge.get(challenge)
        return found if found is not None and now < found.expires_at else None

    def spend(self, challenge: bytes) -> None:
        """A challenge counts once, whatever came of it."""
        self._by_challenge.pop(challenge, None)
