"""Runs with a passkey as lists of events: one made, one used; for tests of what shows events."""

import base64
import hashlib
import json
from types import MappingProxyType

from app.seal import seal
from app.secret import Secret
from app.transcript.events import Called, Ended, Event, Finished, PasskeyGiven, PasskeyMissed, PasskeyWanted, Replied
from tests.helpers.sample_runs import SESSION, T0, called, replied, started

RP_ID, ORIGIN = "practice.example", "https://practice.example"
RP_ID_HASH = hashlib.sha256(RP_ID.encode()).hexdigest()
CREDENTIAL_ID = "Zm9ydHktdHdvIGJ5dGVzIG9mIGEgY3JlZGVudGlhbCBpZA"
REQUEST_OPTIONS = {
    "challenge": "dGhlIGNoYWxsZW5nZQ",
    "rpId": RP_ID,
    "allowCredentials": [{"type": "public-key", "id": CREDENTIAL_ID, "transports": ["internal"]}],
    "timeout": 180000,
    "userVerification": "preferred",
}


def client_data(kind: str = "webauthn.get") -> str:
    """Return a clientDataJSON as base64url."""
    written = {"type": kind, "challenge": "dGhlIGNoYWxsZW5nZQ", "origin": ORIGIN, "crossOrigin": False}
    return encoded(json.dumps(written).encode())


def authenticator_data() -> str:
    """Return an authenticatorData of an assertion, as base64url: user present and verified, counted to 7."""
    return encoded(bytes.fromhex(RP_ID_HASH) + bytes([0b101]) + (7).to_bytes(4, "big"))


def encoded(value: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def assertion() -> dict[str, object]:
    """Return an AuthenticationResponseJSON."""
    return {
        "id": CREDENTIAL_ID, "rawId": CREDENTIAL_ID, "type": "public-key", "authenticatorAttachment": "platform",
        "response": {
            "clientDataJSON": client_data(), "authenticatorData": authenticator_data(), "signature": encoded(b"s" * 70),
            "userHandle": encoded(b"34c84488-e0e1-70ae-d2ee-991ad1a898c8"),
        },
        "clientExtensionResults": {},
    }  # fmt: skip


def wanted(purpose: str = "get", at: float = T0 + 0.1) -> PasskeyWanted:
    """Return an authenticator that is asked."""
    return PasskeyWanted(at=at, purpose=purpose, authenticator="software", origin=ORIGIN, rp_id=RP_ID)


def given(purpose: str = "get", at: float = T0 + 1.1) -> PasskeyGiven:
    """Return its answer."""
    sealed = seal({"Credential": assertion()})["Credential"]
    return PasskeyGiven(at=at, purpose=purpose, authenticator="software", credential=sealed)


def until_authenticator() -> list[Event]:
    """Return a sign-in by choice up to the authenticator."""
    options = Secret(json.dumps(REQUEST_OPTIONS))
    body = {
        "ChallengeName": "WEB_AUTHN", "Session": Secret(SESSION),
        "ChallengeParameters": MappingProxyType({"CREDENTIAL_REQUEST_OPTIONS": options}),
    }  # fmt: skip
    values = MappingProxyType({"USERNAME": "passkey", "PREFERRED_CHALLENGE": Secret("WEB_AUTHN")})
    call: Called = called(1, "InitiateAuth", {"AuthFlow": "USER_AUTH", "AuthParameters": values}, T0)
    reply: Replied = replied(1, "InitiateAuth", body, T0 + 0.08, 0.08)
    return [started("passkey", "user_auth"), call, reply, wanted()]


def signed_by_passkey() -> list[Event]:
    """Return the same up to the call that carries the assertion."""
    responses = MappingProxyType({"USERNAME": "passkey", "CREDENTIAL": Secret(json.dumps(assertion()))})
    answer = {"ChallengeName": "WEB_AUTHN", "Session": Secret(SESSION), "ChallengeResponses": responses}
    return [*until_authenticator(), given(), called(2, "RespondToAuthChallenge", answer, T0 + 1.2)]


def missed(trouble: str = "timeout") -> list[Event]:
    """Return a sign-in that ends because the authenticator gave nothing."""
    return [
        *until_authenticator(),
        PasskeyMissed(at=T0 + 30, purpose="get", authenticator="software", trouble=trouble, detail="30 s"),
        Ended(at=T0 + 30.1, reason="passkey", code=trouble, message="30 s"),
    ]


def registered() -> list[Event]:
    """Return the run of an action that makes a passkey."""
    return [
        started("", "register_passkey"),
        wanted("create"),
        given("create"),
        Finished(at=T0 + 2, findings=MappingProxyType({"Credentials": ()})),
    ]
