"""Refresh tokens as Cognito's look: a JWE in five parts, opaque to clients, here with a key that outlives a restart."""

import base64
import binascii
import json
import os
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA1

from app.practice import keys

HEADER = "eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ"  # as in every token seen from Cognito
FILLED_TO = 968  # bytes, which makes the token about 1,750 characters long, like Cognito's
LONGEST = 4096
TAG = 16
OAEP = padding.OAEP(mgf=padding.MGF1(SHA1()), algorithm=SHA1(), label=None)  # noqa: S303 - what the name RSA-OAEP means


def seal(content: dict[str, Any]) -> str:
    """Encrypt and authenticate; the content is readable to the practice pool alone."""
    plain = json.dumps(content).encode().ljust(FILLED_TO)
    content_key, nonce = os.urandom(32), os.urandom(12)
    sealed = AESGCM(content_key).encrypt(nonce, plain, HEADER.encode())
    wrapped = keys.key(keys.REFRESH).private.public_key().encrypt(content_key, OAEP)
    return ".".join([HEADER, *(_encode(part) for part in (wrapped, nonce, sealed[:-TAG], sealed[-TAG:]))])


def open_sealed(token: str) -> dict[str, Any] | None:
    """The content, or None where the token is not one of ours, or was changed."""
    parts = token.split(".")
    if len(token) > LONGEST or len(parts) != 5 or parts[0] != HEADER:
        return None
    try:
        wrapped, nonce, body, tag = (_decode(part) for part in parts[1:])
        content_key = keys.key(keys.REFRESH).private.decrypt(wrapped, OAEP)
        plain = AESGCM(content_key).decrypt(nonce, body + tag, HEADER.encode())
    except (ValueError, binascii.Error, InvalidTag):
        return None
    content: dict[str, Any] = json.loads(plain)
    return content


def _encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
