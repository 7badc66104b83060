"""What the pages of secrets share: all is masked until the person reveals it, in cards, a line for each value."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from widgets.details.parts import Page
from widgets.parts import column, frame, row
from widgets.theme import GRID, SMALL
from widgets.veil import Reveal
from widgets.wrapped import Wrapped


class MaskedPage(Page):
    """A page of values that are masked until the person reveals them; another row masks them again."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.revealed = False
        self._reveal: QPushButton | None = None

    def draw(self) -> None:
        """Fill the page, with the values as `revealed` says; each page has its own, a bare one stays empty."""
        self.fill()

    def draw_masked(self) -> None:
        """Fill the page with what another row is about."""
        self.revealed = False
        self.draw()

    def top(self, legend: QWidget) -> QWidget:
        """Return what stands above the values: words about them, and the button that reveals or masks."""
        made = QWidget()
        line = row()
        line.addWidget(legend, 1)
        self._reveal = reveal = Reveal()
        reveal.say(revealed=self.revealed)
        reveal.clicked.connect(self._toggle)
        reveal.covered.connect(self.cover)
        line.addWidget(reveal, 0, Qt.AlignmentFlag.AlignTop)
        made.setLayout(line)
        return made

    def focus_reveal(self) -> None:
        """Put the keyboard on the button that reveals or masks."""
        if self._reveal is not None:
            self._reveal.setFocus()

    def cover(self) -> None:
        """Mask what is revealed."""
        if self.revealed:
            self.draw_masked()

    def _toggle(self) -> None:
        self.revealed = not self.revealed
        self.draw()
        self.focus_reveal()


def page_card(*, spacing: int = GRID) -> tuple[QFrame, QVBoxLayout]:
    """Make an empty card on a page, and the layout inside it."""
    made = frame("card")
    inside = column(spacing=spacing)
    inside.setContentsMargins(GRID * 3 // 2, GRID, GRID * 3 // 2, GRID * 3 // 2)
    made.setLayout(inside)
    return made, inside


def value_line(name: str, shown: str, *, secret: bool, revealed: bool) -> Wrapped:
    """Return the line of a value, muted where it is masked; what is copied of a secret leaves the clipboard again."""
    tone = "muted" if secret and not revealed else "green"
    made = Wrapped(shown, wire=True, tone=tone, size=SMALL, secret=secret and revealed)
    made.setAccessibleName(f"{name}: {shown}")
    return made
