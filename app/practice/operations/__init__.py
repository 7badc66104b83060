"""The operations that the practice pool offers, by their wire names."""

from collections.abc import Callable
from typing import Any

from app.practice.operations import (
    challenge,
    clients,
    groups,
    mfa,
    passkeys,
    pools,
    profile,
    recovery,
    sign_in,
    sign_out,
    sign_up,
    user_factors,
    user_lists,
    users,
)
from app.practice.state import State

Handler = Callable[[State, dict[str, Any]], dict[str, Any] | None]

OPERATIONS: dict[str, Handler] = {
    **challenge.HANDLERS,
    **clients.HANDLERS,
    **groups.HANDLERS,
    **mfa.HANDLERS,
    **passkeys.HANDLERS,
    **pools.HANDLERS,
    **profile.HANDLERS,
    **recovery.HANDLERS,
    **sign_in.HANDLERS,
    **sign_out.HANDLERS,
    **sign_up.HANDLERS,
    **user_factors.HANDLERS,
    **user_lists.HANDLERS,
    **users.HANDLERS,
}
