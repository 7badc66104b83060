"""Conducts the person's own profiles: shows what the file says, and why it could not be read or written."""

from PySide6.QtCore import QObject, Slot

from app.errors import ProfileError, VaultError
from app.profiles.profile import Profile
from app.texts import text
from app.workers.profiles import ProfilesWorker
from widgets.conduct.panels import Panels
from widgets.notice import Notice


class ProfilesConductor(QObject):
    """What the file said last stays in the list while it cannot be read."""

    def __init__(self, panels: Panels, profiles: ProfilesWorker, notice: Notice, parent: QObject) -> None:
        super().__init__(parent)
        self._panels = panels
        self._notice = notice
        profiles.changed.connect(self._on_changed)
        profiles.failed.connect(self._on_failed)
        profiles.secret_trouble.connect(self._on_secret_trouble)

    @Slot(object)
    def _on_changed(self, profiles: tuple[Profile, ...]) -> None:
        self._panels.models.profiles.set_own(profiles)
        self._panels.left.saved.profiles_changed()

    @Slot(object)
    def _on_failed(self, error: ProfileError) -> None:
        self._notice.say(text("profiles.problem", problem=f"{error.field}: {error.problem}"))

    @Slot(object)
    def _on_secret_trouble(self, error: VaultError) -> None:
        self._notice.say(text("profiles.secret_trouble", why=text(f"vault_trouble.{error.trouble}.short")))
