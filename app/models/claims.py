"""The header and the claims of a token as rows: name, value, and in words the moment that a time claim means."""

import json
from dataclasses import dataclass
from typing import Any

from app.auth.tokens import claims, decode_part
from app.models.figures import distance, local_time
from app.secret import Secret, readable

TIMES = {"exp", "iat", "auth_time", "nbf", "updated_at"}  # claims in epoch seconds
OPEN = TIMES | {  # names that tell nobody anything about a person, or that stand in the run's heading anyway
    "alg", "kid", "typ", "iss", "aud", "client_id", "token_use", "scope", "version", "acr", "amr", "sub",
    "username", "cognito:username", "cognito:groups", "email_verified", "phone_number_verified",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One row; `value` is a Secret where it may be personal, `note` says what a time claim means."""

    name: str
    value: str | Secret
    note: str = ""

    def shown(self, *, revealed: bool) -> str:
        """Return the value, masked unless revealed."""
        return readable(self.value, revealed=revealed)


def header_rows(token: Secret | str) -> list[Claim]:
    """Return the rows of a token's header; none where the token is no JWT."""
    return [_claim(name, value, 0.0, token) for name, value in decode_part(token, 0).items()]


def claim_rows(token: Secret | str, now: float) -> list[Claim]:
    """Return the rows of a token's claims, times relative to `now` in epoch seconds; none where it is no JWT."""
    return [_claim(name, value, now, token) for name, value in claims(token).items()]


def _claim(name: str, value: Any, now: float, token: Secret | str) -> Claim:
    written = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    open_ = name in OPEN or not isinstance(token, Secret)  # where the token hides nothing any more
    return Claim(name=name, value=written if open_ else Secret(written), note=_note(name, value, now))


def _note(name: str, value: Any, now: float) -> str:
    if name not in TIMES or isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    moment = local_time(value)
    return f"{moment} · {distance(value, now)}" if moment else ""
