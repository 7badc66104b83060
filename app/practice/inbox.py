"""The e-mails and text messages that Cognito would have sent, with their codes."""

import secrets
from dataclasses import dataclass

from app.practice.state import Message, Pool, State, User

ATTRIBUTES = {"SMS": "phone_number", "EMAIL": "email"}
DIGITS = 6  # of a code
KEPT = 1000  # messages; the oldest go first


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeDelivery:
    """A code on its way: `medium` is SMS or EMAIL, `destination_masked` as Cognito shows it."""

    code: str
    medium: str
    destination_masked: str
    attribute: str

    def details(self) -> dict[str, str]:
        """CodeDeliveryDetails as on the wire."""
        return {
            "Destination": self.destination_masked,
            "DeliveryMedium": self.medium,
            "AttributeName": self.attribute,
        }


def mask(medium: str, destination: str) -> str:
    """The destination as Cognito shows it: f***@e*** or +*******1234 (measured replies)."""
    if medium == "SMS":
        return "+" + "*" * 7 + destination[-4:]
    local, _, domain = destination.partition("@")
    return f"{local[:1]}***@{domain[:1]}***"


def send_code(
    state: State, pool: Pool, user: User, purpose: str, medium: str, *, destination: str | None = None,
    digits: int = DIGITS,
) -> CodeDelivery:
    """Make a code and put its message into the inbox; `destination` replaces the user's own address."""
    code = f"{secrets.randbelow(10**digits):0{digits}}"
    address = destination if destination is not None else user.attributes.get(ATTRIBUTES[medium], "")
    deliver(state, pool, user, purpose, medium, address, code)
    return CodeDelivery(
        code=code,
        medium=medium,
        destination_masked=mask(medium, address),
        attribute=ATTRIBUTES[medium],
    )


def deliver(state: State, pool: Pool, user: User, purpose: str, medium: str, address: str, code: str) -> None:
    """Put one message into the inbox."""
    state.inbox.append(
        Message(
            user_pool_id=pool.pool_id,
            username=user.username,
            medium=medium,
            destination=address,
            purpose=purpose,
            code=code,
            sent_at=state.now(),
        )
    )
    del state.inbox[:-KEPT]
