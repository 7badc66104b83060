"""A part of the matrix's set-up: check boxes under a heading, all or none of which can be ticked at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QWidget

from app.models.tips import plain_tip
from app.texts import text
from widgets.flowing import Flowing
from widgets.parts import button, column, empty_layout, name, section
from widgets.wrapped_check import WrappedCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One that can be ticked: `key` tells it apart, `tip` says more, `spoken` is its name where the words are not."""

    key: str
    words: str
    tip: str = ""
    spoken: str = ""


class Checks(QWidget):
    """What was ticked stays so when others are shown. `changed`: something was ticked, or is not any more."""

    changed = Signal()

    def __init__(self, words: str) -> None:
        super().__init__()
        name(self, words)
        self._checks: tuple[Check, ...] = ()
        self._boxes: dict[str, WrappedCheck] = {}
        self._ticked: dict[str, bool] = {}  # of those that are not shown at present, too
        self._rows = column(spacing=2)
        self._all = button(text("matrix.all"), "quiet", press=lambda: self._tick_all(True))
        self._none = button(text("matrix.none"), "quiet", press=lambda: self._tick_all(False))
        for pressed, key in ((self._all, "matrix.all_of"), (self._none, "matrix.none_of")):
            pressed.setAutoDefault(False)
            name(pressed, text(key, what=words))
        inner = QWidget()
        inner.setLayout(self._rows)
        box = column(spacing=4)
        box.addWidget(section(words))
        box.addWidget(inner)
        box.addWidget(Flowing(self._all, self._none))
        self.setLayout(box)

    def show_checks(self, checks: Iterable[Check], ticked: Iterable[str] = ()) -> None:
        """Show these; those of `ticked` are ticked at first, unless they were shown before."""
        now, first = tuple(checks), set(ticked)
        for check in now:
            self._ticked.setdefault(check.key, check.key in first)
        if now == self._checks:
            return
        self._checks = now
        empty_layout(self._rows)
        self._boxes = {check.key: self._box(check) for check in now}
        for made in self._boxes.values():
            self._rows.addWidget(made)

    def tick(self, keys: Iterable[str], left_out: Iterable[str] = ()) -> None:
        """Tick these and no others that are shown; of those that may be shown later, `left_out` will not be ticked."""
        wanted = set(keys)
        self._ticked = {key: key in wanted for key in {*self._ticked, *wanted, *left_out}}
        self._show_ticks()

    @property
    def ticked(self) -> tuple[str, ...]:
        """The keys of what is shown and ticked, in their order."""
        return tuple(check.key for check in self._checks if self._ticked[check.key])

    @property
    def left_out(self) -> tuple[str, ...]:
        """The keys of what is shown and not ticked."""
        return tuple(check.key for check in self._checks if not self._ticked[check.key])

    def _box(self, check: Check) -> WrappedCheck:
        made = WrappedCheck(check.words, ticked=self._ticked[check.key])
        made.setToolTip(plain_tip(check.tip) if check.tip else "")
        name(made.box, check.spoken or check.words, check.tip)
        made.box.toggled.connect(lambda on: self._toggled(check.key, on))
        return made

    def _toggled(self, key: str, on: bool) -> None:
        self._ticked[key] = on
        self.changed.emit()

    def _tick_all(self, on: bool) -> None:
        self._ticked |= dict.fromkeys(self._boxes, on)
        self._show_ticks()

    def _show_ticks(self) -> None:
        """Tick the boxes, and tell it once: what follows from a change is as much for one as for many."""
        for key, made in self._boxes.items():
            with QSignalBlocker(made.box):
                made.box.setChecked(self._ticked[key])
        self.changed.emit()
