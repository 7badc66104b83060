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
from widgets.details.masked import MaskedPage, page_card, value_line
from widgets.details.parts import note
from widgets.parts import button, label
from widgets.pieces import Line
from widgets.theme import GRID, SMALL
from widgets.wrapped import Wrapped


class SrpPage(MaskedPage):
    """Shows the handshake of the chosen row, or the newest of its run."""

    def __init__(self) -> None:
        super().__init__(text("details.srp"))
        self._handshake: Handshake | None = None
        self.draw()

    def show_row(self, row: Row | None) -> None:
        """Show the handshake of another row, masked again."""
        self._handshake = handshake_of(row)
        self.draw_masked()

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

    def draw(self) -> None:
        if self._handshake is None:
            self.fill(note(text("srp.empty")))
            return
        top = self.top(Wrapped(self._handshake.title, tone="muted", size=SMALL))
        legend = label(text("srp.legend"), "small", wrap=True)
        parts = [_card(part, revealed=self.revealed) for part in self._handshake.parts]
        self.fill(top, legend, *parts, self._bottom(self._handshake))

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
    made, layout = page_card()
    layout.addWidget(label(part.title, "strong", wrap=True))
    for value in part.values:
        layout.addWidget(_Value(value, revealed=revealed))
    return made


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
        layout.addWidget(value_line(value.name, value.shown(revealed=revealed), secret=secret, revealed=revealed))
