"""A small practice pool of its own for a test: no server, no seed, calls go straight to the operations."""

import base64
import hashlib
import hmac
from typing import Any

import pytest
from pycognito.aws_srp import AWSSRP

from app.practice import passwords, service
from app.practice.errors import Refusal
from app.practice.state import Client, Group, Pool, State, Totp, User

POOL = "us-east-1_Practice0"
CLIENT = "clientof0practice00000000x"
PASSWORD = "Practice1!"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOON = 1_790_000_000.0
EVERY_FLOW = [
    "ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_AUTH",
]
ALL_FACTORS = {
    "SmsMfaConfiguration": {"SmsConfiguration": {"SnsCallerArn": "arn:aws:iam::000000000000:role/sms"}},
    "SoftwareTokenMfaConfiguration": {"Enabled": True},
    "EmailMfaConfiguration": {"Subject": "Code", "Message": "{####}"},
}


class World:
    """A state with one pool, one client, and shorthands for what tests do to them."""

    def __init__(self) -> None:
        self.state = State(clock=lambda: NOON, endpoint="http://127.0.0.1:1")
        self.pool = Pool(pool_id=POOL, name="practice")
        self.client = Client(client_id=CLIENT, name="public", settings={"ExplicitAuthFlows": EVERY_FLOW})
        self.pool.clients[CLIENT] = self.client
        self.state.pools[POOL] = self.pool

    def user(self, name: str = "plain", *, password: str = PASSWORD, **members: Any) -> User:
        """A user with an id of its own; confirmed unless `status` says otherwise."""
        user = User(username=name, sub=f"sub-of-{name}", **members)
        if password:
            passwords.store_password(self.pool, user, password)
        self.pool.users[name] = user
        return user

    def totp_user(self, name: str = "totp", **members: Any) -> User:
        """A user who has an authenticator and switched it on."""
        totp = Totp(secret=SECRET, friendly_name="phone", confirmed=True)
        return self.user(name, totp=totp, mfa_enabled={"SOFTWARE_TOKEN_MFA"}, **members)

    def with_mfa(self, mode: str) -> "World":
        """Set the pool's MfaConfiguration, with every factor on."""
        self.pool.mfa = {"MfaConfiguration": mode, **ALL_FACTORS}
        return self

    def with_triggers(self, **functions: str) -> "World":
        """Let triggers run the functions of these names, by their keys in LambdaConfig."""
        arns = {key: f"arn:aws:lambda:eu-west-1:123456789012:function:{name}" for key, name in functions.items()}
        self.pool.settings.setdefault("LambdaConfig", {}).update(arns)
        return self

    def hide_existence(self) -> "World":
        """Set PreventUserExistenceErrors."""
        self.client.settings["PreventUserExistenceErrors"] = "ENABLED"
        return self

    def group(self, name: str, user: User, **settings: Any) -> None:
        """Put a user into a group."""
        self.pool.groups[name] = Group(name=name, settings=settings)
        user.groups.append(name)

    def call(self, operation: str, **request: Any) -> Any:
        """Perform an operation as the server does."""
        return service.perform(self.state, operation, request)

    def begin(self, flow: str, *, metadata: dict[str, str] | None = None, **parameters: str) -> Any:
        """InitiateAuth, or AdminInitiateAuth for an admin flow."""
        request: dict[str, Any] = {"ClientId": CLIENT, "AuthFlow": flow, "AuthParameters": parameters}
        if metadata is not None:
            request["ClientMetadata"] = metadata
        if flow.startswith("ADMIN_"):
            return self.call("AdminInitiateAuth", UserPoolId=POOL, **request)
        return self.call("InitiateAuth", **request)

    def sign_in(self, name: str = "plain", password: str = PASSWORD, **more: str) -> Any:
        """USER_PASSWORD_AUTH."""
        return self.begin("USER_PASSWORD_AUTH", USERNAME=name, PASSWORD=password, **more)

    def answer(self, challenge: Any, name: str = "plain", *, metadata: dict[str, str] | None = None,
               **responses: str) -> Any:
        """RespondToAuthChallenge with the challenge's own name and session."""
        request: dict[str, Any] = {
            "ClientId": CLIENT, "ChallengeName": challenge["ChallengeName"],
            "ChallengeResponses": {"USERNAME": name, **responses},
        }
        if "Session" in challenge:
            request["Session"] = challenge["Session"]
        if metadata is not None:
            request["ClientMetadata"] = metadata
        return self.call("RespondToAuthChallenge", **request)

    def later(self, seconds: float) -> None:
        """Put the practice clock forward."""
        self.state.clock_offset += seconds

    def code(self) -> str:
        """The newest code in the inbox."""
        return self.state.inbox[-1].code

    def secret_hash(self, name: str) -> str:
        """SECRET_HASH by its definition."""
        return base64.b64encode(
            hmac.new(self.client.secret.encode(), (name + CLIENT).encode(), hashlib.sha256).digest()
        ).decode()


class SrpClient:
    """pycognito's side of SRP: a client that is not ours."""

    def __init__(self, name: str = "plain", password: str = PASSWORD) -> None:
        self._srp = AWSSRP(username=name, password=password, pool_id=POOL, client_id=CLIENT, client=object())

    @property
    def srp_a(self) -> str:
        """SRP_A as pycognito sends it."""
        return str(self._srp.get_auth_params()["SRP_A"])

    def proof(self, challenge: Any, timestamp: str = "") -> dict[str, str]:
        """The responses to PASSWORD_VERIFIER, for the test's own time."""
        parameters = challenge["ChallengeParameters"]
        key = self._srp.get_password_authentication_key(
            parameters["USER_ID_FOR_SRP"], self._srp.password, int(parameters["SRP_B"], 16), parameters["SALT"]
        )
        timestamp = timestamp or "Mon Sep 21 14:13:20 UTC 2026"
        identity = (POOL.split("_")[1] + parameters["USER_ID_FOR_SRP"]).encode()
        block = base64.b64decode(parameters["SECRET_BLOCK"])
        signature = hmac.digest(key, identity + block + timestamp.encode(), "sha256")
        return {
            "TIMESTAMP": timestamp,
            "PASSWORD_CLAIM_SECRET_BLOCK": parameters["SECRET_BLOCK"],
            "PASSWORD_CLAIM_SIGNATURE": base64.b64encode(signature).decode(),
        }


def refused(code: str, message: str) -> Any:
    """A context in which exactly this refusal has to come."""
    return pytest.raises(Refusal, check=lambda refusal: (refusal.code, refusal.message) == (code, message))
