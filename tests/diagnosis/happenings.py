"""Events of made-up runs, as the recorder would emit them."""

from app.auth.tokens import TokenSet
from app.secret import Secret
from app.transcript.events import Called, Refused, Replied, Shown, TokensReceived

WRONG = "Incorrect username or password."


def called(operation="InitiateAuth", number=1, at=0.0, **params):
    return Called(at=at, number=number, operation=operation, params=params)


def refused(at, message=WRONG, code="NotAuthorizedException", operation="InitiateAuth", date=None, seconds=0.0):
    return Refused(
        at=at, number=1, operation=operation, status=400, request_id="", seconds=seconds, size=0, headers={}, body={},
        server_date=date, code=code, message=message,
    )  # fmt: skip


def replied(at=0.0, operation="InitiateAuth", challenge="", number=1, date=None, seconds=0.0, **parameters):
    body = {"ChallengeName": challenge, "ChallengeParameters": parameters}
    return Replied(
        at=at, number=number, operation=operation, status=200, request_id="", seconds=seconds, size=0, headers={},
        body=body, server_date=date, challenge=challenge,
    )  # fmt: skip


def tokens(at, access="a.a.a"):
    return TokensReceived(at=at, tokens=TokenSet(access_token=Secret(access), expires_in=3600, token_type="Bearer"))


def proof(identity, pool_name="Example1", at=0.0):
    return Shown(at=at, name="srp", values={"purpose": "password", "identity": identity, "pool_name": pool_name})
