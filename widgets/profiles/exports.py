"""The choice of profiles to export, with what is left out of the file; where it goes is asked when that is wanted."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from app.profiles.profile import Profile
from app.texts import text
from widgets.file_dialog import ask_where
from widgets.flowing import Flowing
from widgets.parts import button, column, empty_layout, name
from widgets.pieces import Column
from widgets.scrolling import UpAndDown
from widgets.theme import GRID, HEADING
from widgets.wrapped import Wrapped
from widgets.wrapped_check import WrappedCheck


class ExportPanel(QWidget):
    """`wanted` carries the ids of profiles and the Path of the file; `left`: nothing is to be exported."""

    wanted = Signal(object, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._boxes: dict[str, QCheckBox] = {}
        self._list = column(spacing=GRID)
        self._words = Wrapped()
        self.every = button(text("profile_export.all"), "quiet", press=lambda: self._choose(True))
        self.none = button(text("profile_export.none"), "quiet", press=lambda: self._choose(False))
        self.save = button(text("profile_export.save"), "primary", press=self._ask_where)
        self.leave = button(text("profile_export.cancel"), press=self.left.emit)
        self.setLayout(self._laid_out())

    def show_profiles(self, profiles: tuple[Profile, ...], chosen: str = "") -> None:
        """Offer the person's own among these; the one with the id `chosen` is ticked, or all where there is none."""
        own = [each for each in profiles if not each.practice]
        empty_layout(self._list)
        self._boxes = {}
        for profile in own:
            ticked = chosen == profile.id or all(chosen != each.id for each in own)
            shown = WrappedCheck(profile.name, ticked=ticked)
            shown.box.toggled.connect(self._enable)
            self._boxes[profile.id] = shown.box
            self._list.addWidget(shown)
        self._list.addStretch(1)
        self._words.setText(text("profile_export.left_out" if own else "profile_export.empty"))
        for each in (self.every, self.none):
            each.setVisible(len(own) > 1)
        self.save.setVisible(bool(own))
        self._enable()
        (self.save if own else self.leave).setFocus()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the profiles that are ticked."""
        return tuple(profile for profile, box in self._boxes.items() if box.isChecked())

    def save_to(self, path: str) -> None:
        """Export what is ticked to a file."""
        if self.chosen:
            self.wanted.emit(self.chosen, Path(path))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _choose(self, ticked: bool) -> None:
        for box in self._boxes.values():
            box.setChecked(ticked)

    def _enable(self) -> None:
        self.save.setEnabled(bool(self.chosen))

    def _ask_where(self) -> None:
        title, first = text("profile_export.save_title"), text("profile_export.file_name")
        ask_where(self, title, text("profile_export.kinds"), self.save_to, first=first, suffix="toml")

    def _laid_out(self) -> QVBoxLayout:
        inner = Column()
        inner.setLayout(self._list)
        scroller = UpAndDown()
        scroller.setWidget(inner)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        name(scroller, text("profile_export.panel"))
        box = column(spacing=12)
        box.addWidget(Wrapped(text("profile_export.heading"), size=HEADING, bold=True))
        box.addWidget(self._words)
        box.addWidget(Flowing(self.every, self.none))
        box.addWidget(scroller, 1)
        box.addWidget(Flowing(self.save, self.leave))
        return box
