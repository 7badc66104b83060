"""Sign-ins as lists of events, as the practice pool would produce them; for tests of what shows events."""

import base64
import json
from types import MappingProxyType
from typing import Any

from app.auth.steps import Field, Kind
from app.auth.tokens import TokenSet
from app.errors import Fault
from app.secret import Secret
from app.transcript.events import (
    Answered,
    Asked,
    Called,
    Ended,
    Event,
    Failed,
    Refused,
    Replied,
    Saved,
    SignedIn,
    Started,
    TokensReceived,
)

T0 = 1_795_336_865.0
SESSION = "AYABe" + "x" * 1538
HEADERS = MappingProxyType({"Content-Type": "application/x-amz-json-1.1", "x-amzn-RequestId": "7f3a"})
REQUEST_ID = "7f3a9d50-1111-4c0e-9a51-0d2b6f1ec21e"
URL = "http://127.0.0.1:52731/"


def jwt(claims: dict[str, Any]) -> Secret:
    """Return a token with these claims and a signature that is none."""
    header = {"kid": "a" * 43 + "=", "alg": "RS256"}
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in (header, claims)]
    return Secret(".".join([*parts, "c2ln"]))


def tokens() -> TokenSet:
    """Return the tokens of a sign-in of `sms`."""
    common = {
        "sub": "34c84488-e0e1-70ae-d2ee-991ad1a898c8",
        "iss": "http://127.0.0.1:52731/us-east-1_Practice1",
        "auth_time": int(T0),
        "iat": int(T0),
        "exp": int(T0) + 3600,
        "jti": "0b5fe2a7-7d0b-4e0f-8d64-3b4d3b1f9a10",
    }
    access = {**common, "client_id": "publicall", "token_use": "access", "username": "sms"}
    access["scope"] = "aws.cognito.signin.user.admin"
    identity = {**common, "aud": "publicall", "token_use": "id", "email": "sms@example.com", "cognito:username": "sms"}
    refresh = Secret("eyJjdHki." + "r" * 1700)
    return TokenSet(access_token=jwt(access), id_token=jwt(identity), refresh_token=refresh, expires_in=3600)


def started(user: str = "sms", flow: str = "user_srp", at: float = T0) -> Started:
    """Return a run's first event."""
    return Started(at=at, run_id="r", flow=flow, profile="practice / public-all", profile_id="p", user=user)


def called(number: int, operation: str, params: dict[str, Any], at: float) -> Called:
    """Return a call."""
    return Called(at=at, number=number, operation=operation, params=MappingProxyType(params), url=URL)


def replied(number: int, operation: str, body: Any, at: float, seconds: float) -> Replied:
    """Return a reply, its challenge read from the body."""
    challenge = body.get("ChallengeName", "") if isinstance(body, dict) else ""
    return Replied(
        at=at, number=number, operation=operation, status=200, request_id=REQUEST_ID, seconds=seconds, size=1894,
        headers=HEADERS, body=MappingProxyType(body) if isinstance(body, dict) else body, challenge=challenge,
        server_date=float(int(at)),
    )  # fmt: skip


def refused(number: int, operation: str, code: str, message: str, at: float, seconds: float) -> Refused:
    """Return a refusal."""
    body = MappingProxyType({"__type": code, "message": message})
    return Refused(
        at=at, number=number, operation=operation, status=400, request_id=REQUEST_ID, seconds=seconds, size=81,
        headers=HEADERS, body=body, code=code, message=message, server_date=float(int(at)),
    )  # fmt: skip


