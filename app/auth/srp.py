"""The client's side of Cognito's Secure Remote Password handshake, for passwords and for remembered devices.

Amplify, pycognito and the developer guide's device page agree on the rules. The arithmetic is this module's own, though
the rule of this program is to let pycognito's AWSSRP do it: AWSSRP keeps u, x and S to itself, and the page SRP shows
them; and it would compute the power behind A once more for each proof. Its constants and its form of a timestamp are
used, and tests hold every proof against it. Randomness and time come from outside, because a flow has neither of its
own; gmpy2 makes the powers eight times faster. pycognito imports boto3, so it is read when the first handshake starts,
not before the window is on the screen.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from app.errors import UnexpectedReply
from app.secret import Secret

RANDOM_BYTES = 128  # as Amplify and pycognito draw for the exponent a
KEY_BYTES = 16
PASSWORD_VERIFIER, DEVICE_PASSWORD_VERIFIER = "PASSWORD_VERIFIER", "DEVICE_PASSWORD_VERIFIER"
IN_EACH = ("SALT", "SRP_B", "SECRET_BLOCK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The ChallengeResponses that prove a password, and each value that led there.

    Of `values`, purpose, pool_name (the DeviceGroupKey of a device), identity and timestamp are text; the rest are
    Secrets: numbers and bytes as hex, secret_block and signature as Base64, password as it is.
    """

    responses: Mapping[str, Any]
    values: Mapping[str, Any] = field(repr=False)


class Handshake:
    """One handshake: `srp_a` goes out first, a proof answers the verifier's challenge.

    `group` is the part of the user pool's id after the `_`, or a device's DeviceGroupKey.
    """

    def __init__(self, group: str, entropy: Callable[[int], bytes]) -> None:
        self._group = group
        self._a = int.from_bytes(entropy(RANDOM_BYTES), "big") % modulus()
        self._public = power(generator(), self._a)

    @property
    def srp_a(self) -> Secret:
        """A = g^a mod N as hex."""
        return _hex(self._public)

    def prove_password(self, parameters: Mapping[str, str], password: Secret, at: float) -> Proof:
        """Answer PASSWORD_VERIFIER; `at` is the time of the proof in epoch seconds.

        Raises UnexpectedReply where the challenge lacks a parameter, or holds one that no server may send.
        """
        _check(parameters, PASSWORD_VERIFIER, "USER_ID_FOR_SRP")
        return self._prove(PASSWORD_VERIFIER, parameters["USER_ID_FOR_SRP"], parameters, password, at)

    def prove_device(self, parameters: Mapping[str, str], device_key: str, password: Secret, at: float) -> Proof:
        """Answer DEVICE_PASSWORD_VERIFIER as `prove_password` answers the other; a device's name is its DeviceKey."""
        _check(parameters, DEVICE_PASSWORD_VERIFIER)
        return self._prove(DEVICE_PASSWORD_VERIFIER, device_key, parameters, password, at)

    def _prove(self, purpose: str, name: str, parameters: Mapping[str, str], password: Secret, at: float) -> Proof:
        identity, timestamp = self._group + name, format_timestamp(at)
        try:
            block = base64.b64decode(parameters["SECRET_BLOCK"])  # as lenient as all clients: moto's is not Base64
            salt = int(parameters["SALT"], 16)  # as a number: Cognito drops leading zeros
            found = self._common_key(salt, int(parameters["SRP_B"], 16), identity, password)
        except (ValueError, binascii.Error):
            raise UnexpectedReply("SRP_B, SALT, SECRET_BLOCK", operation=purpose) from None
        key, steps = found
        message = identity.encode() + block + timestamp.encode()
        signature = Secret(base64.b64encode(hmac.digest(key, message, hashlib.sha256)).decode())
        responses = {
            "PASSWORD_CLAIM_SECRET_BLOCK": Secret(parameters["SECRET_BLOCK"]),
            "PASSWORD_CLAIM_SIGNATURE": signature,
            "TIMESTAMP": timestamp,
        }
        values = {
            "purpose": purpose, "pool_name": self._group, "identity": identity, "timestamp": timestamp, **steps,
            "message": Secret(message.hex()), "signature": signature,
            "secret_block": responses["PASSWORD_CLAIM_SECRET_BLOCK"], "password": password,
        }  # fmt: skip
        return Proof(responses=responses, values=values)

    def _common_key(self, salt: int, srp_b: int, identity: str, password: Secret) -> tuple[bytes, dict[str, Secret]]:
        """Return K and the numbers on the way to it."""
        if salt < 0 or srp_b < 0 or srp_b % modulus() == 0:
            raise ValueError("a number that no server may send")
        u, x, k = number(padded(self._public), padded(srp_b)), private_key(salt, identity, password), multiplier()
        if u == 0:
            raise ValueError("u is zero")
        base = srp_b - k * power(generator(), x)  # may be negative; the power is taken of its residue
        shared = power(base, self._a + u * x)
        key = derived_key(shared, u)
        numbers = {"a": self._a, "A": self._public, "B": srp_b, "salt": salt, "k": k, "u": u, "x": x, "S": shared}
        return key, {**{name: _hex(value) for name, value in numbers.items()}, "K": Secret(key.hex())}


