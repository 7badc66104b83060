"""The page SRP: the values of a handshake, each with its rule, masked until revealed, savable as a test vector."""

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.auth.srp_vector import vector_of
from app.models.rows import Row
from app.models.srp_values import Handshake, SrpPart, SrpValue, handshake_of
from app.runs.keep_file import write_private
from app.secret import Secret
from app.texts import text
from widgets.clipboard import CopyButton
from widgets.details.parts import Page, note
from widgets.parts import button, frame, label
from widgets.pieces import Line
from widgets.theme import GRID, SMALL
from widgets.wrapped import Wrapped


class SrpPage(Page):
    """Shows the handshake of the chosen row, or the newest of its run."""

    def __init__(self) -> None:
        super().__init__(text("details.srp"))
        self._handshake: Handshake | None = None
        self._revealed = False
        self._draw()

    def show_row(self, row: Row | None) -> None:
        """Show the handshake of another row, masked again."""
        self._handshake = handshake_of(row)
        self._revealed = False
        self._draw()

    def save(self, path: Path) -> None:
        """Write the handshake as a test vector, and say what became of it."""
        if self._handshake is None:
            return
        try:
            write_private(path, json.dumps(vector_of(self._handshake.values), indent=2) + "\n")
        except OSError as error:
            self._say(text("srp.not_saved", reason=error.strerror or type(error).__name__))
        else:
            self._say(text("srp.saved", name=path.name))

    def _draw(self) -> None:
        if self._handshake is None:
            self.fill(note(text("srp.empty")))
            return
        parts = [_card(part, revealed=self._revealed) for part in self._handshake.parts]
        self.fill(self._top(self._handshake), *parts, self._bottom(self._handshake))

    def _top(self, handshake: Handshake) -> QWidget:
        top = QWidget()
        layout = QVBoxLayout(top)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        line = QHBoxLayout()
        line.addWidget(Wrapped(handshake.title, tone="muted", size=SMALL), 1)
        words = text("details.mask" if self._revealed else "details.reveal")
        self._reveal = button(words, "quiet", press=self._toggle)
        line.addWidget(self._reveal, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(line)
        layout.addWidget(label(text("srp.legend"), "small", wrap=True))
        return top

    def _bottom(self, handshake: Handshake) -> QWidget:
        bottom = QWidget()
        layout = QVBoxLayout(bottom)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        warning = text("srp.warning_device" if handshake.of_device else "srp.warning")
        layout.addWidget(Wrapped(warning, tone="amber", size=SMALL))
        layout.addWidget(Line(button(text("srp.save"), press=self._choose), room="end"))
        self._said: QLabel = label("", "small", wrap=True)
        self._said.setVisible(False)
        layout.addWidget(self._said)
        return bottom

    def _toggle(self) -> None:
        self._revealed = not self._revealed
        self._draw()
        self._reveal.setFocus()

    def _choose(self) -> None:
        """Ask where to; the dialog itself asks before it takes the name of a file that is there."""
        first = str(Path.home() / text("srp.file_name"))
        chosen, _ = QFileDialog.getSaveFileName(self, text("srp.save_title"), first, text("srp.file_kind"))
        if chosen:
            self.save(Path(chosen))

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(True)


def _card(part: SrpPart, *, revealed: bool) -> QWidget:
    card = frame("card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(GRID * 3 // 2, GRID, GRID * 3 // 2, GRID * 3 // 2)
    layout.setSpacing(GRID)
    layout.addWidget(label(part.title, "strong", wrap=True))
    for value in part.values:
        layout.addWidget(_Value(value, revealed=revealed))
    return card


class _Value(QWidget):
    """A value under its name and its rule, with a button that copies it."""

    def __init__(self, value: SrpValue, *, revealed: bool) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(Wrapped(value.name, wire=True, tone="accent", size=SMALL))
        said.addWidget(Wrapped(" · ".join(part for part in (value.rule, value.size) if part), tone="muted", size=SMALL))
        copy = CopyButton(text("srp.copy"), lambda: value.value)
        copy.setAccessibleName(text("srp.copy_name", name=value.name))
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addLayout(said, 1)
        line.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(line)
        secret = isinstance(value.value, Secret)
        shown = value.shown(revealed=revealed)
        words = Wrapped(shown, wire=True, tone="muted" if secret and not revealed else "green", size=SMALL,
                        secret=secret and revealed)  # fmt: skip
        words.setAccessibleName(f"{value.name}: {shown}")
        layout.addWidget(words)
