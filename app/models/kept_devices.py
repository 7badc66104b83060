"""The devices whose secret the vault keeps, as the choices of a sign-in: those of the typed user first."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.auth.vault_names import DEVICES
from app.profiles.profile import Profile
from app.texts import text, text_or
from app.vault.vault import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDevice:
    """A device that a sign-in can name: its key, and its name, key and user in words."""

    key: str
    words: str


def kept_devices(entries: Iterable[Entry], profile: Profile | None, username: str) -> tuple[KeptDevice, ...]:
    """Return the devices of a profile's app client: those of this user first, then others; each time the newest first.

    `username` is what was typed: the name that Cognito returned, or the alias that stands in an entry's facts.
    """
    if profile is None:
        return ()
    found = [entry for entry in entries if entry.trouble is None and _is_of(entry, profile)]
    found.sort(key=lambda entry: (not _belongs(entry, username), -entry.saved_at))
    return tuple(KeptDevice(key=_key(entry), words=_words(entry, username)) for entry in found)


def _is_of(entry: Entry, profile: Profile) -> bool:
    same_client = (entry.profile_id, entry.client_id) == (profile.id, profile.client_id)
    return same_client and entry.name.startswith(DEVICES)


def _belongs(entry: Entry, username: str) -> bool:
    return bool(username) and username in (entry.username, entry.facts.get("typed", ""))


def _key(entry: Entry) -> str:
    return entry.facts.get("device_key") or entry.name.removeprefix(DEVICES)


def _words(entry: Entry, username: str) -> str:
    parts = [entry.facts.get("device_name") or text("device.unnamed"), _key(entry)]
    if not _belongs(entry, username):
        parts.append(entry.facts.get("typed") or entry.username)
    parts.append(text_or(f"device.kept.{entry.facts.get('status', '')}"))
    return " · ".join(part for part in parts if part)
