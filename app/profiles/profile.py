"""A profile: how to reach one app client of one user pool."""

import re
from dataclasses import dataclass

from app.errors import ProfileError
from app.secret import Secret

POOL_ID = re.compile(r"[\w-]+_[0-9a-zA-Z]+\Z")
CLIENT_ID = re.compile(r"[\w+]{1,128}\Z")
REGION = re.compile(r"[a-z]{2}(-[a-z]+)+-\d\Z")
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
    endpoint_url: str = ""  # empty: Cognito's own in the region
    aws_profile: str = ""  # empty: the default chain of AWS credentials, for the admin flow
    practice: bool = False
    # Settings of the app client as DescribeUserPoolClient gives them; None while unknown.
    explicit_auth_flows: tuple[str, ...] | None = None
    session_seconds: int | None = None  # AuthSessionValidity
    refresh_seconds: int | None = None  # RefreshTokenValidity
    rotation: bool | None = None  # RefreshTokenRotation is ENABLED
    grace_seconds: int | None = None  # its RetryGracePeriodSeconds

    @property
    def effective_region(self) -> str:
        """The region as given, or as the pool id says before its underscore."""
        return self.region or self.user_pool_id.partition("_")[0]

    @property
    def issuer(self) -> str:
        """The URL that stands in the tokens as `iss`: under it is the user pool's key set."""
        host = self.endpoint_url.rstrip("/") or f"https://cognito-idp.{self.effective_region}.amazonaws.com"
        return f"{host}/{self.user_pool_id}"

    def check(self) -> None:
        """Raise ProfileError naming the first member with which no call can be made."""
        if not POOL_ID.match(self.user_pool_id):
            raise ProfileError("user_pool_id", "format" if self.user_pool_id else "missing")
        if not CLIENT_ID.match(self.client_id):
            raise ProfileError("client_id", "format" if self.client_id else "missing")
        if not REGION.match(self.effective_region):
            raise ProfileError("region", "format")
        if self.endpoint_url and not ENDPOINT.match(self.endpoint_url):
            raise ProfileError("endpoint_url", "format")
