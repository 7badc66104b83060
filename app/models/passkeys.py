"""The passkeys of a user, as ListWebAuthnCredentials tells them."""

from collections.abc import Iterable, Mapping
from time import time
from typing import Any

from app.models.found_words import seconds_of, string_of, when
from app.models.short_list import Short, ShortListModel
from app.texts import text


class PasskeysModel(ShortListModel):
    """One row for each passkey: its name, relying party and id, and when it was made."""

    def show(self, credentials: Iterable[Any], now: float | None = None) -> None:
        """Show passkeys, each a WebAuthnCredentialDescription as on the wire."""
        at = time() if now is None else now
        self.set_rows([_short(found, at) for found in credentials if isinstance(found, Mapping)])


def _short(found: Mapping[str, Any], now: float) -> Short:
    key = string_of(found.get("CredentialId"))
    attachment = string_of(found.get("AuthenticatorAttachment"))
    parts = (string_of(found.get("RelyingPartyId")), attachment, key)
    return Short(
        key=key,
        title=string_of(found.get("FriendlyCredentialName")) or text("account.unnamed_passkey"),
        below=" · ".join(part for part in parts if part),
        right=when(seconds_of(found.get("CreatedAt")), now),
    )
