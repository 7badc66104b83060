"""One of the two runs of a comparison: chosen from a list, and said in words below it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.exporters.comparing import about
from app.texts import text
from app.transcript.recording import Recording
from widgets.fields.lists import CalmBox
from widgets.parts import column, label, name
from widgets.theme import SMALL
from widgets.wrapped import Wrapped


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A run that can be compared, by its title; `source` says in words where it was opened from."""

    recording: Recording
    title: str
    source: str = ""

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return self.recording.run_id


class Side(QWidget):
    """`chosen`: the person has chosen another run."""

    chosen = Signal()

    def __init__(self, which: str) -> None:
        super().__init__()
        self._offered: dict[str, Offered] = {}
        self.list = CalmBox()
        self.list.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.list.activated.connect(self.chosen)
        name(self.list, text(f"compare.{which}"))
        caption = label(text(f"compare.{which}"), "muted")
        caption.setBuddy(self.list)
        self._outcome = Wrapped(bold=True)
        self._below = Wrapped(tone="muted", size=SMALL)
        box = column(spacing=4)
        for part in (caption, self.list, self._outcome, self._below):
            box.addWidget(part)
        self.setLayout(box)

    @property
    def run(self) -> Offered | None:
        """The chosen run."""
        return self._offered.get(str(self.list.currentData() or ""))

    def offer(self, runs: Sequence[Offered]) -> None:
        """Offer these runs; the chosen one stays so where it is among them."""
        before = self.run
        self._offered = {each.key: each for each in runs}
        self.list.clear()
        for each in runs:
            self.list.addItem(each.title, each.key)
        if before is not None:
            self.choose(before.key)
        self.say()

    def choose(self, key: str) -> None:
        """Choose a run, where it is offered."""
        place = self.list.findData(key)
        if place >= 0:
            self.list.setCurrentIndex(place)
        self.say()

    def say(self) -> None:
        """Say what the chosen run was."""
        run = self.run
        said = about(run.recording, run.source) if run is not None else None
        self._outcome.setText(said.outcome if said else "")
        self._outcome.set_tone(said.tone.value if said else "muted")
        self._below.setText(said.below if said else "")


def brought(recording: Recording) -> Offered:
    """Offer a run that is not on the timeline."""
    said = about(recording)
    title = text("compare.item", title=said.title, outcome=said.outcome) if said.outcome else said.title
    return Offered(recording=recording, title=title)
