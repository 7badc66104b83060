"""The bar on top: which profile, where it leads, and the two buttons that begin and end a sign-in."""

from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy

from app.models.profiles import ProfilesModel
from app.profiles.profile import Profile
from app.texts import text
from widgets.fields.lists import CalmBox
from widgets.parts import button, label, name, row
from widgets.pieces import Elided
from widgets.theme import GRID

NAME = 31  # characters of a profile's name that are shown where there is room: the practice pool's longest
LEAST = 12 * GRID  # pixels of it that are always shown


class TopBar(QFrame):
    """`profile_chosen` carries the Profile, or None while there is none."""

    profile_chosen = Signal(object)

    def __init__(self, model: ProfilesModel) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._model = model
        self._running = False
        self._waiting = False  # the list is being made anew
        self._wanted = ""  # the profile that was chosen when the list was last whole
        self.profiles = CalmBox()
        self.profiles.setModel(model)
        self.profiles.setMinimumContentsLength(NAME)
        self.profiles.setMinimumWidth(LEAST)
        self.profiles.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        caption = label(text("top_bar.profile"), "muted")
        caption.setBuddy(self.profiles)
        name(self.profiles, text("top_bar.profile"))
        self.profiles.setPlaceholderText(text("status.pool_starting"))
        self._where = Elided(role="muted")
        self.edit_profiles = button(text("profiles.button"))
        self.edit_profiles.setToolTip(text("profiles.tip"))
        self.app_client = button(text("app_client.button"))
        self.app_client.setToolTip(text("app_client.tip"))
        self.cancel = button(text("top_bar.cancel"))
        self.sign_in = button(text("top_bar.sign_in"), "primary")
        self.set_running(False)
        line = row(spacing=12)
        line.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        line.addWidget(caption)
        line.addWidget(self.profiles)
        line.addWidget(self.edit_profiles)
        line.addWidget(self.app_client)
        line.addWidget(self._where, 1)
        line.addWidget(self.cancel)
        line.addWidget(self.sign_in)
        self.setLayout(line)
        self.profiles.currentIndexChanged.connect(self._changed)
        self.profiles.activated.connect(self._picked)
        model.modelAboutToBeReset.connect(self._wait)
        model.modelReset.connect(self._restore)
        model.dataChanged.connect(self._changed)

    @property
    def profile(self) -> Profile | None:
        """The profile that is chosen."""
        found = self.profiles.currentData()
        return found if isinstance(found, Profile) else None

    def want(self, profile_id: str) -> None:
        """Choose a profile as soon as it is there."""
        self._wanted = profile_id
        self._restore()

    def no_profile(self, words: str) -> None:
        """Say this where the profile would stand, while there is none."""
        self.profiles.setPlaceholderText(words)

    def set_running(self, running: bool) -> None:
        """Show whether a sign-in is under way."""
        self._running = running
        self.cancel.setEnabled(running)
        self.sign_in.setEnabled(not running and self.profile is not None)

    def _wait(self) -> None:
        """Tell nobody which row the combo box falls to in between: forms would be filled for that profile."""
        self._waiting = True

    def _restore(self) -> None:
        self._waiting = True
        row_wanted = self._model.row_of(self._wanted)
        self.profiles.setCurrentIndex(max(row_wanted, 0) if self._model.rowCount() else -1)
        self._waiting = False
        self._changed()

    def _picked(self) -> None:
        if self.profile is not None:
            self._wanted = self.profile.id

    def _changed(self) -> None:
        if self._waiting:
            return
        profile = self.profile
        self._where.setText("" if profile is None else _where(profile))
        self.set_running(self._running)
        self.profile_chosen.emit(profile)


def _where(profile: Profile) -> str:
    host = urlsplit(profile.endpoint_url).netloc if profile.endpoint_url else text("top_bar.aws")
    region, pool = profile.effective_region, profile.user_pool_id
    return " · ".join(part for part in ("" if pool.startswith(region) else region, pool, host) if part)
