"""What the practice pool "sent", newest first, and under it the current codes of its users' authenticators."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from time import time
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.models.ago import ago
from app.runs.practice_client import Authenticator, InboxMessage
from app.texts import text, text_or

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
# Which code answers a challenge or a card: by the way in which it came, or by what it was sent for.
KINDS = {
    "SMS_MFA": "SMS", "EMAIL_OTP": "EMAIL", "SOFTWARE_TOKEN_MFA": "TOTP", "MFA_SETUP": "TOTP",
    "VERIFY_SOFTWARE_TOKEN": "TOTP",
}  # fmt: skip
PURPOSES = {"CONFIRM_SIGN_UP": "sign_up", "CONFIRM_FORGOT_PASSWORD": "forgot_password"}


class InboxRole(IntEnum):
    """What a row of the inbox knows beyond its title."""

    CODE = Qt.ItemDataRole.UserRole + 1
    SUBTITLE = Qt.ItemDataRole.UserRole + 2
    KIND = Qt.ItemDataRole.UserRole + 3  # SMS, EMAIL or TOTP
    LEFT = Qt.ItemDataRole.UserRole + 4  # the part of its life that an authenticator's code has left, 0..1, else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the inbox; `key` stays while its code changes, so that the selection can stay on it."""

    key: tuple[str, ...]
    code: str
    title: str
    purpose: str
    kind: str
    at: float  # SMS and EMAIL: sent then; TOTP: runs out then


class InboxModel(QAbstractListModel):
    """Shows the messages of one user pool; all of them while none is chosen."""

    PERIOD = 30.0  # seconds that an authenticator's code lives (RFC 6238)

    def __init__(self, clock: Callable[[], float] = time, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._pool = ""
        self._user = ""
        self._messages: Sequence[InboxMessage] = ()
        self._authenticators: Sequence[tuple[str, Row]] = ()
        self._rows: list[Row] = []

    def set_pool(self, user_pool_id: str) -> None:
        """Show the messages of this user pool only."""
        self._pool = user_pool_id
        self._refresh()

    def set_user(self, username: str) -> None:
        """Put the authenticator of this user before the others'."""
        self._user = username
        self._refresh()

    def set_messages(self, messages: Sequence[InboxMessage]) -> None:
        """Show these messages, given oldest first."""
        self._messages = messages
        self._refresh()

    def set_authenticators(self, authenticators: Sequence[Authenticator]) -> None:
        """Show these authenticators' codes."""
        now = self._clock()
        self._authenticators = [(found.user_pool_id, self._showing(found, now)) for found in authenticators]
        self._refresh()

    def tick(self) -> None:
        """Let the times that rows show move on."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def key(self, row: int) -> tuple[str, ...]:
        """What a row is about, whatever code it shows now; an empty tuple for a row that is not there."""
        return self._rows[row].key if 0 <= row < len(self._rows) else ()

    def row_of(self, key: tuple[str, ...]) -> int:
        """The row of a key, or -1."""
        return next((row for row, found in enumerate(self._rows) if found.key == key), -1)

    def row_for(self, challenge: str) -> int:
        """The row whose code most likely answers a challenge; -1 where there is none."""
        kind, purpose = KINDS.get(challenge, ""), PURPOSES.get(challenge, "")
        fits = (found.kind == kind or (bool(purpose) and found.purpose == purpose) for found in self._rows)
        return next((row for row, fit in enumerate(fits) if fit), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{row.code}, {row.title}, {self._subtitle(row)}"
            case InboxRole.CODE:
                return row.code
            case InboxRole.SUBTITLE:
                return self._subtitle(row)
            case InboxRole.KIND:
                return row.kind
            case InboxRole.LEFT:
                return min(1.0, max(0.0, (row.at - self._clock()) / self.PERIOD)) if row.kind == "TOTP" else None
        return None

    def _subtitle(self, row: Row) -> str:
        if row.kind == "TOTP":
            return text("inbox.seconds_left", seconds=max(0, round(row.at - self._clock())))
        purpose = text_or(f"inbox.purpose.{row.purpose}", row.purpose)
        return f"{purpose} · {ago(row.at, self._clock())}"

    def _refresh(self) -> None:
        rows = [self._of(message) for message in reversed(self._messages) if self._pool in ("", message.user_pool_id)]
        codes = [row for pool, row in self._authenticators if self._pool in ("", pool)]
        rows += sorted(codes, key=lambda row: row.purpose != self._user)
        if [row.key for row in rows] == [row.key for row in self._rows]:
            self._rows = rows
            self.tick()
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @staticmethod
    def _showing(found: Authenticator, now: float) -> Row:
        return Row(
            key=("TOTP", found.user_pool_id, found.username),
            code=found.code,
            title=text("inbox.authenticator", username=found.username),
            purpose=found.username,
            kind="TOTP",
            at=now + found.seconds_left,
        )

    @staticmethod
    def _of(message: InboxMessage) -> Row:
        return Row(
            key=(message.medium, message.destination, message.code, str(message.sent_at)),
            code=message.code,
            title=text("inbox.message", medium=message.medium, destination=message.destination),
            purpose=message.purpose,
            kind=message.medium,
            at=message.sent_at,
        )
