"""The second step of what cannot be undone: a line that says what will happen, and two buttons, in place."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame

from app.texts import text
from widgets.flowing import Flowing
from widgets.parts import button, column
from widgets.scrolling import bring_into_sight
from widgets.wrapped import Wrapped


class Confirm(QFrame):
    """Hidden until `ask`; the button that keeps everything as it is has the keyboard then."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._then: Callable[[], object] | None = None
        self._words = Wrapped()
        self._go = button("", press=self._confirmed)
        self._keep = button(text("confirm.keep"), "quiet", press=self.drop)
        box = column(margin=8)
        box.addWidget(self._words)
        box.addWidget(Flowing(self._go, self._keep))
        self.setLayout(box)
        self.hide()

    def ask(self, words: str, go: str, then: Callable[[], object]) -> None:
        """Say what will happen; `then` is called only if the person presses the button named `go`."""
        self._words.setText(words)
        self._go.setText(go)
        self._then = then
        self.show()
        self._keep.setFocus()
        QTimer.singleShot(0, self, lambda: bring_into_sight(self))  # once it has its place

    def drop(self) -> None:
        """Leave everything as it is."""
        self._then = None
        self.hide()

    def _confirmed(self) -> None:
        then = self._then
        self.drop()
        if then is not None:
            then()
