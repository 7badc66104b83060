"""A profile: how to reach one app client of one user pool."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.auth.hosts import user_pool_host
from app.errors import ProfileError
from app.secret import Secret

POOL_ID = re.compile(r"[\w-]+_[0-9a-zA-Z]+\Z")
CLIENT_ID = re.compile(r"[\w+]{1,128}\Z")
REGION = re.compile(r"[a-z]{2,4}(-[a-z]+)+-\d\Z")
ENDPOINT = re.compile(r"https?://[^/\s@?#]+(/[^\s@?#]*)?\Z")  # no user:password@ either: a profile holds no secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Everything that a sign-in needs to know about where it goes; `id` stays when the name changes."""

    id: str
    name: str
    user_pool_id: str
    client_id: str
    region: str = ""  # empty: read from the pool id
    client_secret: Secret | None = None
    has_secret: bool = False  # the app client has a secret, and the vault keeps it (CLIENT_SECRET)
    endpoint_url: str = ""  # empty: Cognito's own in the region
    aws_profile: str = ""  # empty: the default chain of AWS credentials, for signed calls
    ca_bundle: str = ""  # a PEM file; empty: what the operating system trusts
    proxy: str = ""  # its URL; empty: the one that the environment names
    connect_seconds: float | None = None  # None: the program's own
    read_seconds: float | None = None
    default_flow: str = ""  # a key of FLOWS; empty: none is preferred
    usernames: tuple[str, ...] = ()  # offered in the form, the first one filled in
    amplify_flow: str = ""  # authenticationFlowType as the Amplify file spells it
    practice: bool = False
    # Settings of the app client as DescribeUserPoolClient gives them; None while unknown.
    explicit_auth_flows: tuple[str, ...] | None = None
    session_seconds: int | None = None  # AuthSessionValidity
    refresh_seconds: int | None = None  # RefreshTokenValidity
    rotation: bool | None = None  # RefreshTokenRotation is ENABLED
    grace_seconds: int | None = None  # its RetryGracePeriodSeconds
    # What else is known of app client and user pool, by the names that AWS gives it (`MfaConfiguration`), as JSON.
    facts: Mapping[str, Any] = field(default_factory=dict)
    facts_from: str = ""  # "aws", or the name of the file that said so

    @property
    def effective_region(self) -> str:
        """The region as given, or as the pool id says before its underscore."""
        return self.region or self.user_pool_id.partition("_")[0]

    @property
    def issuer(self) -> str:
        """The URL that stands in the tokens as `iss`: under it is the user pool's key set."""
        host = self.endpoint_url.rstrip("/") or f"https://{user_pool_host(self.effective_region)}"
        return f"{host}/{self.user_pool_id}"

    def check(self, needs: str = "client") -> None:
        """Raise ProfileError naming the first member with which no call can be made.

        `needs`: what the calls are about, an app "client", a user "pool", or all user pools of a "region".
        """
        if needs != "region" and not POOL_ID.match(self.user_pool_id):
            raise ProfileError("user_pool_id", "format" if self.user_pool_id else "missing")
        if needs == "client" and not CLIENT_ID.match(self.client_id):
            raise ProfileError("client_id", "format" if self.client_id else "missing")
        if not REGION.match(self.effective_region):
            raise ProfileError("region", "format")
        if self.endpoint_url and not ENDPOINT.match(self.endpoint_url):
            raise ProfileError("endpoint_url", "format")
