"""The list of all profiles: the person's own first, those not saved marked, then the practice pool's."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtWidgets import QSizePolicy

from app.models.short_list import Short, ShortListModel, ShortRole
from app.profiles.profile import Profile
from app.texts import text
from widgets.short_list import ShortList


class ProfileList(ShortList):
    """`chosen` carries the id of the profile whose row the person, or `choose`, made the current one."""

    chosen = Signal(str)

    def __init__(self) -> None:
        self._rows = ShortListModel()
        self._quiet = self._has_own = False
        super().__init__(
            self._rows, text("profiles.list"), key=ShortRole.KEY, below=ShortRole.BELOW, right=ShortRole.RIGHT
        )
        self._rows.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.selectionModel().currentChanged.connect(self._on_current)

    @property
    def current(self) -> str | None:
        """The id of the profile that is chosen, None where there is none."""
        found = self.currentIndex().data(ShortRole.KEY)
        return None if found is None else str(found)

    @property
    def has_own(self) -> bool:
        """Whether there is any profile that is not built in."""
        return self._has_own

    def show_profiles(self, profiles: Iterable[Profile], unsaved: Collection[str], chosen: str | None) -> None:
        """Show these, mark the ids of those that are not saved, and choose one without a signal."""
        rows = sorted(profiles, key=lambda profile: profile.practice)
        self._quiet = True
        self._has_own = any(not profile.practice for profile in rows)
        self._rows.set_rows([_row(profile, profile.id in unsaved) for profile in rows])
        if chosen is not None:
            self.choose(chosen)
        self._quiet = False

    def choose(self, profile_id: str) -> None:
        """Make a profile's row the current one."""
        for row in range(self._rows.rowCount()):
            index = self._rows.index(row)
            if index.data(ShortRole.KEY) == profile_id and index != self.currentIndex():
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _on_current(self) -> None:
        current = self.current
        if current is not None and not self._quiet:
            self.chosen.emit(current)


def _row(profile: Profile, unsaved: bool) -> Short:
    state = text("profiles.unsaved") if unsaved else text("profiles.built_in") if profile.practice else ""
    return Short(
        key=profile.id,
        title=profile.name or text("profiles.new_profile"),
        below=" · ".join(part for part in (state, profile.user_pool_id) if part),
    )
