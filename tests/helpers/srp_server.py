"""The server's side of Cognito's SRP, written from its documentation with plain integers, for checking the client's."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime
from typing import Any

from tests.helpers.playbook import POOL

# The 3072-bit group of RFC 3526 (group 15), by the formula that the RFC gives for it.
PI_TO_2942_BITS = 1690314  # the RFC's addend
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def group_prime() -> int:
    """Return 2^3072 - 2^3008 - 1 + 2^64 * (floor(2^2942 * pi) + 1690314)."""
    return 2**3072 - 2**3008 - 1 + 2**64 * (_pi_times_power(2942) + PI_TO_2942_BITS)


def _pi_times_power(bits: int) -> int:
    """Return floor(2^bits * pi) by Machin's formula, with 64 bits to spare."""
    unit = 1 << (bits + 64)
    return (16 * _arctan_of_inverse(5, unit) - 4 * _arctan_of_inverse(239, unit)) >> 64


def _arctan_of_inverse(x: int, unit: int) -> int:
    term, total, n, sign = unit // x, unit // x, 3, -1
    while term:
        term //= x * x
        total += sign * (term // n)
        n, sign = n + 2, -sign
    return total


N = group_prime()
G = 2


def padded(number: int) -> bytes:
    """Return the bytes of Java's BigInteger.toByteArray: minimal, a leading zero where the top bit is set."""
    return number.to_bytes(number.bit_length() // 8 + 1, "big")


def sha(*parts: bytes) -> bytes:
    """Return the SHA-256 of the parts in a row."""
    return hashlib.sha256(b"".join(parts)).digest()


def as_number(raw: bytes) -> int:
    """Read big-endian bytes."""
    return int.from_bytes(raw, "big")


class SrpServer:
    """One user's verifier and one handshake."""

    def __init__(
        self,
        *,
        password: str,
        user: str,
        pool: str = POOL,
        salt: int = 0xC0FFEE_0123456789ABCDEF,
        b: int = 0xB0B_5EED_0123456789,
        block: bytes = b"secret block",
    ) -> None:
        self._identity = pool.split("_")[1].encode() + user.encode()
        self._user, self._salt, self._b, self._block = user, salt, b, block
        x = as_number(sha(padded(salt), sha(self._identity, b":", password.encode())))
        self.verifier = pow(G, x, N)
        self.public = (as_number(sha(padded(N), padded(G))) * self.verifier + pow(G, b, N)) % N
        self._a = 0

    def challenge(self, srp_a: str, session: str = "", **more: str) -> dict[str, Any]:
        """Take the client's A; return PASSWORD_VERIFIER."""
        self._a = int(srp_a, 16)
        parameters = {
            "SALT": f"{self._salt:x}",
            "SRP_B": f"{self.public:x}",
            "SECRET_BLOCK": base64.b64encode(self._block).decode(),
            "USERNAME": self._user,
            "USER_ID_FOR_SRP": self._user,
            **more,
        }
        body: dict[str, Any] = {"ChallengeName": "PASSWORD_VERIFIER", "ChallengeParameters": parameters}
        return {**body, "Session": session} if session else body

    def expected(self, at: float) -> dict[str, str]:
        """Return the answer that proves the password, made with the server's secrets alone."""
        stamp = timestamp(at)
        u = as_number(sha(padded(self._a), padded(self.public)))
        shared = pow(self._a * pow(self.verifier, u, N), self._b, N)
        pseudo_random = hmac.new(padded(u), padded(shared), hashlib.sha256).digest()
        key = hmac.new(pseudo_random, b"Caldera Derived Key\x01", hashlib.sha256).digest()[:16]
        signature = hmac.new(key, self._identity + self._block + stamp.encode(), hashlib.sha256).digest()
        return {
            "USERNAME": self._user,
            "TIMESTAMP": stamp,
            "PASSWORD_CLAIM_SECRET_BLOCK": base64.b64encode(self._block).decode(),
            "PASSWORD_CLAIM_SIGNATURE": base64.b64encode(signature).decode(),
        }


def timestamp(at: float) -> str:
    """Return `EEE MMM d HH:mm:ss UTC yyyy` with English names and no leading zero in the day."""
    t = datetime.fromtimestamp(at, UTC)
    return f"{DAYS[t.weekday()]} {MONTHS[t.month - 1]} {t.day} {t:%H:%M:%S} UTC {t.year}"
