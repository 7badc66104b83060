"""The person's own profiles with their client secrets: the one in a file, the other in the vault only."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from app.auth.vault_names import CLIENT_SECRET
from app.errors import ProfileError, VaultError, VaultTrouble
from app.files import replace_file
from app.profiles.imported import Imported
from app.profiles.profile import Profile
from app.profiles.store import ProfilesFile, Removed
from app.runs.vault_access import VaultAccess
from app.secret import Secret
from app.vault.vault import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gone:
    """What undo needs: the profiles, and the secrets of those that had one, by profile id."""

    removed: Removed
    secrets: dict[str, Secret]


class ProfileBook:
    """Changes profiles; belongs to one thread, and may block as long as disk and keyring do.

    Raises ProfileError where the file cannot be read or written. What the vault cannot do stops nothing: it is left in
    `take_troubles`, and a secret that it does not keep stays in memory as long as the program runs.
    """

    def __init__(self, path: Path, access: VaultAccess) -> None:
        self._file = ProfilesFile(path)
        self._access = access
        self._known: dict[str, Profile] = {}  # as the person saw them last
        self._gone: dict[str, _Gone] = {}  # by the id of each profile that was removed, in whichever window
        self._troubles: list[VaultError] = []

    def load(self) -> tuple[Profile, ...]:
        """Read the file."""
        return self._seen(self._file.load())

    def take_troubles(self) -> tuple[VaultError, ...]:
        """Return, once, what the vault could not do."""
        taken, self._troubles = tuple(self._troubles), []
        return taken

    def save(self, profile: Profile, secret: Secret | None = None, forget_secret: bool = False) -> tuple[Profile, ...]:
        """Write a profile; of another app client than before, the secret that was kept is of no use any more."""
        return self._save([(profile, secret, forget_secret)])

    def save_all(self, profiles: Iterable[Profile]) -> tuple[Profile, ...]:
        """Write profiles as they were imported, all or none: a secret that one brings goes to the vault."""
        return self._save([(profile, profile.client_secret, False) for profile in profiles])

    def _save(self, wanted: list[tuple[Profile, Secret | None, bool]]) -> tuple[Profile, ...]:
        before = {one.id: one for one in self._file.load()}
        kept = [_to_write(before.get(profile.id), profile, secret, forget) for profile, secret, forget in wanted]
        for profile, (_, secret, _) in zip(kept, wanted, strict=True):
            if secret is not None:
                self._keep(profile, secret)
        saved = self._seen(self._file.save(kept, self._known))
        for profile in kept:
            old = before.get(profile.id)
            if old is not None and old.has_secret and (old.client_id != profile.client_id or not profile.has_secret):
                self._forget(old)
        return saved

    def read_files(self, paths: Iterable[Path]) -> tuple[Imported, ...]:
        """Look what profiles are in files; what two of them would both bring in has different ids and names."""
        from app.profiles.importing import read_file

        there = list(self._known.values())
        found = []
        for path in paths:
            found.append(read_file(path, there))
            there += found[-1].profiles
        return tuple(found)

    def export(self, ids: Iterable[str], path: Path) -> Path:
        """Write profiles to a file of their own, and return its path; those of the practice pool are not among them."""
        from app.profiles.exporting import export

        wanted = set(ids)
        if self._file.is_at(path):
            raise ProfileError(str(path), "your own profiles are kept in this file: export to another one")
        try:
            content = export(one for one in self._file.load() if one.id in wanted)
            replace_file(path, content.encode())
        except OSError as error:
            raise ProfileError(str(path), error.strerror or str(error)) from error
        return path

    def duplicate(self, profile: Profile, copy: Profile) -> tuple[Profile, ...]:
        """Write a copy, with the secret that the vault keeps for the original, or that a practice profile brings."""
        return self.save(copy, self._secret(profile))

    def remove(self, ids: Iterable[str]) -> tuple[Profile, ...]:
        """Take profiles out, and forget their secrets; that can be undone."""
        removed = self._file.remove(ids)
        secrets = {one.id: secret for one in removed.profiles if (secret := self._secret(one)) is not None}
        gone = _Gone(removed=removed, secrets=secrets)
        self._gone |= {one.id: gone for one in removed.profiles}
        for one in removed.profiles:
            if one.has_secret:
                self._forget(one)
        return self.load()

    def undo(self, profile_id: str) -> tuple[Profile, ...]:
        """Bring back what was removed with this profile; where the file cannot be written, it can be had back later."""
        gone = self._gone.get(profile_id)
        if gone is None:
            return self.load()
        back = self._file.restore(gone.removed)
        for one in gone.removed.profiles:
            self._gone.pop(one.id, None)
            if one.id in gone.secrets:
                self._keep(one, gone.secrets[one.id])
        return self._seen(back)

    def _seen(self, profiles: tuple[Profile, ...]) -> tuple[Profile, ...]:
        self._known = {one.id: one for one in profiles}
        return profiles

    def _secret(self, profile: Profile) -> Secret | None:
        if profile.client_secret is not None:
            return profile.client_secret
        if not profile.has_secret:
            return None
        try:
            return self._access.read(_entry(profile).entry_id)
        except VaultError as error:
            if error.trouble is not VaultTrouble.MISSING:
                self._troubles.append(error)
            return None

    def _keep(self, profile: Profile, secret: Secret) -> None:
        try:
            self._access.keep(_entry(profile), secret)
        except VaultError as error:
            self._troubles.append(error)

    def _forget(self, profile: Profile) -> None:
        try:
            self._access.forget(_entry(profile).entry_id)
        except VaultError as error:
            self._troubles.append(error)


def _to_write(before: Profile | None, profile: Profile, secret: Secret | None, forget_secret: bool) -> Profile:
    moved = before is not None and _client(before) != _client(profile)
    has_secret = secret is not None or (profile.has_secret and not moved and not forget_secret)
    return replace(profile, has_secret=has_secret, client_secret=None, practice=False)


def _client(profile: Profile) -> tuple[str, str]:
    return profile.user_pool_id, profile.client_id


def _entry(profile: Profile) -> Entry:
    """Name a client secret in the vault: it is of no user."""
    return Entry(
        profile_id=profile.id,
        profile_name=profile.name,
        client_id=profile.client_id,
        username="",
        name=CLIENT_SECRET,
        saved_at=time.time(),
    )