def private_key(salt: int, identity: str, password: Secret) -> int:
    """Return x = H(salt ‖ H(identity ‖ ":" ‖ password)); a device's identity is DeviceGroupKey ‖ DeviceKey."""
    inner = hashlib.sha256(f"{identity}:{password.reveal()}".encode()).digest()
    return number(padded(salt), inner)


def derived_key(shared: int, u: int) -> bytes:
    """Return K: the first 16 bytes of HKDF-SHA256 over S, salted with u, for the info `Caldera Derived Key`."""
    from pycognito.aws_srp import INFO_BITS

    pseudo_random = hmac.digest(padded(u), padded(shared), hashlib.sha256)
    return hmac.digest(pseudo_random, bytes(INFO_BITS) + b"\x01", hashlib.sha256)[:KEY_BYTES]


def padded(value: int) -> bytes:
    """Return a number's bytes, big-endian, with a leading zero byte where the top bit is set (Java's toByteArray)."""
    value = int(value)
    return value.to_bytes(value.bit_length() // 8 + 1, "big")


def number(*parts: bytes) -> int:
    """Return the SHA-256 of the parts in a row as a number."""
    return int.from_bytes(hashlib.sha256(b"".join(parts)).digest(), "big")


def power(base: int, exponent: int) -> int:
    """Return base^exponent mod N."""
    import gmpy2

    return int(gmpy2.powmod(base, exponent, modulus()))


@cache
def modulus() -> int:
    """Return N, the 3072-bit prime of RFC 3526 (group 15)."""
    from pycognito.aws_srp import N_HEX

    return int(N_HEX, 16)


@cache
def generator() -> int:
    """Return g."""
    from pycognito.aws_srp import G_HEX

    return int(G_HEX, 16)


@cache
def multiplier() -> int:
    """Return k = H(N ‖ g), each as its bytes with a leading zero byte where the top bit is set."""
    return number(padded(modulus()), padded(generator()))


def format_timestamp(at: float) -> str:
    """Format a time as PASSWORD_VERIFIER wants it: English names, the day without a leading zero, UTC."""
    from pycognito.aws_srp import AWSSRP

    return str(AWSSRP.get_cognito_formatted_timestamp(datetime.fromtimestamp(at, UTC)))


def _check(parameters: Mapping[str, str], purpose: str, *more: str) -> None:
    for name in (*more, *IN_EACH):
        if not parameters.get(name):
            raise UnexpectedReply(name, operation=purpose)


def _hex(value: int) -> Secret:
    return Secret(f"{int(value):x}")