def until_sms(user: str = "sms", at: float = T0) -> list[Event]:
    """Return a sign-in by SRP up to the question for the code of a text message."""
    srp = {"AuthFlow": "USER_SRP_AUTH", "ClientId": "publicall"}
    srp_values = MappingProxyType({"USERNAME": user, "SRP_A": Secret("ab" * 384)})
    known = MappingProxyType({"SALT": Secret("4a3f"), "SRP_B": Secret("9c" * 384), "USERNAME": user})
    verifier = {"ChallengeName": "PASSWORD_VERIFIER", "ChallengeParameters": known}
    proof = {
        "USERNAME": user, "PASSWORD_CLAIM_SIGNATURE": Secret("s"), "PASSWORD_CLAIM_SECRET_BLOCK": Secret("b"),
        "TIMESTAMP": "Sun Nov 22 08:41:05 UTC 2026",
    }  # fmt: skip
    delivery = {
        "CODE_DELIVERY_DELIVERY_MEDIUM": "SMS",
        "CODE_DELIVERY_DESTINATION": "+*******0199",
        "USER_ID_FOR_SRP": "34c84488-e0e1-70ae-d2ee-991ad1a898c8",
    }
    challenge = {
        "ChallengeName": "SMS_MFA", "ChallengeParameters": MappingProxyType(delivery), "Session": Secret(SESSION),
    }  # fmt: skip
    answer = {"ChallengeName": "PASSWORD_VERIFIER", "ChallengeResponses": MappingProxyType(proof)}
    code = Field(name="SMS_MFA_CODE", kind=Kind.CODE)
    return [
        started(user, at=at),
        called(1, "InitiateAuth", {**srp, "AuthParameters": srp_values}, at),
        replied(1, "InitiateAuth", verifier, at + 0.084, 0.084),
        called(2, "RespondToAuthChallenge", answer, at + 0.091),
        replied(2, "RespondToAuthChallenge", challenge, at + 0.212, 0.121),
        Asked(at=at + 0.213, name="SMS_MFA", fields=(code,), params=MappingProxyType(delivery)),
    ]


def _code(user: str, at: float) -> list[Event]:
    responses = MappingProxyType({"USERNAME": user, "SMS_MFA_CODE": Secret("482913")})
    answer = {"ChallengeName": "SMS_MFA", "Session": Secret(SESSION), "ChallengeResponses": responses}
    return [
        Answered(at=at, name="SMS_MFA", values=MappingProxyType({"SMS_MFA_CODE": Secret("482913")})),
        called(3, "RespondToAuthChallenge", answer, at + 0.001),
    ]


def signed_in(user: str = "sms", at: float = T0) -> list[Event]:
    """Return the whole sign-in, its refresh token saved."""
    issued = tokens()
    result = {
        "AccessToken": issued.access_token, "ExpiresIn": 3600, "IdToken": issued.id_token,
        "RefreshToken": issued.refresh_token, "TokenType": "Bearer",
    }  # fmt: skip
    body = {"AuthenticationResult": MappingProxyType(result), "ChallengeParameters": MappingProxyType({})}
    return [
        *until_sms(user, at),
        *_code(user, at + 19.2),
        replied(3, "RespondToAuthChallenge", body, at + 19.3, 0.098),
        TokensReceived(at=at + 19.31, tokens=issued),
        Saved(at=at + 19.33, name="refresh_token", username=user),
        SignedIn(at=at + 19.34, username=user),
    ]


def wrong_code(user: str = "sms", at: float = T0) -> list[Event]:
    """Return a sign-in that ends with a refused code."""
    said = "Invalid code or auth state for the user."
    return [
        *until_sms(user, at),
        *_code(user, at + 4.0),
        refused(3, "RespondToAuthChallenge", "CodeMismatchException", said, at + 4.04, 0.039),
        Ended(at=at + 4.05, reason="refused", code="CodeMismatchException", message=said),
    ]


def no_answer(at: float = T0) -> list[Event]:
    """Return a sign-in to an address at which nothing listens."""
    values = MappingProxyType({"USERNAME": "plain", "PASSWORD": Secret("Practice1!")})
    params = {"AuthFlow": "USER_PASSWORD_AUTH", "AuthParameters": values}
    failed = Failed(
        at=at + 0.02, number=1, operation="InitiateAuth", fault=Fault.REFUSED, detail="127.0.0.1:9", seconds=0.012
    )
    return [
        started("plain", "user_password", at),
        called(1, "InitiateAuth", params, at),
        failed,
        Ended(at=at + 0.03, reason="failed", code="refused", message="127.0.0.1:9", operation="InitiateAuth"),
    ]
