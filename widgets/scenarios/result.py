"""The chosen scenario: its profile, what came of it, and everything that is not as expected."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from app.exporters.checked import State
from app.models.row_words import join
from app.models.scenarios import Line, mark, state_words
from app.profiles.profile import Profile
from app.texts import text, text_or
from widgets.fields.lists import CalmBox
from widgets.flowing import Flowing
from widgets.parts import button, column, label, name, row
from widgets.pieces import CardGroup, IconBox
from widgets.theme import GRID
from widgets.wrapped import Wrapped


class ResultCard(CardGroup):
    """Hidden while no scenario is chosen.

    `profile_wanted` carries the id of a profile that is to be used for what is chosen, empty for the file's own;
    `for_all_wanted` the id of one that is to be used wherever there is none; `transcript_wanted` the Line.
    """

    profile_wanted = Signal(str)
    for_all_wanted = Signal(str)
    transcript_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(text("scenarios.result"))
        self._line: Line | None = None
        self._profiles: tuple[Profile, ...] = ()
        self._icon = IconBox()
        self._title = Wrapped(bold=True)
        self._state = Wrapped()
        self._problem, self._differences = Wrapped(tone="amber"), Wrapped()
        self._box = CalmBox()
        self._box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._caption = label(text("scenarios.profile"), "muted")
        self._for_all = button(text("scenarios.for_all"), press=self._want_for_all)
        self._open = button(text("scenarios.open_transcript"), press=self.want_transcript, icon_name="timeline")
        self._box.activated.connect(self._choose)
        self._lay_out()
        self.hide()

    def set_profiles(self, profiles: Sequence[Profile]) -> None:
        """Offer these in place of the one that a file names."""
        self._profiles = tuple(profiles)
        self._fill()

    def show_line(self, line: Line | None, lacking: int, *, idle: bool) -> None:
        """Show a scenario; `lacking` is how many have no profile. Profiles stay as they are unless all is `idle`."""
        self._line = line
        self.setVisible(line is not None)
        if line is None:
            return
        self._title.setText(line.scenario.name)
        icon, colour = mark(line) or ("", "muted")
        self._icon.setVisible(bool(icon))
        self._icon.show_icon(icon, colour)
        self._say(self._state, _said(line))
        self._say(self._problem, line.problem)
        self._say(self._differences, _differences(line))
        self._differences.set_tone("red" if line.checked and line.checked.state is State.FAILED else "text")
        self._open.setEnabled(line.checked is not None and line.checked.recording is not None)
        self._box.setEnabled(idle)
        self._for_all.setVisible(idle and bool(line.instead) and line.profile is not None and lacking > 0)
        self._fill()

    def want_transcript(self) -> None:
        """Ask for the transcript of the scenario that is shown, where it has one."""
        if self._line is not None and self._open.isEnabled():
            self.transcript_wanted.emit(self._line)

    def _fill(self) -> None:
        line = self._line
        if line is None:
            return
        wanted = [(text("scenarios.as_in_file", name=line.scenario.profile), "")]
        wanted += [(profile.name, profile.id) for profile in self._profiles]
        there = [(self._box.itemText(place), self._box.itemData(place)) for place in range(self._box.count())]
        if wanted != there:
            self._box.clear()
            for words, profile_id in wanted:
                self._box.addItem(words, profile_id)
        self._box.setCurrentIndex(max(self._box.findData(line.instead), 0))

    def _choose(self, _: int) -> None:
        self.profile_wanted.emit(str(self._box.currentData()))

    def _want_for_all(self) -> None:
        if self._line is not None:
            self.for_all_wanted.emit(self._line.instead)

    @staticmethod
    def _say(where: Wrapped, words: str) -> None:
        where.setText(words)
        where.setVisible(bool(words))

    def _lay_out(self) -> None:
        name(self._box, text("scenarios.profile"))
        self._caption.setBuddy(self._box)
        head = row(spacing=GRID)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        box = column(margin=12, spacing=6)
        box.addLayout(head)
        for each in (self._state, self._differences, self._problem, self._caption, self._box):
            box.addWidget(each)
        box.addWidget(Flowing(self._open, self._for_all))
        self.setLayout(box)


def _said(line: Line) -> str:
    """Say what came of it, and how it ended where nobody expected that."""
    checked = line.checked
    if checked is None:
        return state_words(line) if line.profile is not None else ""
    return join(checked.state.word, _end_words(checked.got) if checked.state is not State.SKIPPED else "")


def _end_words(got: str) -> str:
    """Name an end: a fault of the connection or a reason of this program has words, what Cognito names stays."""
    tables = ("scenarios.end", "timeline.fault", "timeline.end")
    return next((words for table in tables if (words := text_or(f"{table}.{got}", ""))), got)


def _differences(line: Line) -> str:
    parts = [line.checked.why, line.happened] if line.checked is not None else []
    return "\n".join(part for part in parts if part)
