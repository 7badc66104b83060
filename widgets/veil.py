"""The veil: while it is drawn, as in a presentation, no secret can be revealed in any window of this program."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from app.texts import text
from widgets.parts import Button


class Veil(QObject):
    """There is one, a child of the application: others look at the same screen. `changed`: whether it is drawn.

    Several may want it, as windows that present: it is lifted when the last of them wants it no more.
    """

    changed = Signal(bool)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._wanted_by: set[object] = set()

    @property
    def drawn(self) -> bool:
        """Whether secrets stay masked, whatever is pressed."""
        return bool(self._wanted_by)

    def set_drawn(self, drawn: bool, by: object = None) -> None:
        """Draw it or, as far as `by` wanted it, lift it; who shows a secret masks it at once."""
        before = self.drawn
        (self._wanted_by.add if drawn else self._wanted_by.discard)(by)
        if self.drawn != before:
            self.changed.emit(self.drawn)


def veil() -> Veil:
    """Return the application's veil."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    found = app.findChild(Veil, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found if isinstance(found, Veil) else Veil(app)


class Reveal(Button):
    """The button that reveals what is masked. `covered`: the veil was drawn, so that it has to be masked again."""

    covered = Signal()

    def __init__(self) -> None:
        super().__init__(text("details.reveal"))
        self.setProperty("kind", "quiet")
        self._wanted = True
        veil().changed.connect(self._follow)
        self._follow(veil().drawn)

    def setEnabled(self, enabled: bool) -> None:
        """Let it be pressed, as soon as the veil allows it."""
        self._wanted = enabled
        self._follow(veil().drawn)

    def say(self, *, revealed: bool) -> None:
        """Offer the other of the two."""
        self.setText(text("details.mask" if revealed else "details.reveal"))

    def _follow(self, drawn: bool) -> None:
        super().setEnabled(self._wanted and not drawn)
        self.setToolTip(text("presentation.masked") if drawn else "")
        if drawn:
            self.covered.emit()
