"""What a resource server looks at in a token, each on its own: signature, issuer, audience, use, beginning, end.

The rules are those of the developer guide, "Verifying JSON web tokens".
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.auth.signatures import wrong_signature
from app.auth.tokens import claims, decode_part
from app.secret import Secret

GOOD, BAD, UNKNOWN = "good", "bad", "unknown"
CHECKS = ("signature", "issuer", "audience", "token_use", "begins", "expiry")
LEEWAY = 60.0  # seconds that a token may seem to come from the future: clocks are rarely the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`check` is one of CHECKS; `why` names what is wrong, or why it was not checked."""

    check: str
    state: str
    why: str = ""


def audience(use: str) -> str:
    """Return the claim that names the app client: an ID token has `aud`, an access token `client_id`."""
    return "client_id" if use == "access" else "aud"


def verdicts(
    token: Secret | str,
    keys: Mapping[str, Any] | None,
    *,
    issuers: Collection[str] | None,
    client_id: str | None,
    use: str,
    now: float,
) -> tuple[Verdict, ...]:
    """Return all verdicts on an access token (`use` "access") or an ID token ("id"), in the order of CHECKS.

    `now` is the server's time in epoch seconds. What is None is not known: what depends on it is not checked.
    """
    said = claims(token)
    return (
        signature(token, keys),
        _among("issuer", said.get("iss"), issuers),
        _among("audience", said.get(audience(use)), None if client_id is None else (client_id,)),
        _among("token_use", said.get("token_use"), (use,)),
        _begins(said, now),
        _expiry(said.get("exp"), now),
    )


def signature(token: Secret | str, keys: Mapping[str, Any] | None) -> Verdict:
    """Return the verdict on the signature; a redacted token has none."""
    if not isinstance(token, Secret):
        return Verdict(check="signature", state=UNKNOWN, why="redacted")
    if keys is None:
        return Verdict(check="signature", state=UNKNOWN, why="keys")
    wrong = wrong_signature(token, decode_part(token, 0), keys)
    return Verdict(check="signature", state=BAD if wrong else GOOD, why=wrong)


def _among(check: str, value: object, expected: Collection[str] | None) -> Verdict:
    if value is None:
        return Verdict(check=check, state=BAD, why="missing")
    if expected is None:
        return Verdict(check=check, state=UNKNOWN, why="profile")
    good = isinstance(value, str) and value in expected
    return Verdict(check=check, state=GOOD if good else BAD, why="" if good else "other")


def _begins(said: Mapping[str, Any], now: float) -> Verdict:
    """`nbf` where there is one, which Cognito's own tokens lack; else the moment of issue."""
    begins = said.get("nbf", said.get("iat"))
    if not _is_time(begins):
        return Verdict(check="begins", state=BAD, why="missing")
    early = begins > now + LEEWAY
    return Verdict(check="begins", state=BAD if early else GOOD, why="early" if early else "")


def _expiry(ends: object, now: float) -> Verdict:
    if not isinstance(ends, int | float) or not _is_time(ends):
        return Verdict(check="expiry", state=BAD, why="missing")
    return Verdict(check="expiry", state=BAD if ends <= now else GOOD, why="over" if ends <= now else "")


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
