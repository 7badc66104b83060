"""Recipes of sign-ins, made by hand, as app/runs/recipe.py would read them out of events."""

from typing import Any

from app.exporters.recipe import Kind, Recipe, Sent, Value

CLIENT, NAME = Value(kind=Kind.CLIENT_ID), Value(kind=Kind.USERNAME)
SESSION = Value(kind=Kind.SESSION)


def word(text: str) -> Value:
    """A word of the wire."""
    return Value(kind=Kind.WORD, text=text)


def asked(kind: Kind, name: str) -> Value:
    """What a script asks for."""
    return Value(kind=kind, name=name)


def begin(auth_flow: str, brought: str = "", **parameters: Value) -> Sent:
    """InitiateAuth."""
    members = {"ClientId": CLIENT, "AuthFlow": word(auth_flow), "AuthParameters": {"USERNAME": NAME, **parameters}}
    return Sent(operation="InitiateAuth", members=members, brought=brought, tokens=not brought)


def answer(challenge: str, brought: str = "", **responses: Value) -> Sent:
    """RespondToAuthChallenge."""
    members = {
        "ClientId": CLIENT, "ChallengeName": word(challenge), "ChallengeResponses": {"USERNAME": NAME, **responses},
        "Session": SESSION,
    }  # fmt: skip
    return Sent(
        operation="RespondToAuthChallenge", members=members, challenge=challenge, brought=brought, tokens=not brought
    )


def of(flow: str, *sent: Sent, **members: Any) -> Recipe:
    """A recipe at Cognito's own endpoint."""
    given = {"username": "jane", "region": "eu-west-1", "user_pool_id": "eu-west-1_Example1", "client_id": "client1"}
    return Recipe(flow=flow, sent=sent, **{**given, **members})


PASSWORD = asked(Kind.PASSWORD, "password")
SRP_A = Value(kind=Kind.SRP_A)
PROOF = {
    "PASSWORD_CLAIM_SECRET_BLOCK": Value(kind=Kind.SECRET_BLOCK),
    "PASSWORD_CLAIM_SIGNATURE": Value(kind=Kind.SIGNATURE), "TIMESTAMP": Value(kind=Kind.TIMESTAMP),
}  # fmt: skip


def by_srp(**members: Any) -> Recipe:
    """A sign-in by SRP with a code by text message."""
    return of(
        "user_srp",
        begin("USER_SRP_AUTH", "PASSWORD_VERIFIER", SRP_A=SRP_A),
        answer("PASSWORD_VERIFIER", "SMS_MFA", **PROOF),
        answer("SMS_MFA", SMS_MFA_CODE=asked(Kind.CODE, "sms_mfa_code")),
        **members,
    )
