"""One file in the preview of an import: its name and kind, or its problem; a part for each profile; the notes."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.models.imported import file_notes, file_words, profile_lines
from app.models.overview import Fact
from app.profiles.imported import Imported
from app.profiles.profile import Profile
from app.texts import text
from widgets.details.parts import Facts
from widgets.parts import column, row
from widgets.pieces import CardGroup, IconBox
from widgets.theme import GRID
from widgets.wrapped import Wrapped
from widgets.wrapped_check import WrappedCheck

Choice = tuple[bool, bool]  # whether a profile is taken, and whether its secret is kept


class FileCard(CardGroup):
    """`changed`: another choice was made. `choice` offers to leave each profile out."""

    changed = Signal()

    def __init__(self, imported: Imported, *, choice: bool) -> None:
        super().__init__(imported.path.name)
        self.path = imported.path
        self.parts = [ProfilePart(profile, choice=choice) for profile in imported.profiles]
        bad = imported.problem is not None
        box = column(spacing=GRID)
        box.setContentsMargins(2 * GRID, 12, 2 * GRID, 12)
        box.addWidget(Wrapped(imported.path.name or str(imported.path), bold=True))
        if bad:
            box.addWidget(_marked(file_words(imported), "warning", "red"))
            self.set_rim("red")
        else:
            box.addWidget(Wrapped(file_words(imported), tone="muted"))
        for part in self.parts:
            part.changed.connect(self.changed)
            box.addWidget(part)
        for words in file_notes(imported):
            box.addWidget(_marked(words, "info", "muted"))
        self.setLayout(box)

    def choices(self) -> tuple[Choice, ...]:
        """Return what is chosen, profile by profile."""
        return tuple((part.is_taken, part.keeps_secret) for part in self.parts)

    def choose(self, choices: Iterable[Choice]) -> None:
        """Choose as it was chosen before."""
        for part, (take, secret) in zip(self.parts, choices, strict=False):
            part.choose(take, secret)


class ProfilePart(QWidget):
    """A profile that can be imported, what the file says of it, and its client secret where one stands in the file."""

    changed = Signal()

    def __init__(self, profile: Profile, *, choice: bool) -> None:
        super().__init__()
        self.profile = profile
        self._take = WrappedCheck(text("profile_import.take", name=profile.name), ticked=True)
        self._take.box.toggled.connect(self._show_taken)
        self._secret = WrappedCheck(text("profile_import.secret", name=profile.name), ticked=True)
        self._secret.box.toggled.connect(self._show_secret)
        self._left_out = Wrapped(text("profile_import.secret_left"), tone="muted")
        box = column(spacing=GRID)
        lines = profile_lines(profile)
        if choice:
            box.addWidget(self._take)
        else:
            lines = (Fact(label=text("profile_import.name"), value=profile.name), *lines)
        box.addWidget(Facts(lines))
        if profile.client_secret is not None:
            box.addWidget(self._secret)
            box.addWidget(self._left_out)
            self._left_out.hide()
        self.setLayout(box)

    @property
    def is_taken(self) -> bool:
        """Whether it is to be imported."""
        return self._take.box.isChecked()

    @property
    def keeps_secret(self) -> bool:
        """Whether its client secret is to be kept."""
        return self._secret.box.isChecked()

    def choose(self, take: bool, secret: bool) -> None:
        """Set both choices."""
        self._take.box.setChecked(take)
        self._secret.box.setChecked(secret)

    def chosen(self) -> Profile:
        """Return the profile as it is to be saved."""
        return self.profile if self.keeps_secret else replace(self.profile, client_secret=None)

    def _show_taken(self, taken: bool) -> None:
        self._secret.setEnabled(taken)
        self.changed.emit()

    def _show_secret(self, kept: bool) -> None:
        self._left_out.setHidden(kept)
        self.changed.emit()


def _marked(words: str, icon: str, tone: str) -> QWidget:
    made = QWidget()
    line = row(spacing=GRID)
    line.addWidget(IconBox(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Wrapped(words, tone="red" if tone == "red" else "text"), 1)
    made.setLayout(line)
    return made
