"""WEB_AUTHN, the challenge that a passkey answers: whether it is offered, what is asked, and the check of the answer.

A passkey never follows a password: as MFA it stands for both factors at once, where the pool has FactorConfiguration
MULTI_FACTOR_WITH_USER_VERIFICATION and the user has WebAuthnMfaSettings (both by Cognito's API model). Such a passkey
has to verify its user.
"""

import base64
import json

from app.practice import existence, factors, messages, passkey_checks, passkeys
from app.practice.answers import Given, Resumed, resumed
from app.practice.errors import Refusal
from app.practice.registrations import CHALLENGE_BYTES
from app.practice.state import Passkey
from app.practice.turn import Answer, Turn

NAME = "WEB_AUTHN"
TIMEOUT = 180_000  # milliseconds, as in the sample of Cognito's documentation


def available(turn: Turn) -> bool:
    """Whether a passkey may be this user's first factor; where MFA is due, only if it stands for both."""
    if not (passkeys.enabled(turn.pool) and passkeys.rp_id(turn.pool)):
        return False
    if turn.simulated:  # nobody has no passkey MFA
        return factors.mode(turn.pool) != "ON"
    user = turn.user()
    mfa_due = factors.mode(turn.pool) == "ON" or bool(factors.eligible(turn.pool, user))
    covers_mfa = user.passkey_mfa and passkeys.multi_factor(turn.pool)
    return bool(passkeys.usable(turn.pool, user)) and (covers_mfa or not mfa_due)
