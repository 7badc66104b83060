"""The practice pool's keys: constants, public on purpose, so that yesterday's refresh token still verifies today."""

import base64
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "practice" / "keys"
ID, ACCESS, REFRESH = "id", "access", "refresh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """An RSA key and the `kid` under which the key set shows it (44 characters of base64, as Cognito's)."""

    kid: str
    private: RSAPrivateKey


@cache
def key(use: str) -> Key:
    """The key for ID tokens, access tokens or refresh tokens; read when first needed."""
    private = load_pem_private_key((FOLDER / f"{use}.pem").read_bytes(), password=None)
    assert isinstance(private, RSAPrivateKey)
    modulus = private.public_key().public_numbers().n
    kid = base64.b64encode(hashlib.sha256(_bytes(modulus)).digest()).decode()
    return Key(kid=kid, private=private)


@cache
def key_set() -> dict[str, Any]:
    """The JWKS: one entry for ID tokens, one for access tokens (Cognito's documentation)."""
    return {"keys": [_jwk(key(use)) for use in (ID, ACCESS)]}


def _jwk(item: Key) -> dict[str, str]:
    numbers = item.private.public_key().public_numbers()
    return {
        "alg": "RS256",
        "e": _base64url(_bytes(numbers.e)),
        "kid": item.kid,
        "kty": "RSA",
        "n": _base64url(_bytes(numbers.n)),
        "use": "sig",
    }


def _bytes(number: int) -> bytes:
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
