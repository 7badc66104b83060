"""Codes that confirm a sign-up, an address or a new password: sent, checked, expired, and limited in tries."""

import hmac

from app.practice import attributes, inbox, messages
from app.practice.errors import Refusal
from app.practice.state import Code, Pool, State, User

SIGN_UP = "sign_up"
FORGOT_PASSWORD = "forgot_password"  # noqa: S105 - a purpose
ATTRIBUTE = "attribute:"  # and the attribute's name
DAY = 24 * 60 * 60
# Seconds that a code is good for (Cognito's documentation).
VALID_FOR = {SIGN_UP: DAY, FORGOT_PASSWORD: 60 * 60, ATTRIBUTE: DAY}
# How often something may be tried in a while. Cognito's numbers vary with the risk it sees; these are the strictest.
TRIES = 5
WINDOW = 15 * 60


def send(state: State, pool: Pool, user: User, purpose: str, attribute: str, *, address: str = "") -> dict[str, str]:
    """Send a new code, which ends an earlier one for the same purpose; returns CodeDeliveryDetails.

    `attribute` is email or phone_number, `address` replaces its value.
    """
    delivery = inbox.send_code(
        state, pool, user, purpose.partition(":")[0], attributes.MEDIA[attribute], destination=address or None
    )
    lifetime = VALID_FOR[ATTRIBUTE if purpose.startswith(ATTRIBUTE) else purpose]
    user.codes[purpose] = Code(value=delivery.code, expires_at=state.now() + lifetime)
    return delivery.details()


def check(state: State, user: User, purpose: str, given: str) -> None:
    """Raise unless `given` is the code that was sent for that purpose. It stays until `spend`."""
    limit(state, user, f"check:{purpose}", count=False)
    code = user.codes.get(purpose)
    if code is None or state.now() >= code.expires_at:
        raise Refusal("ExpiredCodeException", messages.CODE_EXPIRED)
    if not hmac.compare_digest(code.value.encode(), given.strip().encode()):
        limit(state, user, f"check:{purpose}")
        raise Refusal("CodeMismatchException", messages.CODE_MISMATCH)


def spend(user: User, purpose: str) -> None:
    """The code did its work: it is gone, and so are the failed tries."""
    user.codes.pop(purpose, None)
    user.tries.pop(f"check:{purpose}", None)


def limit(state: State, user: User, kind: str, *, count: bool = True) -> None:
    """Count one more try of that kind; raises LimitExceededException beyond the fifth in 15 minutes."""
    now = state.now()
    recent = [when for when in user.tries.get(kind, []) if 0 <= now - when < WINDOW]
    user.tries[kind] = recent
    if len(recent) >= TRIES:
        raise Refusal("LimitExceededException", messages.ATTEMPT_LIMIT)
    if count:
        recent.append(now)


def made_up_delivery(pool: Pool, name: str) -> dict[str, str]:
    """CodeDeliveryDetails for a user who does not exist, the same for the same name (measured replies)."""
    by_phone = name.startswith("+") or pool.settings.get("AutoVerifiedAttributes") == ["phone_number"]
    medium = "SMS" if by_phone else "EMAIL"
    address = name if "@" in name or name.startswith("+") else f"{name[:1]}@{name[-1:]}"
    return {
        "Destination": inbox.mask(medium, address),
        "DeliveryMedium": medium,
        "AttributeName": inbox.ATTRIBUTES[medium],
    }
