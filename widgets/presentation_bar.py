"""The strip above the window's panels while it presents: the pace, the next step, the way out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame

from app.texts import text
from app.workers.pace import AT_ONCE, BY_STEP
from widgets.fields.lists import CalmBox
from widgets.flowing import Flowing
from widgets.parts import button, label, name, row
from widgets.pieces import IconBox
from widgets.theme import GRID
from widgets.wrapped import Wrapped

PACES = {"at_once": AT_ONCE, "half": 0.5, "one": 1.0, "two": 2.0, "four": 4.0, "by_step": BY_STEP}
FIRST = "one"


class PresentationBar(QFrame):
    """`pace_chosen` carries seconds, or one of AT_ONCE and BY_STEP; `next_wanted` and `end_wanted` are its buttons."""

    pace_chosen = Signal(float)
    next_wanted = Signal()
    end_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "presenting")
        self._words = Wrapped(text("presentation.on"))
        self._words.setToolTip(text("presentation.about"))
        caption = label(text("presentation.pace"), "muted")
        self._pace = CalmBox()
        for key in PACES:
            self._pace.addItem(text(f"presentation.pace_{key}"), key)
        caption.setBuddy(self._pace)
        name(self._pace, text("presentation.pace"))
        self._next = button("", "primary", press=self.next_wanted.emit)
        end = button(text("presentation.end"), press=self.end_wanted.emit)
        line = row(spacing=GRID)
        line.setContentsMargins(2 * GRID, 6, 2 * GRID, 6)
        line.addWidget(IconBox("eye-off", "accent"))
        line.addWidget(self._words, 1, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(Flowing(caption, self._pace, self._next, end), 3)
        self.setLayout(line)
        self._pace.currentIndexChanged.connect(self._chosen)
        self.show_waiting(0)
        self.hide()

    def begin(self) -> None:
        """Show it, with the pace that one can follow."""
        self.show()
        self._pace.setCurrentIndex(list(PACES).index(FIRST))
        self._chosen()

    def show_waiting(self, count: int) -> None:
        """Say how many steps are still to be shown."""
        self._next.setText(text("presentation.next_of", count=count) if count else text("presentation.next"))
        self._next.setEnabled(count > 0)

    def _chosen(self) -> None:
        self.pace_chosen.emit(PACES[str(self._pace.currentData())])
