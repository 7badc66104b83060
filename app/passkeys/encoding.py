"""How WebAuthn writes things: base64url without padding, and clientDataJSON."""

import base64
import json
import re

_BASE64URL = re.compile(r"[A-Za-z0-9_-]*")


def to_base64url(data: bytes) -> str:
    """Return bytes as WebAuthn's JSON has them."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """Return the bytes behind such a text; ValueError where it is none."""
    if not _BASE64URL.fullmatch(text) or len(text) % 4 == 1:
        raise ValueError("not base64url")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def client_data(kind: str, challenge: bytes, origin: str) -> bytes:
    """Return clientDataJSON as a browser writes it (W3C WebAuthn 5.8.1); `kind` is "create" or "get"."""
    members = {"type": f"webauthn.{kind}", "challenge": to_base64url(challenge), "origin": origin, "crossOrigin": False}
    return json.dumps(members, separators=(",", ":"), ensure_ascii=False).encode()
