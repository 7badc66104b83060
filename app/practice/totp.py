"""Authenticator codes by RFC 6238: six digits, thirty seconds, SHA-1, one step of drift either way."""

import base64
import hmac
import secrets

import pyotp

STEP = 30  # seconds
DRIFT = 1  # steps
SECRET_BYTES = 32  # 52 characters of base32 like Cognito's SecretCode, without padding


def new_secret() -> str:
    """A fresh secret as base32 without padding."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode().rstrip("=")


def step_at(now: float) -> int:
    """The number of the thirty seconds in which a moment lies."""
    return int(now // STEP)


def code_at(secret: str, step: int) -> str:
    """The code of a step."""
    return pyotp.TOTP(secret).generate_otp(step)


def matching_step(secret: str, code: str, now: float) -> int | None:
    """The step whose code this is, the latest first, or None where it is none of the three that count."""
    current = step_at(now)
    for step in (current, current + DRIFT, current - DRIFT):
        if step >= 0 and hmac.compare_digest(code_at(secret, step).encode(), code.encode(errors="surrogatepass")):
            return step
    return None
