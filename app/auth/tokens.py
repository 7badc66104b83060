"""The tokens that Cognito issued, and their claims as written, unverified."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.secret import Secret

LONGEST_LIFE = 2**53  # seconds; JSON of other programs has no larger whole number

TAG = 22  # characters: base64url of the 16 bytes that authenticate a JWE


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSet:
    """AuthenticationResult: a refresh answers without a new refresh token. `expires_in` is in seconds.

    In a redacted transcript the tokens are strings: a label, or a JWT with one in place of its signature.
    """

    access_token: Secret
    id_token: Secret | None = None
    refresh_token: Secret | None = None
    token_type: str = "Bearer"  # noqa: S105 - the name of a type
    expires_in: int | None = None
    device: Mapping[str, str] | None = field(default=None, repr=False)  # NewDeviceMetadata

    @classmethod
    def from_result(cls, result: Mapping[str, Any]) -> "TokenSet | None":
        """Read an AuthenticationResult; None where it has no access token."""
        access = _secret(result.get("AccessToken"))
        if access is None:
            return None
        expires = result.get("ExpiresIn")
        device = result.get("NewDeviceMetadata")
        return cls(
            access_token=access,
            id_token=_secret(result.get("IdToken")),
            refresh_token=_secret(result.get("RefreshToken")),
            token_type=str(result.get("TokenType") or "Bearer"),
            expires_in=expires if type(expires) is int and abs(expires) < LONGEST_LIFE else None,
            device={str(k): str(v) for k, v in device.items()} if isinstance(device, Mapping) else None,
        )


def decode_part(token: Secret | str, part: int) -> dict[str, Any]:
    """Decode the header (0) or the claims (1) of a JWT without verifying it; an empty dict where it is not one."""
    text = token.reveal() if isinstance(token, Secret) else token
    pieces = text.split(".")
    if len(pieces) != 3:  # a refresh token is a JWE of five parts, closed to clients
        return {}
    return _decoded(pieces[part])


def _decoded(piece: str) -> dict[str, Any]:
    """Decode one part of a token, base64url of a JSON object; an empty dict where it is none."""
    try:
        decoded = json.loads(base64.urlsafe_b64decode(piece + "=" * (-len(piece) % 4)))
    except (ValueError, RecursionError):
        return {}
    return decoded if isinstance(decoded, dict) else {}


def claims(token: Secret | str) -> dict[str, Any]:
    """Return the claims of a JWT without verifying it."""
    return decode_part(token, 1)


def shape_of(token: Secret) -> str:
    """Say what a text looks like: "refresh" (a JWE of five parts), "cut" (one that is not whole), "jwt", or "other".

    Cognito's refresh tokens are JWEs with A256GCM, whose last part is a tag of 16 bytes; an emulator's may be anything.
    """
    if claims(token):
        return "jwt"
    pieces = token.reveal().split(".")
    if _decoded(pieces[0]).get("enc") != "A256GCM":
        return "other"
    return "refresh" if len(pieces) == 5 and len(pieces[-1]) == TAG else "cut"


def _secret(value: object) -> Secret | None:
    return Secret(value) if isinstance(value, str) and value else None
