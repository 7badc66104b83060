"""The facts about saved sign-ins: one small JSON file each, replaced atomically, with never a secret in it.

One file per entry, because programs that write one shared file at the same time lose each other's entries.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec

from app.errors import VaultError, VaultTrouble
from app.files import held, settle
from app.vault.vault import Entry

FOLDER = "saved"
LOCK = "lock"


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """One file: the entry's facts, and where in the keyring the parts of its secret are."""

    version: int = 1
    profile_id: str
    profile_name: str
    client_id: str
    username: str
    name: str
    saved_at: float
    flow: str
    facts: dict[str, str]
    service: str
    savings: list[tuple[str, int]]  # generation and number of parts of each saving that may have left parts

    def entry(self) -> Entry:
        """The facts for people."""
        return Entry(
            profile_id=self.profile_id,
            profile_name=self.profile_name,
            client_id=self.client_id,
            username=self.username,
            name=self.name,
            saved_at=self.saved_at,
            flow=self.flow,
            facts=self.facts,
        )


def record_of(entry: Entry, service: str, savings: list[tuple[str, int]]) -> Record:
    """Make the record of an entry."""
    return Record(
        profile_id=entry.profile_id,
        profile_name=entry.profile_name,
        client_id=entry.client_id,
        username=entry.username,
        name=entry.name,
        saved_at=entry.saved_at,
        flow=entry.flow,
        facts=dict(entry.facts),
        service=service,
        savings=savings,
    )


class Index:
    """The records in a folder. Whatever the disk refuses is a VaultError DISK, a damaged record one BROKEN_ENTRY."""

    def __init__(self, data_folder: Path) -> None:
        self._folder = data_folder / FOLDER

    def read(self, entry_id: str) -> Record | None:
        """Return a record, or None where there is no such file."""
        try:
            content = self._path(entry_id).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _disk(error) from error
        try:
            record = msgspec.json.decode(content, type=Record)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise VaultError(VaultTrouble.BROKEN_ENTRY, "index") from error
        if record.entry().entry_id != entry_id:
            raise VaultError(VaultTrouble.BROKEN_ENTRY, "index")
        return record

    def write(self, entry_id: str, record: Record) -> None:
        """Replace a record: after a crash there is the old file or the new one, never half of one."""
        try:
            content = msgspec.json.format(msgspec.json.encode(record), indent=2)
        except UnicodeEncodeError as error:  # half a surrogate pair: no keyring would take it as a name either
            raise VaultError(VaultTrouble.OTHER, "name") from error
        path = self._path(entry_id)
        unfinished = path.with_suffix(".new")  # only the holder of the lock writes it
        try:
            with unfinished.open("wb") as file:
                os.chmod(unfinished, 0o600)
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(unfinished, path)
            settle(self._folder)
        except OSError as error:
            raise _disk(error) from error

    def remove(self, entry_id: str) -> None:
        """Remove a record, if it is there."""
        try:
            self._path(entry_id).unlink(missing_ok=True)
        except OSError as error:
            raise _disk(error) from error

    def entries(self) -> list[Entry]:
        """List the facts of all records, the newest first; a damaged one as an entry with its trouble."""
        try:
            names = [name for name in os.listdir(self._folder) if name.endswith(".json")]
        except FileNotFoundError:
            return []
        except OSError as error:
            raise _disk(error) from error
        found = [self._entry(name.removesuffix(".json")) for name in names]
        return sorted((entry for entry in found if entry), key=lambda entry: (-entry.saved_at, entry.entry_id))

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep other programs from changing saved sign-ins meanwhile; the system lets go when this program dies."""
        with ExitStack() as stack:
            try:
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                stack.enter_context(held(self._folder / LOCK))
            except OSError as error:
                raise _disk(error) from error
            yield

    def _entry(self, entry_id: str) -> Entry | None:
        try:
            record = self.read(entry_id)
        except VaultError as error:
            return Entry(
                profile_id="", profile_name="", client_id="", username="", broken_id=entry_id, trouble=error.trouble
            )
        return record.entry() if record else None

    def _path(self, entry_id: str) -> Path:
        if not entry_id.isalnum():  # an id is part of a file's name: it must not lead to another folder
            raise VaultError(VaultTrouble.MISSING)
        return self._folder / f"{entry_id}.json"


def _disk(error: OSError) -> VaultError:
    return VaultError(VaultTrouble.DISK, error.strerror or type(error).__name__)
