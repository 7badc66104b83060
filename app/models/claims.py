"""The header and the claims of a token as rows: name, value, and in words the moment that a time claim means."""

import json
from dataclasses import dataclass
from typing import Any

from app.auth.tokens import claims, decode_part
from app.models.figures import distance, local_time
from app.secret import Secret, readable
from app.texts import text, text_or

TIMES = {"exp", "iat", "auth_time", "nbf", "updated_at"}  # claims in epoch seconds
OPEN = TIMES | {  # names that tell nobody anything about a person, or that stand in the run's heading anyway
    "alg", "kid", "typ", "iss", "aud", "client_id", "token_use", "scope", "version", "acr", "amr", "sub",
    "username", "cognito:username", "cognito:groups", "email_verified", "phone_number_verified",
}  # fmt: skip
LISTS = {"cognito:groups", "cognito:roles", "scope", "amr"}  # each of their values has a line of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One row; `value` is a Secret where it may be personal, `note` says what a time claim means, `about` the claim.

    `moment` is a time claim's, in epoch seconds.
    """

    name: str
    value: str | Secret
    note: str = ""
    about: str = ""
    moment: float | None = None

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
    written = _written(name, value)
    open_ = name in OPEN or not isinstance(token, Secret)  # where the token hides nothing any more
    moment = value if name in TIMES and isinstance(value, int | float) and not isinstance(value, bool) else None
    return Claim(
        name=name,
        value=written if open_ else Secret(written),
        note="" if moment is None else time_words(moment, now),
        about=_about(name),
        moment=moment,
    )


def time_words(moment: float, now: float) -> str:
    """Say when a moment is, in local time, and how far away; both in epoch seconds. Empty where it is no date."""
    shown = local_time(moment)
    return f"{shown} · {distance(moment, now)}" if shown else ""


def _about(name: str) -> str:
    """Explain a claim: by its name, or as one of a kind."""
    kind = "custom" if name.startswith("custom:") else "cognito_other" if name.startswith("cognito:") else "other"
    return text_or(f"claim.{name.replace(':', '_')}", text(f"claim.{kind}"))


def _written(name: str, value: Any) -> str:
    """Write a value; those of a list, or of scopes, below each other."""
    if name in LISTS:
        each = value.split() if isinstance(value, str) else value
        if isinstance(each, list) and each and all(isinstance(one, str) for one in each):
            return "\n".join(each)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
