"""The dialog Make a scenario: a finished sign-in as a scenario, to be looked at, copied, or put into a file."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.scenarios.scenario import Scenario, ScenarioError
from app.scenarios.words import problem_words
from app.scenarios.writing import write
from app.texts import text
from widgets.clipboard import CopyButton
from widgets.flowing import Flowing
from widgets.parts import button, column, label, name
from widgets.theme import GRID, HEADING, SMALL, mono
from widgets.transcripts.room import scrolled
from widgets.wrapped import Wrapped

WIDTH, HEIGHT = 76 * GRID, 76 * GRID


class MakeScenarioDialog(QDialog):
    """`wanted` carries a path and the Scenario; stays open beside the window, and says what became of it."""

    wanted = Signal(object, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(text("make_scenario.title"))
        self._scenario: Scenario | None = None
        self._what = Wrapped(text("make_scenario.what"), tone="muted")
        self._name = QLineEdit()
        self._toml = QPlainTextEdit()
        self._said = Wrapped()
        self._copy = CopyButton(text("make_scenario.copy"), lambda: self._toml.toPlainText() or None)
        self._save = button(text("make_scenario.save"), "primary", press=self._ask_where)
        self._name.textChanged.connect(self._fit)
        self.setLayout(self._laid_out())
        self.resize(WIDTH, HEIGHT)

    def offer(self, scenario: Scenario) -> None:
        """Show a scenario."""
        self._scenario = scenario
        self._what.setText(text("make_scenario.what"))
        self._name.setText(scenario.name)
        self.say("")
        self._fit()

    def offer_none(self, error: ScenarioError | None) -> None:
        """Say why there is nothing to make a scenario of."""
        self._scenario = None
        self._what.setText(problem_words(error) if error is not None else text("make_scenario.nothing"))
        self._name.clear()
        self.say("")
        self._fit()

    def say(self, words: str, tone: str = "green") -> None:
        """Say what became of the file."""
        self._said.setText(words)
        self._said.set_tone(tone)
        self._said.setVisible(bool(words))

    def save_to(self, path: str) -> None:
        """Want it in the file that the person has named."""
        if (named := self._named()) is not None:
            self.wanted.emit(Path(path), named)

    def _named(self) -> Scenario | None:
        given = self._name.text().strip()
        return replace(self._scenario, name=given) if self._scenario is not None and given else None

    def _fit(self) -> None:
        named = self._named()
        self._toml.setPlainText(write((named,)) if named is not None else "")
        for each in (self._copy, self._save):
            each.setEnabled(named is not None)
        self._name.setEnabled(self._scenario is not None)

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, text("make_scenario.where"), "", text("make_scenario.kinds"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # nothing is lost: it is added to what is there
        dialog.setDefaultSuffix("toml")
        dialog.selectFile(text("make_scenario.file_name"))
        dialog.fileSelected.connect(self.save_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _laid_out(self) -> QVBoxLayout:
        caption = label(text("make_scenario.name"), "muted")
        caption.setBuddy(self._name)
        name(self._name, text("make_scenario.name"))
        name(self._toml, text("make_scenario.toml"))
        self._toml.setReadOnly(True)
        self._toml.setTabChangesFocus(True)
        self._toml.setFont(mono(SMALL))
        self._toml.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._toml.setMinimumHeight(16 * GRID)
        box = column(spacing=12)
        box.addWidget(Wrapped(text("make_scenario.title"), size=HEADING, bold=True))
        for each in (self._what, caption, self._name):
            box.addWidget(each)
        box.addWidget(self._toml, 1)
        whole = column(margin=24, spacing=12)
        whole.addWidget(scrolled(box, text("make_scenario.title")), 1)
        whole.addWidget(self._said)
        whole.addWidget(Flowing(self._save, self._copy, button(text("make_scenario.close"), press=self.close)))
        return whole
