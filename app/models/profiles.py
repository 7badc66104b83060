"""The profiles to choose from: the practice pool's own and the person's."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.profiles.profile import Profile
from app.texts import text

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class ProfilesModel(QAbstractListModel):
    """One row for each profile, the practice pool's first; between both kinds a heading, which is no choice."""

    def __init__(self, own: tuple[Profile, ...] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._own = own
        self._practice: tuple[Profile, ...] = ()

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """All profiles in the order of their rows."""
        return self._practice + self._own

    def set_practice(self, profiles: tuple[Profile, ...]) -> None:
        """Show these as the practice pool's profiles; an empty tuple once it is gone."""
        self.beginResetModel()
        self._practice = profiles
        self.endResetModel()

    def set_own(self, profiles: tuple[Profile, ...]) -> None:
        """Show these as the person's own profiles."""
        if profiles != self._own:
            self.beginResetModel()
            self._own = profiles
            self.endResetModel()

    def replace(self, profile: Profile) -> None:
        """Show this one in place of the one with its id, where there is one."""
        place = self.row_of(profile.id)
        if place >= 0:
            self._practice = tuple(profile if each.id == profile.id else each for each in self._practice)
            self._own = tuple(profile if each.id == profile.id else each for each in self._own)
            self.dataChanged.emit(self.index(place), self.index(place))

    def row_of(self, profile_id: str) -> int:
        """The row of a profile, or -1."""
        rows = enumerate(self._rows)
        return next((row for row, profile in rows if profile is not None and profile.id == profile_id), -1)

    def find(self, profile_id: str) -> Profile | None:
        """The profile of an id, or None where it is gone."""
        return next((profile for profile in self.profiles if profile.id == profile_id), None)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        is_heading = index.isValid() and self._rows[index.row()] is None
        return Qt.ItemFlag.NoItemFlags if is_heading else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        profile = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text("profiles.own") if profile is None else profile.name
            case Qt.ItemDataRole.UserRole:
                return profile
        return None

    @property
    def _rows(self) -> tuple[Profile | None, ...]:
        """What stands in each row; None is the heading."""
        heading = (None,) if self._practice and self._own else ()
        return (*self._practice, *heading, *self._own)
