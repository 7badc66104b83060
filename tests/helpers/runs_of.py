"""Requests for sign-ins at a server on loopback, and vaults that a test can look into."""

import threading
from typing import Any

from app.auth.steps import Answer
from app.profiles.profile import Profile
from app.runs.sign_in import SignInRequest
from app.runs.vault_access import VaultAccess
from app.secret import Secret
from app.vault.memory_vault import MemoryVault


def profile_at(url: str, **members: Any) -> Profile:
    """Return a profile whose calls go to this URL."""
    given: dict[str, Any] = {"id": "p", "name": "here", "user_pool_id": "us-east-1_Example1", "client_id": "client"}
    return Profile(**{**given, "endpoint_url": url, **members})


def request_for(url: str, flow: str = "user_password", *, save: bool = True, **values: Any) -> SignInRequest:
    """Return the request of a sign-in as `plain`."""
    typed = {"username": "plain", "password": Secret("Practice1!"), **values}
    return SignInRequest(profile=profile_at(url), flow=flow, credentials=Answer(values=typed), save=save)


def memory_access() -> tuple[VaultAccess, MemoryVault]:
    """Return an access and the vault behind it."""
    vault = MemoryVault()
    return VaultAccess(lambda: vault), vault


class HangingVault(MemoryVault):
    """Hangs in every call until it is let go."""

    def __init__(self) -> None:
        super().__init__()
        self.let_go = threading.Event()
        self.entered = threading.Event()

    def __getattribute__(self, name: str) -> Any:
        if name in ("describe", "keep", "read", "forget", "entries"):
            object.__getattribute__(self, "entered").set()
            object.__getattribute__(self, "let_go").wait(30)
        return object.__getattribute__(self, name)
