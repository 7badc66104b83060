"""Refresh token rotation: which refresh tokens were used, and how long a used one still does.

What is used is kept in memory: after a start of the practice pool each refresh token can be used once more. Whether
Cognito ends the whole sign-in where a used token comes back is not known; here the newer tokens stay good.
"""

from app.practice import explicit_auth_flows, messages
from app.practice.errors import Refusal
from app.practice.state import Client, State
from app.practice.tokens import RefreshGrant


def check(state: State, client: Client, grant: RefreshGrant) -> None:
    """Refuse a refresh token that was used before the grace period began; raises RefreshTokenReuseException."""
    used_at = grant.user.rotated.get(grant.generation)
    if used_at is None or not explicit_auth_flows.rotation_on(client):
        return
    if state.now() >= used_at + grace_seconds(client):
        raise Refusal("RefreshTokenReuseException", messages.REFRESH_TOKEN_REUSE)


def grace_seconds(client: Client) -> int:
    """RetryGracePeriodSeconds, 0 to 60; none is 0: a used token dies at once."""
    return int(client.settings["RefreshTokenRotation"].get("RetryGracePeriodSeconds", 0))


def use(state: State, grant: RefreshGrant) -> None:
    """Remember that a refresh token was used; the grace period runs from the first time."""
    grant.user.rotated.setdefault(grant.generation, state.now())
