"""Checks a token as a resource server does: by the user pool's public keys, without asking Cognito.

Such a check knows nothing of a sign-out: a token stays valid by it until its `exp` (developer guide, "Verifying JSON
web tokens").
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from app.auth.client import AppClient
from app.auth.hosts import user_pool_host
from app.auth.tokens import claims, decode_part
from app.secret import Secret

ALGORITHM = "RS256"  # the only one of Cognito's


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """`verdict` is valid, expired or invalid; `code` names what an invalid token fails by: the claim, or `kid`, `alg`,
    `signature`, `format`."""

    verdict: str
    code: str = ""


def key_set_url(issuer: str) -> str:
    """Return where an issuer's key set is (OpenID Connect discovery; as Cognito has it)."""
    return f"{issuer}/.well-known/jwks.json"


def issuers(client: AppClient) -> tuple[str, ...]:
    """Return what may stand in a token as `iss`.

    Behind another endpoint that is either the endpoint or, as several emulators have it, AWS's own address.
    """
    pool = client.user_pool_id
    return (client.issuer, f"https://{user_pool_host(pool.partition('_')[0])}/{pool}")


def check_token(
    token: Secret, keys: Mapping[str, Any], *, issuers: Collection[str], client_id: str, use: str, now: float
) -> Checked:
    """Check an access token (`use` "access") or an ID token ("id") at a time in epoch seconds.

    An ID token names its app client in `aud`, an access token in `client_id`.
    """
    header, said = decode_part(token, 0), claims(token)
    wrong = wrong_signature(token, header, keys)
    if wrong:
        return Checked(verdict="invalid", code=wrong)
    audience = "client_id" if use == "access" else "aud"
    for claim, expected in (("iss", issuers), ("token_use", (use,)), (audience, (client_id,))):
        if said.get(claim) not in expected:
            return Checked(verdict="invalid", code=claim)
    ends = said.get("exp")
    if isinstance(ends, bool) or not isinstance(ends, int | float):
        return Checked(verdict="invalid", code="exp")
    return Checked(verdict="expired" if ends <= now else "valid")


def wrong_signature(token: Secret, header: Mapping[str, Any], keys: Mapping[str, Any]) -> str:
    """Name what is wrong with a signature (`format`, `alg`, `kid`, `signature`); an empty string where it is good."""
    if not header:
        return "format"
    if header.get("alg") != ALGORITHM:  # before any key is looked at: a token must not choose how it is checked
        return "alg"
    key = _key(keys, header.get("kid"))
    if key is None:
        return "kid"
    import jwt

    try:
        public = jwt.PyJWK.from_dict(dict(key), algorithm=ALGORITHM)
        jwt.api_jws.decode(token.reveal(), public, algorithms=[ALGORITHM])
    except (jwt.PyJWTError, ValueError, TypeError):
        return "signature"
    return ""


def _key(keys: Mapping[str, Any], kid: object) -> Mapping[str, Any] | None:
    found = keys.get("keys")
    each = found if isinstance(found, list | tuple) else ()
    return next((key for key in each if isinstance(key, Mapping) and key.get("kid") == kid), None)
