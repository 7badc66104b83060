"""The app client that a flow signs in to, and all else that a flow is given."""

from collections.abc import Callable
from dataclasses import dataclass

from app.secret import Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class AppClient:
    """One app client of one user pool."""

    user_pool_id: str
    client_id: str
    client_secret: Secret | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a flow gets: the app client, and randomness: `entropy(n)` returns n bytes."""

    client: AppClient
    entropy: Callable[[int], bytes]
