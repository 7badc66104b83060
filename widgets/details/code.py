"""The page Code: the chosen row's sign-in as a script that does the same, for the tool that the person picks."""

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QComboBox, QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from app.exporters.scripts import TOOLS
from app.models.rows import Row
from app.models.scripts import Script, Scripts
from app.texts import text
from widgets.clipboard import CopyButton
from widgets.details.highlight import Highlight
from widgets.details.parts import note
from widgets.fields.lists import CalmBox
from widgets.parts import button, label
from widgets.pieces import Line
from widgets.theme import GRID


class CodePage(QWidget):
    """Shows one script; `scripts` makes it. A script holds no secret, so it can be copied and saved as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts = Scripts()
        self._row: Row | None = None
        self._script = Script()
        self._tools = _tools()
        self._copy = CopyButton(text("code.copy"), lambda: self._script.text or None)
        self._save = button(text("code.save"), "quiet", press=self._ask_where)
        self._text = QPlainTextEdit()
        self._highlight = Highlight(self._text.document())
        self._said = label(role="small", wrap=True)
        self._nothing = note("")
        self._lay_out()
        self._tools.currentIndexChanged.connect(self._draw)
        self._draw()

    @property
    def tool(self) -> str:
        """The tool that is chosen: a key of SCRIPTS."""
        return str(self._tools.currentData())

    def choose(self, tool: str) -> None:
        """Choose a tool, if there is one of this name."""
        place = self._tools.findData(tool)
        if place >= 0:
            self._tools.setCurrentIndex(place)

    def show_row(self, row: Row | None) -> None:
        """Show the sign-in of another row, or as far as it went by now."""
        self._row = row
        self._draw()

    def save_to(self, name: str) -> None:
        """Save the script to a file, which its owner may run where the shell runs it; say whether that went well."""
        path = Path(name)
        try:
            path.write_text(self._script.text, "utf-8", newline="\n")
            if path.suffix == ".sh":
                path.chmod(path.stat().st_mode | 0o100)
        except OSError as error:
            self._say(text("code.not_saved", reason=error.strerror or type(error).__name__))
        else:
            self._say(text("code.saved", name=path.name))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._highlight.rehighlight()

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, text("code.save_title"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(self._script.file_name)
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _draw(self) -> None:
        """Write the script down, unless the same one stands there already: then it stays where it was scrolled to."""
        before, self._script = self._script, self.scripts.script(self._row, self.tool)
        there = bool(self._script.text)
        self._nothing.setText(self._script.sentence or text("code.empty"))
        self._nothing.setVisible(not there)
        for each in (self._text, self._copy, self._save):
            each.setVisible(there)
        self._text.setAccessibleName(text("code.text_name", tool=self._tools.currentText()))
        if self._script != before:
            self._highlight.mark = self._script.mark
            self._text.setPlainText(self._script.text)
            self._say("")

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def _lay_out(self) -> None:
        shown = label(text("code.tool"))
        shown.setBuddy(self._tools)
        self._text.setReadOnly(True)
        self._text.setProperty("flat", True)
        self._text.setProperty("role", "wire")
        self._text.setTabChangesFocus(True)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        bar = Line(Line(shown, self._tools, room="last"), Line(self._copy, self._save, room="end"))
        bar.setContentsMargins(2 * GRID, GRID, GRID, GRID // 2)
        below = QVBoxLayout()
        below.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        below.addWidget(self._said)
        below.addWidget(self._nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self._text, 1)
        layout.addLayout(below)
        layout.addStretch(0)


def _tools() -> QComboBox:
    box = CalmBox()
    for name, tool in TOOLS.items():
        box.addItem(tool.title, name)
    return box
