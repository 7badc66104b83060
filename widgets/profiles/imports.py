"""The preview of an import: what files hold, file by file, and what of it becomes a profile; nothing is saved here."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.imported import found_words
from app.profiles.imported import Imported
from app.profiles.profile import Profile
from app.texts import text
from widgets.flowing import Flowing
from widgets.parts import button, column, empty_layout, name
from widgets.pieces import Column
from widgets.profiles.imported_file import FileCard
from widgets.scrolling import UpAndDown
from widgets.theme import GRID, HEADING
from widgets.wrapped import Wrapped


class ImportPreview(QWidget):
    """`wanted` carries the profiles to save, each with its client secret unless it was left out; `left`: none is.

    What is chosen stays as it is where the same files are shown again, with more beside them.
    """

    wanted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._files: tuple[Imported, ...] = ()
        self._cards: list[FileCard] = []
        self._heading = Wrapped(size=HEADING, bold=True)
        self._list = column(spacing=12)
        self.take = button(text("profile_import.do_none"), "primary", press=self._take)
        self.leave = button(text("profile_import.cancel"), press=self.left.emit)
        self.setLayout(self._laid_out())

    @property
    def paths(self) -> tuple[Path, ...]:
        """The files that are shown."""
        return tuple(each.path for each in self._files)

    def show_imported(self, files: tuple[Imported, ...]) -> None:
        """Show what was read; the keyboard goes to the button that imports it."""
        before = {card.path: card.choices() for card in self._cards}
        self._files = files
        empty_layout(self._list)
        alone = sum(len(each.profiles) for each in files) == 1
        self._cards = [FileCard(each, choice=not alone) for each in files]
        for card in self._cards:
            card.choose(before.get(card.path, ()))
            card.changed.connect(self._count)
            self._list.addWidget(card)
        self._list.addStretch(1)
        self._heading.setText(found_words(files))
        self._count()
        (self.take if self.take.isEnabled() else self.leave).setFocus()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self._heading.text()))

    def clear(self) -> None:
        """Let go of what was read, client secrets among it."""
        self._files, self._cards = (), []
        empty_layout(self._list)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> Iterator[Profile]:
        for card in self._cards:
            yield from (part.chosen() for part in card.parts if part.is_taken)

    def _count(self) -> None:
        """Say on the button what it does."""
        count, some = len(list(self._chosen())), any(card.parts for card in self._cards)
        many = text("profile_import.do_many", count=count) if count > 1 else text("profile_import.do_one")
        self.take.setText(many if count else text("profile_import.do_none"))
        self.take.setEnabled(count > 0)
        self.take.setVisible(some)
        self.leave.setText(text("profile_import.cancel" if some else "profile_import.close"))

    def _take(self) -> None:
        self.wanted.emit(tuple(self._chosen()))

    def _laid_out(self) -> QVBoxLayout:
        inner = Column()
        self._list.setContentsMargins(0, 0, GRID, 0)
        inner.setLayout(self._list)
        scroller = UpAndDown()
        scroller.setWidget(inner)
        scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        name(scroller, text("profile_import.preview"))
        box = column(spacing=12)
        box.addWidget(self._heading)
        box.addWidget(scroller, 1)
        box.addWidget(Flowing(self.take, self.leave))
        return box
