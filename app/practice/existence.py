"""What the practice pool shows of users who do not exist, where the client hides which ones do.

The same unknown name always gets the same made-up id and salt, as with Cognito, so that asking twice tells nothing.
"""

import hashlib
import hmac

from app.practice import lookups, messages
from app.practice.errors import Refusal
from app.practice.state import Client


def _drawn(pool_id: str, name: str, purpose: str) -> str:
    return hmac.new(pool_id.encode(), f"{purpose}:{name}".encode(errors="surrogatepass"), hashlib.sha256).hexdigest()


def made_up_id(pool_id: str, name: str) -> str:
    """What stands for the user name: it looks like a sub."""
    digits = _drawn(pool_id, name, "id")
    return "-".join((digits[:8], digits[8:12], f"70{digits[12:14]}", digits[14:18], digits[18:30]))


def made_up_salt(pool_id: str, name: str) -> str:
    """A salt in hex without leading zeros, as long as a real one."""
    return f"{int(_drawn(pool_id, name, 'salt')[:32], 16):x}"


def made_up_verifier(pool_id: str, name: str) -> int:
    """A number in the place of a verifier; no password belongs to it that anybody knows."""
    return int(_drawn(pool_id, name, "verifier") * 11, 16)


def made_up_address(pool_id: str, medium: str, name: str) -> str:
    """Where a code for nobody would go: the address that was typed, or one drawn from the name."""
    if medium == "SMS":
        return name if name.startswith("+") else f"+{int(_drawn(pool_id, name, 'phone')[:12], 16):015}"
    return name if "@" in name else f"{name[:1]}@{name[-1:]}"


def made_up_credential_id(pool_id: str, name: str) -> bytes:
    """The id of a passkey that nobody has."""
    return bytes.fromhex(_drawn(pool_id, name, "passkey"))


def refuse_unknown(client: Client) -> Refusal:
    """What a client is told about a user who does not exist."""
    if lookups.existence_errors_hidden(client):
        return Refusal("NotAuthorizedException", messages.WRONG_CREDENTIALS)
    return Refusal("UserNotFoundException", messages.USER_NOT_FOUND)
