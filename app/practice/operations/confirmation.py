"""The PostConfirmation trigger, which sign-up, recovery and the admin's confirmation share."""

from typing import Any

from app.practice import triggers
from app.practice.state import Pool, State, User


def after_confirmation(
    state: State, pool: Pool, user: User, source: str, client_id: str, request: dict[str, Any]
) -> None:
    """Run the PostConfirmation trigger, where there is one; `source` is its triggerSource."""
    if not triggers.configured(pool, "PostConfirmation"):
        return
    event: dict[str, Any] = {"userAttributes": triggers.user_attributes(pool, user)}
    if "ClientMetadata" in request:
        event["clientMetadata"] = request["ClientMetadata"]
    triggers.invoke(
        state, pool, "PostConfirmation", source, username=user.username, client_id=client_id, request=event
    )
