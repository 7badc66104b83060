"""A user's attributes as GetUser gives them now, beside what the ID token said when it was issued."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.auth.tokens import claims
from app.models.claims import OPEN
from app.models.found_words import string_of
from app.models.tips import plain_tip
from app.secret import Secret, readable
from app.texts import text

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
USERNAME, NAME_CLAIM = "Username", "cognito:username"
# Claims about the token, not about the user (developer guide, "Understanding the ID token"); cognito:... besides.
ABOUT_THE_TOKEN = frozenset({
    "iss", "aud", "exp", "iat", "nbf", "auth_time", "token_use", "jti", "origin_jti", "event_id", "at_hash", "nonce",
    "acr", "amr",
})  # fmt: skip
HEADINGS = ("attribute", "get_user", "id_token", "compared")


class Compared(StrEnum):
    """What the two say of an attribute."""

    SAME = "same"
    DIFFERS = "differs"
    ONLY_USER = "only_user"
    ONLY_TOKEN = "only_token"  # noqa: S105 - where it is


class AttributeRole(IntEnum):
    """What a cell knows beyond its words."""

    COMPARED = Qt.ItemDataRole.UserRole + 1
    MASKED = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One row; a value that may be personal is a Secret, None where there is none."""

    name: str
    user: str | Secret | None
    token: str | Secret | None
    compared: Compared


def compare(username: str, attributes: object, id_token: Secret | None) -> list[Attribute]:
    """Return the rows: the name first, then GetUser's attributes, then what stands in the ID token alone.

    `attributes` are UserAttributes as on the wire. Without an ID token there is nothing to compare with.
    """
    here = {USERNAME: username} if username else {}
    here |= dict(_pairs(attributes))
    there = dict(_claimed(id_token)) if id_token is not None else {}
    return [_row(name, here.get(name), there.get(name)) for name in {**here, **there}]


def _row(name: str, user: str | None, token: str | None) -> Attribute:
    if user is None:
        compared = Compared.ONLY_TOKEN
    elif token is None:
        compared = Compared.ONLY_USER
    else:
        compared = Compared.SAME if user == token else Compared.DIFFERS
    return Attribute(name=name, user=_kept(name, user), token=_kept(name, token), compared=compared)


def _kept(name: str, value: str | None) -> str | Secret | None:
    return value if value is None or name in OPEN or name == USERNAME else Secret(value)


def _pairs(attributes: object) -> Iterator[tuple[str, str]]:
    if not isinstance(attributes, list | tuple):
        return
    for each in attributes:
        if isinstance(each, Mapping) and string_of(each.get("Name")):
            value = each.get("Value")
            yield string_of(each.get("Name")), value.reveal() if isinstance(value, Secret) else string_of(value)


def _claimed(id_token: Secret) -> Iterator[tuple[str, str]]:
    for name, value in claims(id_token).items():
        if name == NAME_CLAIM:
            yield USERNAME, string_of(value)
        elif name not in ABOUT_THE_TOKEN and not name.startswith("cognito:"):
            yield name, _as_text(value)


def _as_text(claim: Any) -> str:
    """Return a claim as the attribute has it: GetUser's values are texts, and an address is its `formatted`."""
    if isinstance(claim, Mapping) and set(claim) == {"formatted"}:
        return string_of(claim["formatted"])
    return claim if isinstance(claim, str) else json.dumps(claim, ensure_ascii=False)


class UserAttributesModel(QAbstractTableModel):
    """One row for each attribute: its name, what GetUser says, what the ID token says, and how these compare."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Attribute] = []
        self._revealed = False

    @property
    def differing(self) -> int:
        """How many attributes have another value in the ID token."""
        return sum(row.compared is Compared.DIFFERS for row in self._rows)

    @property
    def first_differing(self) -> int:
        """The row of the first attribute with another value in the ID token; the first of all where there is none."""
        return next((place for place, row in enumerate(self._rows) if row.compared is Compared.DIFFERS), 0)

    def show(self, rows: list[Attribute]) -> None:
        """Show these rows."""
        if rows != self._rows:
            self.beginResetModel()
            self._rows = list(rows)
            self.endResetModel()

    def reveal(self, revealed: bool) -> None:
        """Show personal values, or mask them."""
        self._revealed = revealed
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(HEADINGS) - 1))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return text(f"attributes.{HEADINGS[section]}") if 0 <= section < len(HEADINGS) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], HEADINGS[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._words(row, column))
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.name}, {text(f'attributes.{column}')}: {self._words(row, column)}"
            case AttributeRole.COMPARED:
                return row.compared.value
            case AttributeRole.MASKED:
                value = {"get_user": row.user, "id_token": row.token}.get(column)
                return isinstance(value, Secret) and not self._revealed
        return None

    def _words(self, row: Attribute, column: str) -> str:
        if column == "attribute":
            return row.name
        if column == "compared":
            return text(f"attributes.{row.compared.value}")
        value = row.user if column == "get_user" else row.token
        return "" if value is None else readable(value, revealed=self._revealed)
