"""A button with the users that are known: those of the practice pool, or a profile's own names."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from app.runs.practice_profiles import PracticeUser
from app.texts import text
from widgets.parts import button, row


class PracticeUsers(QWidget):
    """A button with users, those of the practice pool each with what it shows; choosing one fills the form."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._menu = QMenu(self)
        self.button: QPushButton = button(text("credentials.practice_users"), "quiet", icon_name="user")
        self.button.setMenu(self._menu)
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        box = row()
        box.addWidget(self.button)
        self.setLayout(box)
        self._useful = True
        self.setVisible(False)

    def set_useful(self, useful: bool) -> None:
        """Hide the button where a practice user's name and password are not asked for."""
        self._useful = useful
        self.setVisible(useful and not self._menu.isEmpty())

    def offer(self, users: tuple[PracticeUser, ...], *, practice: bool = True) -> None:
        """Show these users in the menu; without any, no button."""
        self._menu.clear()
        self.button.setText(text("credentials.practice_users" if practice else "credentials.own_users"))
        for user in users:
            words = text("credentials.practice_user", username=user.username, shows=user.shows) if user.shows else ""
            action = self._menu.addAction(words or user.username)
            action.setData(user)
            action.triggered.connect(self._picked)
        self.set_useful(self._useful)

    def _picked(self) -> None:
        action = self.sender()
        self.chosen.emit(action.data() if action is not None else None)  # type: ignore[attr-defined]
