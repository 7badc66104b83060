"""The client's side of Cognito's Secure Remote Password handshake.

The arithmetic is pycognito's AWSSRP. Randomness and time come from outside, because a flow has neither of its own, and
the modulus is a gmpy2 integer, which makes the powers eight times faster. pycognito imports boto3, so it is imported
when the first handshake starts, not before the window is on the screen.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from app.errors import UnexpectedReply
from app.secret import Secret

RANDOM_BYTES = 128  # as Amplify and pycognito draw for the exponent a
NEEDED = ("USER_ID_FOR_SRP", "SALT", "SRP_B", "SECRET_BLOCK")


class Handshake:
    """One handshake: `srp_a` goes out first, `prove` answers PASSWORD_VERIFIER."""

    def __init__(self, user_pool_id: str, entropy: Callable[[int], bytes]) -> None:
        self._pool_name = user_pool_id.split("_")[1]
        self._arithmetic = _arithmetic(user_pool_id, entropy)

    @property
    def srp_a(self) -> Secret:
        """A = g^a mod N as hex."""
        return Secret(f"{self._arithmetic.large_a_value:x}")

    def prove(self, parameters: Mapping[str, str], password: Secret, at: float) -> dict[str, Any]:
        """Return the ChallengeResponses that prove the password; `at` is the time of the proof in epoch seconds.

        Raises UnexpectedReply where the challenge lacks a parameter, or holds one that no server may send.
        """
        for name in NEEDED:
            if not parameters.get(name):
                raise UnexpectedReply(name, operation="PASSWORD_VERIFIER")
        identity, timestamp = parameters["USER_ID_FOR_SRP"], format_timestamp(at)
        try:
            block = base64.b64decode(parameters["SECRET_BLOCK"])  # as lenient as all clients: moto's is not Base64
            key = self._key(identity, password, parameters)
        except (ValueError, binascii.Error):
            raise UnexpectedReply("SRP_B, SALT, SECRET_BLOCK", operation="PASSWORD_VERIFIER") from None
        message = self._pool_name.encode() + identity.encode() + block + timestamp.encode()
        signature = hmac.new(key, message, hashlib.sha256).digest()
        return {
            "PASSWORD_CLAIM_SECRET_BLOCK": Secret(parameters["SECRET_BLOCK"]),
            "PASSWORD_CLAIM_SIGNATURE": Secret(base64.b64encode(signature).decode()),
            "TIMESTAMP": timestamp,
        }

    def _key(self, identity: str, password: Secret, parameters: Mapping[str, str]) -> bytes:
        srp_b, modulus = int(parameters["SRP_B"], 16), self._arithmetic.big_n
        if srp_b % modulus == 0:
            raise ValueError("B is a multiple of N")
        salt = int(parameters["SALT"], 16)  # as a number: Cognito drops leading zeros
        return bytes(self._arithmetic.get_password_authentication_key(identity, password.reveal(), srp_b, salt))


def format_timestamp(at: float) -> str:
    """Format a time as PASSWORD_VERIFIER wants it: English names, the day without a leading zero, UTC."""
    from pycognito.aws_srp import AWSSRP

    return str(AWSSRP.get_cognito_formatted_timestamp(datetime.fromtimestamp(at, UTC)))


def _arithmetic(user_pool_id: str, entropy: Callable[[int], bytes]) -> Any:
    import gmpy2
    from pycognito.aws_srp import AWSSRP

    class Arithmetic(AWSSRP):  # type: ignore[misc]  # pycognito is untyped
        def generate_random_small_a(self) -> int:
            # AWSSRP calls this between setting N and computing A: the place to swap both.
            self.big_n: Any = gmpy2.mpz(self.big_n)
            return int.from_bytes(entropy(RANDOM_BYTES), "big") % int(self.big_n)

    return Arithmetic(username="", password="", pool_id=user_pool_id, client_id="", client=object())
