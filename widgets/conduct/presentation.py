"""Conducts a presentation: large text, secrets masked for good, and a pace at which what happens can be followed."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction

from app.workers.pace import AT_ONCE, Pace
from widgets.menus import Row
from widgets.presentation_bar import PresentationBar
from widgets.theme import Theme
from widgets.veil import veil

LARGE = 1.4  # times the text size that the person has


class PresentationConductor(QObject):
    """Nothing of it is kept between starts: a window never begins masked or slow without being told to.

    The masks and the large text are the whole program's, for its windows share the screen and the font: they last until
    the last presentation ends. The pace is the window's own.
    """

    changed = Signal(bool)  # whether a presentation is on

    def __init__(self, pace: Pace, bar: PresentationBar, theme: Theme, window: QObject) -> None:
        super().__init__(window)
        self._pace, self._bar, self._theme = pace, bar, theme
        self._on = False
        self._next: QAction | None = None
        bar.pace_chosen.connect(pace.set_seconds)
        bar.next_wanted.connect(pace.next)
        bar.end_wanted.connect(self.end)
        pace.waiting_changed.connect(self._on_waiting)
        veil().changed.connect(self._on_veil)

    @property
    def on(self) -> bool:
        """Whether a presentation is on."""
        return self._on

    def rows(self) -> list[Row | None]:
        """What the menu offers."""
        return [("presentation", "F11", self.toggle), ("next_step", ["F8", "PgDown"], self._pace.next)]

    def follow(self, actions: dict[str, QAction]) -> None:
        """Let the menu's rows be as things are: the next step, only while one waits; its keys are others' else."""
        self._next = actions["next_step"]
        self._next.setEnabled(False)
        presentation = actions["presentation"]
        presentation.setCheckable(True)
        self.changed.connect(presentation.setChecked)

    @Slot()
    def toggle(self) -> None:
        """Begin, or end."""
        if self.on:
            self.end()
        else:
            self.begin()

    def begin(self) -> None:
        """Mask, enlarge, slow down."""
        if self.on:
            return
        self._on = True
        veil().set_drawn(True, by=self)
        self._bar.begin()
        self.changed.emit(True)

    @Slot()
    def end(self) -> None:
        """Show at once what still waited, and leave the window as it was before."""
        if not self.on:
            return
        self._on = False
        self._pace.set_seconds(AT_ONCE)
        self._bar.hide()
        veil().set_drawn(False, by=self)
        self.changed.emit(False)

    @Slot(bool)
    def _on_veil(self, drawn: bool) -> None:
        self._theme.magnify(LARGE if drawn else 1.0)

    @Slot(int)
    def _on_waiting(self, count: int) -> None:
        self._bar.show_waiting(count)
        if self._next is not None:
            self._next.setEnabled(count > 0)
