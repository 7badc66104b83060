"""Conducts the person's own profiles: shows what the file says, and opens the dialog that changes them."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.errors import ProfileError, VaultError
from app.profiles.profile import Profile
from app.texts import text
from widgets.conduct.panels import Panels
from widgets.conduct.remedies import RemedyConductor
from widgets.notice import Notice
from widgets.profiles.dialog import ProfilesDialog
from widgets.services import Services


class ProfilesConductor(QObject):
    """What the file said last stays in the list while it cannot be read. The dialog is made once it is wanted.

    `made` carries the dialog.
    """

    made = Signal(object)

    def __init__(
        self, panels: Panels, services: Services, notice: Notice, remedies: RemedyConductor, window: QWidget
    ) -> None:
        super().__init__(window)
        self._panels = panels
        self._services = services
        self._notice = notice
        self._window = window
        self._dialog: ProfilesDialog | None = None
        services.profiles.changed.connect(self._on_changed)
        services.profiles.failed.connect(self._on_failed)
        services.profiles.secret_trouble.connect(self._on_secret_trouble)
        panels.top.edit_profiles.clicked.connect(self.open)
        remedies.dialogs["edit_profile"] = self.edit

    @property
    def dialog(self) -> ProfilesDialog:
        """The dialog, open or not."""
        if self._dialog is None:
            services = self._services
            self._dialog = ProfilesDialog(
                self._panels.models.profiles, services.profiles, services.start_run, self._window
            )
            self._dialog.created.connect(self._panels.top.want)
            self.made.emit(self._dialog)
        return self._dialog

    @Slot()
    def open(self) -> None:
        """Open the dialog at the chosen profile, or bring it to the front."""
        dialog, profile = self.dialog, self._panels.top.profile
        if not dialog.isVisible() and profile is not None:
            dialog.edit(profile.id)
        self._raise()

    def edit(self, profile: Profile, field: str = "") -> None:
        """Open the dialog for a profile, with the cursor in a field."""
        self._raise()
        self.dialog.edit(profile.id, field)

    def read(self, paths: tuple[Path, ...]) -> None:
        """Open the dialog and show there what profiles are in files."""
        self.open()
        self.dialog.read(paths)

    def may_close(self) -> bool:
        """Close the dialog with the window, or ask there about what is not saved; asked once, it closes."""
        return self._dialog is None or not self._dialog.isVisible() or self._dialog.close()

    def _raise(self) -> None:
        self.dialog.show()
        self.dialog.activateWindow()

    @Slot(object)
    def _on_changed(self, profiles: tuple[Profile, ...]) -> None:
        self._panels.models.profiles.set_own(profiles)
        self._panels.left.saved.profiles_changed()

    @Slot(object)
    def _on_failed(self, error: ProfileError) -> None:
        self._say(text("profiles.problem", problem=f"{error.field}: {error.problem}"))

    @Slot(object)
    def _on_secret_trouble(self, error: VaultError) -> None:
        self._say(text("profiles.secret_trouble", why=text(f"vault_trouble.{error.trouble}.short")))

    def _say(self, words: str) -> None:
        """Say it in the window; the dialog, where it is open, says it itself."""
        if self._dialog is None or not self._dialog.isVisible():
            self._notice.say(words)
