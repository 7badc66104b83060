"""A user pool on a server that is not ours, made by boto3, and the engine's runs against it."""

import base64
import hmac
import struct
import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from app.auth.steps import Answer, Ask
from app.auth.tokens import TokenSet
from app.profiles.profile import Profile
from app.runs.sign_in import SignIn, SignInRequest
from app.runs.vault_access import ProfileSecrets
from app.secret import Secret
from app.transcript.events import Event, Finished, SignedIn, TokensReceived
from tests.helpers.practice_pool import REGION, api_of
from tests.helpers.runs_of import memory_access
from tests.helpers.waiting import wait_for

PASSWORD, NEW = "Practice1!", "Practice2!"
FLOWS = [
    "ALLOW_USER_SRP_AUTH",
    "ALLOW_USER_PASSWORD_AUTH",
    "ALLOW_ADMIN_USER_PASSWORD_AUTH",
    "ALLOW_REFRESH_TOKEN_AUTH",
]
Answers = Mapping[str, Callable[[Ask], Mapping[str, Any]] | list[Mapping[str, Any]]]


def code_of(key: str) -> str:
    """The code of RFC 6238 for a key in Base32; some servers' keys are too short for pyotp, and allow no drift."""
    wait_for(lambda: time.time() % 30 < 27, "a code that lives long enough")
    padded = base64.b32decode(key + "=" * (-len(key) % 8), casefold=True)
    digest = hmac.digest(padded, struct.pack(">Q", int(time.time() // 30)), "sha1")
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


class Pool:
    """One user pool with one app client and a user `plain`, whose password is a temporary one at first."""

    def __init__(
        self,
        endpoint: str,
        *,
        secret: bool = False,
        mfa: str = "OFF",
        flows: list[str] | None = None,
        client: Mapping[str, Any] | None = None,
        user: Mapping[str, Any] | None = None,
        **settings: Any,
    ) -> None:
        self.endpoint, self.vault = endpoint, memory_access()
        self.api = api_of(endpoint)
        self.id = self.api.create_user_pool(PoolName="pool", **settings)["UserPool"]["Id"]
        if mfa != "OFF":
            self.api.set_user_pool_mfa_config(
                UserPoolId=self.id, SoftwareTokenMfaConfiguration={"Enabled": True}, MfaConfiguration=mfa
            )
        wanted = FLOWS if flows is None else flows
        self.client = self.api.create_user_pool_client(
            UserPoolId=self.id, ClientName="client", GenerateSecret=secret, ExplicitAuthFlows=wanted, **(client or {})
        )["UserPoolClient"]
        self.api.admin_create_user(
            UserPoolId=self.id, Username="plain", TemporaryPassword=PASSWORD, MessageAction="SUPPRESS", **(user or {})
        )

    def permanent(self) -> "Pool":
        """Give `plain` a password that lasts."""
        self.api.admin_set_user_password(UserPoolId=self.id, Username="plain", Password=PASSWORD, Permanent=True)
        return self

    def with_authenticator(self) -> str:
        """Enrol `plain` and return the authenticator's key."""
        tokens = self.api.admin_initiate_auth(
            UserPoolId=self.id,
            ClientId=self.client["ClientId"],
            AuthFlow="ADMIN_USER_PASSWORD_AUTH",
            AuthParameters={"USERNAME": "plain", "PASSWORD": PASSWORD},
        )["AuthenticationResult"]
        access = tokens["AccessToken"]
        key = str(self.api.associate_software_token(AccessToken=access)["SecretCode"])
        self.api.verify_software_token(AccessToken=access, UserCode=code_of(key))
        on = {"Enabled": True, "PreferredMfa": True}
        self.api.set_user_mfa_preference(AccessToken=access, SoftwareTokenMfaSettings=on)
        return key

    def profile(self, **members: Any) -> Profile:
        """How the engine reaches it."""
        secret = self.client.get("ClientSecret")
        given: dict[str, Any] = {
            "id": str(uuid.uuid4()), "name": "not ours", "region": REGION, "user_pool_id": self.id,
            "client_id": self.client["ClientId"], "client_secret": Secret(secret) if secret else None,
            "endpoint_url": self.endpoint,
        }  # fmt: skip
        return Profile(**{**given, **members})

    def sign_in(
        self, flow: str, answers: Answers | None = None, *, profile: Profile | None = None, **values: Any
    ) -> list[Event]:
        """Run a flow or an action to its end; `answers` by name, each a list that is used up or a function."""
        where = profile or self.profile()
        typed = {"username": "plain", "password": Secret(PASSWORD), **values}
        request = SignInRequest(profile=where, flow=flow, credentials=Answer(values=typed), save=True)
        events: list[Event] = []

        def answer(step: Ask) -> Answer:
            given = (answers or {})[step.name]
            return Answer(values=given(step) if callable(given) else given.pop(0))

        keeper = ProfileSecrets(self.vault[0], where, wanted=True)
        SignIn(request, answers=answer, secrets=keeper, emit=events.append).run()
        return events


def signed_in(events: list[Event]) -> TokenSet:
    """The tokens that a run brought; fails where it brought none."""
    assert isinstance(events[-1], SignedIn), events[-1]
    return next(event.tokens for event in events if isinstance(event, TokensReceived))


def finished(events: list[Event]) -> Mapping[str, Any]:
    """What an action found; fails where it did not get to its end."""
    assert isinstance(events[-1], Finished), events[-1]
    return events[-1].findings
