"""What a pool's settings say of passkeys: who may use one, for which relying party, from which origin.

Sources: Cognito's developer guide on sign-in and MFA, and its API model.
"""

import base64
import re

from app.practice import pool_settings
from app.practice.state import Passkey, Pool, User

ALGORITHMS = (-7, -257)  # COSE: ES256, RS256
LARGEST_NUMBER = 20  # of passkeys a user
ORIGIN = re.compile(r"(https?)://([a-z0-9.-]+)(?::[0-9]{1,5})?", re.ASCII)


def enabled(pool: Pool) -> bool:
    """Whether the pool's sign-in policy has passkeys."""
    return "WEB_AUTHN" in pool_settings.first_factors(pool)


def rp_id(pool: Pool) -> str:
    """The relying party id; empty where none is set. The practice pool has no domains, which could stand in for it."""
    return str(pool.mfa.get("WebAuthnConfiguration", {}).get("RelyingPartyId") or "")


def multi_factor(pool: Pool) -> bool:
    """Whether a passkey that verified its user may stand for both factors (FactorConfiguration)."""
    return pool_settings.multi_factor_passkeys(pool.mfa)


def user_verification(pool: Pool, user: User | None = None) -> str:
    """What is asked of the authenticator: required or preferred; always the first where passkeys are the user's MFA."""
    if user is not None and user.passkey_mfa and multi_factor(pool):
        return "required"
    return str(pool.mfa.get("WebAuthnConfiguration", {}).get("UserVerification") or "preferred")


def usable(pool: Pool, user: User) -> list[Passkey]:
    """The user's passkeys of the pool's present relying party; a new one orphans the others."""
    return [passkey for passkey in user.passkeys if passkey.rp_id == rp_id(pool)]


def origin_allowed(relying_party: str, origin: str) -> bool:
    """Whether a page of that origin may use passkeys of the relying party.

    It is https on its host or a subdomain, any port; browsers take plain http on localhost for as safe. The origins of
    native apps are none of these.
    """
    found = ORIGIN.fullmatch(origin)
    if found is None:
        return False
    scheme, host = found.groups()
    if scheme == "http":
        return relying_party == host == "localhost"
    return host == relying_party or host.endswith(f".{relying_party}")


def to_text(value: bytes) -> str:
    """base64url without padding, as WebAuthn's JSON has it."""
    return base64.urlsafe_b64encode(value).decode().rstrip("=")
