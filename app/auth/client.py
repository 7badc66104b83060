"""The app client that a flow signs in to, and all else that a flow is given."""

from collections.abc import Callable
from dataclasses import dataclass

from app.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class AppClient:
    """One app client of one user pool; what is None is not known."""

    user_pool_id: str
    client_id: str
    client_secret: Secret | None = None
    explicit_auth_flows: tuple[str, ...] | None = None
    rotation: bool | None = None  # RefreshTokenRotation is ENABLED
    grace_seconds: int | None = None  # its RetryGracePeriodSeconds
    issuer: str = ""  # the URL under which the user pool's key set is


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a flow gets: the app client, randomness (`entropy(n)` returns n bytes), the authenticators at hand."""

    client: AppClient
    entropy: Callable[[int], bytes]
    authenticators: tuple[str, ...] = ("software",)
