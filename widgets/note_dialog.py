"""The dialog in which a person writes a note on a run, or on a row of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from app.texts import text
from widgets.flowing import Flowing
from widgets.parts import button, column, label, name
from widgets.theme import GRID, HEADING
from widgets.wrapped import Wrapped

LONGEST = 2000  # characters
WIDTH = 56 * GRID


class NoteDialog(QDialog):
    """`written` carries the note; an empty one takes away what was there. Does not stop the window."""

    written = Signal(str)

    def __init__(self, parent: QWidget, *, about: str, note: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(text("note.title"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._note = QLineEdit(note)
        self._note.setMaxLength(LONGEST)
        name(self._note, text("note.label"))
        caption = label(text("note.label"), "muted")
        caption.setBuddy(self._note)
        keep = button(text("note.keep"), "primary", press=self.accept)
        keep.setDefault(True)
        leave = button(text("note.leave"), press=self.reject)
        leave.setAutoDefault(False)
        self.accepted.connect(lambda: self.written.emit(self._note.text().strip()))
        box = column(margin=24, spacing=12)
        for each in (
            Wrapped(text("note.title"), size=HEADING, bold=True), Wrapped(about, tone="muted"), caption, self._note,
            Wrapped(text("note.where"), tone="muted"),
        ):  # fmt: skip
            box.addWidget(each)
        box.addStretch(1)
        box.addWidget(Flowing(keep, leave))
        self.setLayout(box)
        self.resize(WIDTH, self.sizeHint().height())
        self._note.setFocus()
