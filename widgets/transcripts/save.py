"""The dialog that saves or exports runs: which, as what kind of file, and what is readable in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QVBoxLayout, QWidget

from app.exporters.formats import FORMATS
from app.models.rows import Run
from app.texts import text
from app.transcript.files import SUFFIX
from widgets.fields.lists import CalmBox
from widgets.flowing import Flowing
from widgets.parts import button, column, label, name
from widgets.theme import GRID, HEADING
from widgets.transcripts.room import scrolled
from widgets.wrapped import Wrapped
from widgets.wrapped_check import WrappedCheck

TRANSCRIPT = "transcript"  # the format that this program opens again; the others are FORMATS
WIDTH, HEIGHT = 56 * GRID, 66 * GRID


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A file that is wanted; `reveal` leaves the secrets in a transcript as they are."""

    path: Path
    format: str
    run_ids: tuple[str, ...]
    keep_names: bool
    reveal: bool


class SaveDialog(QDialog):
    """`wanted` carries a Wish; stays open beside the window, and says what became of it."""

    wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(text("save_runs.title"))
        self._offered: tuple[tuple[str, ...], ...] = ()  # the runs that each entry of the list of runs stands for
        self._runs = _list(text("save_runs.which"))
        self._formats = _list(text("save_runs.format"))
        self._names = WrappedCheck(text("save_runs.keep_names"))
        self._reveal = WrappedCheck(text("save_runs.reveal"))
        self._warning = Wrapped(text("save_runs.reveal_warning"), tone="amber")
        self._about = Wrapped(tone="muted")
        self._redacted = Wrapped(text("save_runs.redacted"))
        self._said = Wrapped()
        self._save = button(text("save_runs.save"), "primary", press=self._ask_where)
        for kind in (TRANSCRIPT, *FORMATS):
            self._formats.addItem(_title(kind), kind)
        self._formats.currentIndexChanged.connect(self._fit)
        self._reveal.box.toggled.connect(self._fit)
        self.setLayout(self._laid_out())
        self.resize(WIDTH, HEIGHT)

    def offer(self, runs: Sequence[Run], chosen: Run | None, kind: str) -> None:
        """Offer these runs, first the chosen one or the last; secrets are never revealed unless it is said again."""
        one = chosen if chosen in runs else (runs[-1] if runs else None)
        self._offered = ()
        self._runs.clear()
        if one is not None:
            self._put(text("save_runs.one", what=one.rows[0].title, end=one.rows[0].word), (one.run_id,))
        if len(runs) > 1:
            self._put(text("save_runs.all", count=len(runs)), tuple(run.run_id for run in runs))
        self._formats.setCurrentIndex(max(self._formats.findData(kind), 0))
        self._reveal.box.setChecked(False)
        self.say("" if runs else text("save_runs.nothing"), "muted")
        self._fit()

    def save_to(self, path: str) -> None:
        """Want the file that the person has named."""
        place = self._runs.currentIndex()
        if 0 <= place < len(self._offered):
            self.say(text("save_runs.under_way"), "muted")
            self.wanted.emit(
                Wish(
                    path=Path(path), format=self.format, run_ids=self._offered[place],
                    keep_names=self._names.box.isChecked(), reveal=self.reveals,
                )
            )  # fmt: skip

    @property
    def format(self) -> str:
        """The chosen kind of file."""
        return str(self._formats.currentData())

    @property
    def reveals(self) -> bool:
        """Whether the secrets are to be readable in the file."""
        return self.format == TRANSCRIPT and self._reveal.box.isChecked()

    def say(self, words: str, tone: str) -> None:
        """Say what became of it."""
        self._said.setText(words)
        self._said.set_tone(tone)
        self._said.setVisible(bool(words))

    def _put(self, words: str, run_ids: tuple[str, ...]) -> None:
        self._runs.addItem(words)
        self._offered = (*self._offered, run_ids)

    def _fit(self) -> None:
        self._about.setText(text(f"save_runs.about.{self.format}"))
        self._reveal.setVisible(self.format == TRANSCRIPT)
        self._warning.setVisible(self.reveals)
        self._redacted.setVisible(not self.reveals)
        self._names.setEnabled(not self.reveals)
        self._save.setEnabled(bool(self._offered))

    def _ask_where(self) -> None:
        suffix = SUFFIX if self.format == TRANSCRIPT else FORMATS[self.format].suffix
        kinds = f"{_title(self.format)} (*{suffix})"
        dialog = QFileDialog(self, text("save_runs.where"), "", kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix.removeprefix("."))
        dialog.selectFile(text("save_runs.file_name") + suffix)
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _laid_out(self) -> QVBoxLayout:
        box = column(spacing=12)
        box.addWidget(Wrapped(text("save_runs.title"), size=HEADING, bold=True))
        for words, of in ((text("save_runs.which"), self._runs), (text("save_runs.format"), self._formats)):
            caption = label(words, "muted")
            caption.setBuddy(of)
            box.addWidget(caption)
            box.addWidget(of)
        box.addWidget(self._about)
        for each in (self._redacted, self._names, self._reveal):
            box.addWidget(each)
        box.addStretch(1)
        whole = column(margin=24, spacing=12)
        whole.addWidget(scrolled(box, text("save_runs.title")), 1)
        whole.addWidget(self._warning)
        whole.addWidget(self._said)
        whole.addWidget(Flowing(self._save, button(text("save_runs.close"), press=self.close)))
        return whole


def _title(kind: str) -> str:
    return text("save_runs.transcript") if kind == TRANSCRIPT else text(f"export.format.{kind}")


def _list(words: str) -> QComboBox:
    made = CalmBox()
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    name(made, words)
    return made
