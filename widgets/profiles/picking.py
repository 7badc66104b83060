"""Puts the picker in the editor's place while something is picked from AWS, and what was picked into the editor."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget

from app.profiles.checks import free_name
from app.runs.sign_in import SignInRequest
from app.workers.aws_settings import AwsSettingsWorker
from app.workers.sign_in import SignInRun
from widgets.profiles.editor import ProfileEditor
from widgets.profiles.pick import AwsPicker


class Picking(QObject):
    """`right` shows the editor or the picker. The picker's run ends where another profile comes into the editor."""

    def __init__(
        self, right: QStackedWidget, editor: ProfileEditor, start_run: Callable[[SignInRequest], SignInRun]
    ) -> None:
        super().__init__(right)
        self._right, self._editor = right, editor
        self._settings = AwsSettingsWorker(QApplication.instance())  # its threads may outlive the dialog
        self._profile = self._field = ""  # what is picked for, and the field where the cursor comes back to
        self.picker = AwsPicker(start_run, self._settings)
        right.addWidget(self.picker)
        editor.pick_wanted.connect(self._pick)
        self.picker.picked.connect(self._put)
        self.picker.left.connect(self._on_left)
        self._settings.profiles_found.connect(editor.offer_aws_profiles)

    def find_aws_profiles(self) -> None:
        """Look anew which AWS profiles there are, and offer them in the editor."""
        self._settings.find_profiles()

    @Slot()
    def leave(self) -> None:
        """Show the editor again."""
        if self._right.currentWidget() is self.picker:
            self.picker.leave()

    @Slot()
    def follow(self) -> None:
        """Leave where the editor has another profile now than the one that something is picked for."""
        profile = self._editor.profile
        if profile is None or profile.id != self._profile:
            self.leave()

    @Slot(str)
    def _pick(self, field: str) -> None:
        profile = self._editor.profile
        if profile is None or profile.practice:
            return
        self._profile, self._field = profile.id, field
        self._right.setCurrentWidget(self.picker)
        self.picker.pick(field, self._editor.draft)

    @Slot(object)
    def _put(self, values: dict[str, str]) -> None:
        self._field = next(each for each in ("client_id", "user_pool_id", "region") if each in values)
        if "name" in values:
            values = {**values, "name": free_name(values["name"], self._editor.names)}
        self._editor.put(**values)

    @Slot()
    def _on_left(self) -> None:
        focus = self._right.window().focusWidget()
        inside = focus is not None and self.picker.isAncestorOf(focus)
        self._right.setCurrentWidget(self._editor)
        if inside:
            self._editor.focus(self._field)
