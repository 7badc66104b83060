"""What can be done beside a sign-in: runs of their own that need a token, and return findings instead of tokens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.auth.actions import passkeys
from app.auth.client import Context
from app.auth.steps import Steps

Findings = Mapping[str, Any]  # as JSON, wire names where there are any; secrets as `Secret`


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionInfo:
    """An action: its name, the token it asks for first, the name of the page that explains it, its generator."""

    name: str
    needs: str  # "access_token" or "refresh_token"
    page: str
    run: Callable[[Context], Steps[Findings]]


_ALL: tuple[ActionInfo, ...] = (
    ActionInfo(name="list_passkeys", needs="access_token", page="passkeys", run=passkeys.list_passkeys),
    ActionInfo(name="register_passkey", needs="access_token", page="passkeys", run=passkeys.register_passkey),
    ActionInfo(name="delete_passkey", needs="access_token", page="passkeys", run=passkeys.delete_passkey),
)

ACTIONS: dict[str, ActionInfo] = {action.name: action for action in _ALL}
