"""A handshake as a flow shows it, and a sign-in with it; for tests of what shows events. The numbers prove nothing."""

from app.secret import Secret
from app.transcript.events import Event, Shown
from tests.helpers import sample_runs as sample

NUMBER = "9c" * 384


def shown(purpose: str = "PASSWORD_VERIFIER", at: float = sample.T0 + 0.09) -> Shown:
    """Return what a flow shows of a handshake."""
    return Shown(
        at=at, name="srp",
        values={
            "purpose": purpose, "pool_name": "Practice1", "identity": "Practice1sms",
            "timestamp": "Sun Nov 22 08:41:05 UTC 2026",
            "a": Secret("ab" * 128), "A": Secret(NUMBER), "B": Secret(NUMBER[::-1]), "salt": Secret("4a3f" * 8),
            "k": Secret("53" * 32), "u": Secret("75" * 32), "x": Secret("78" * 32), "S": Secret("5a" * 384),
            "K": Secret("4b" * 16), "message": Secret("6d" * 1600), "signature": Secret("c2lnbmF0dXJl"),
            "secret_block": Secret("YmxvY2s="), "password": Secret("Practice1!"),
        },
    )  # fmt: skip


def proved() -> list[Event]:
    """Return a sign-in up to the question for a code, with its handshake shown before the proof was sent."""
    events = sample.until_sms()
    return [*events[:3], shown(), *events[3:]]


def proved_twice() -> list[Event]:
    """Return the same with the handshake of a remembered device after it."""
    key = "us-east-1_aaaa-bbbb"
    verifier = {"ChallengeName": "DEVICE_PASSWORD_VERIFIER", "ChallengeParameters": {"DEVICE_KEY": Secret(key)}}
    answer = {"ChallengeName": "DEVICE_PASSWORD_VERIFIER", "ChallengeResponses": {"DEVICE_KEY": Secret(key)}}
    at = sample.T0 + 1
    return [
        *proved()[:-1],
        sample.called(3, "RespondToAuthChallenge", {"ChallengeName": "DEVICE_SRP_AUTH"}, at),
        sample.replied(3, "RespondToAuthChallenge", verifier, at + 0.1, 0.1),
        shown("DEVICE_PASSWORD_VERIFIER", at + 0.11),
        sample.called(4, "RespondToAuthChallenge", answer, at + 0.12),
    ]
