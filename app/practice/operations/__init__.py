"""The operations that the practice pool offers, by their wire names."""

from collections.abc import Callable
from typing import Any

from app.practice.operations import (
    admin_devices,
    challenge,
    clients,
    devices,
    groups,
    mfa,
    passkeys,
    pools,
    profile,
    recovery,
    refresh,
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
    **admin_devices.HANDLERS,
    **challenge.HANDLERS,
    **clients.HANDLERS,
    **devices.HANDLERS,
    **groups.HANDLERS,
    **mfa.HANDLERS,
    **passkeys.HANDLERS,
    **pools.HANDLERS,
    **profile.HANDLERS,
    **recovery.HANDLERS,
    **refresh.HANDLERS,
    **sign_in.HANDLERS,
    **sign_out.HANDLERS,
    **sign_up.HANDLERS,
    **user_factors.HANDLERS,
    **user_lists.HANDLERS,
    **users.HANDLERS,
}
