"""What reading a file for profiles comes to: profiles, notes about them, or the one problem."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.profiles.profile import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Something to tell about a file: a key of the texts (`import_note.*`, `import_problem.*`) and its values."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """One file, read. A profile whose client secret stood in the file has it in `client_secret`, for the vault.

    `kind` is "amplify_outputs", "amplify_mobile", "amplify_web", "amplify_js" or "profiles", empty where it is neither.
    """

    path: Path
    kind: str = ""
    profiles: tuple[Profile, ...] = ()
    notes: tuple[Said, ...] = ()
    problem: Said | None = None


class NotImportableError(Exception):
    """A file has nothing to import: why, by a key of the texts."""

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(key)
        self.said = Said(key=key, values=values)
