"""What each token still does after a sign-out, row by row, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from app.texts import text, text_or

# verdict -> icon and colour: what still works is what the person who signed out has to know of
LOOKS = {
    "works": ("warning", "amber"),
    "valid": ("warning", "amber"),
    "refused": ("check", "green"),
    "invalid": ("check", "green"),
    "expired": ("clock", "muted"),
    "not_checked": ("minus", "muted"),
    "none": ("minus", "muted"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenCheck:
    """One row: which token, how it was checked, and what came of it by word, icon and colour."""

    token: str
    check: str
    verdict: str
    detail: str
    icon: str
    colour: str

    @property
    def accessible(self) -> str:
        """The row in one line, for screen readers."""
        said = text("sign_out.row", token=self.token, check=self.check, verdict=self.verdict)
        return f"{said}. {self.detail}" if self.detail else said


def token_checks(findings: Mapping[str, Any]) -> tuple[TokenCheck, ...]:
    """Return the rows of what the action sign_out found."""
    rows = findings.get("tokens")
    found = rows if isinstance(rows, Iterable) and not isinstance(rows, str) else ()
    return tuple(_check(row) for row in found if isinstance(row, Mapping))


def _check(row: Mapping[str, Any]) -> TokenCheck:
    verdict = str(row.get("verdict", ""))
    icon, colour = LOOKS.get(verdict, ("info", "muted"))
    said = (str(row.get(part) or "") for part in ("code", "message"))
    return TokenCheck(
        token=_word("token", row),
        check=_word("check", row),
        verdict=_word("verdict", row),
        detail=": ".join(part for part in said if part),
        icon=icon,
        colour=colour,
    )


def _word(kind: str, row: Mapping[str, Any]) -> str:
    name = str(row.get(kind, ""))
    return text_or(f"sign_out.{kind}.{name}", name)
