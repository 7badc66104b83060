"""One field of a profile: its editor, what stands beside it, and below it what is wrong with it, or what it is."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy, QWidget

from app.auth.steps import Field, Kind
from app.models.profile_words import problem_words, warning_words
from app.texts import text, text_or
from widgets.fields.base import FieldEditor
from widgets.fields.lines import LONGEST, LineEditor
from widgets.fields.lists import ListEditor
from widgets.parts import column, name, repolish
from widgets.pieces import Line
from widgets.theme import SMALL
from widgets.wrapped import Wrapped


def label_of(field: str) -> str:
    """Return what a field of a profile is called."""
    return text(f"profile_field.{field}.label")


class ProfileField(FieldEditor):
    """`inner` is what takes the value; `beside` are buttons at its right."""

    def __init__(self, inner: FieldEditor, *beside: QWidget) -> None:
        super().__init__(inner.field, inner.words)
        self.inner = inner
        self._hint = text_or(f"profile_field.{inner.field.name}.hint")
        self._below = Wrapped(size=SMALL, tone="muted")
        box = column(spacing=2)
        box.addWidget(Line(inner, *beside) if beside else inner)
        box.addWidget(self._below)
        self.setLayout(box)
        inner.submitted.connect(self.submitted)
        inner.edited.connect(self.edited)
        self.judge("", "")

    def typed(self) -> str:
        """The text as it stands."""
        return str(self.inner.typed())

    def restore(self, typed: Any) -> None:
        """Put a text in."""
        self.inner.restore(typed)  # type: ignore[attr-defined]

    def target(self) -> QWidget:
        """The control that takes the keyboard."""
        return self.inner.target()

    def say(self, hint: str) -> None:
        """Say this below it while nothing is wrong."""
        self._hint = hint

    def judge(self, problem: str, warning: str) -> None:
        """Say what is wrong or odd with it, by the keys of app.profiles.checks; empty where nothing is."""
        words = problem_words(problem) if problem else warning_words(warning) if warning else self._hint
        self._below.setText(words)
        self._below.set_tone("red" if problem else "amber" if warning else "muted")
        self._below.setVisible(bool(words))
        self.target().setAccessibleDescription(words)
        self.inner.mark(bool(problem))  # type: ignore[attr-defined]


class SuggestingEditor(FieldEditor):
    """A line of text with a list of what it may be; anything else can be typed, too."""

    def __init__(self, field: Field, words: str) -> None:
        super().__init__(field, words)
        self.box = _TypeableBox()
        name(self.box, words)
        layout = column()
        layout.addWidget(self.box)
        self.setLayout(layout)
        self._restoring = False
        line = self.box.lineEdit()
        assert line is not None
        self._line = line
        line.setMaxLength(LONGEST)
        name(line, words)
        line.returnPressed.connect(self.submitted)
        self.box.editTextChanged.connect(self._changed)

    def suggest(self, choices: Iterable[str]) -> None:
        """Offer these; what is typed stays."""
        typed, self._restoring = self.typed(), True
        self.box.clear()
        self.box.addItems(list(choices))
        self.box.setEditText(typed)
        self._restoring = False

    def typed(self) -> str:
        """The text as it stands."""
        return self.box.currentText()

    def restore(self, typed: Any) -> None:
        """Put a text in."""
        self._restoring = True
        self.box.setEditText(str(typed))
        self._restoring = False

    def target(self) -> QWidget:
        """The combo box."""
        return self.box

    def mark(self, bad: bool) -> None:
        """Show at the rim whether the value was refused."""
        self.box.setProperty("bad", "true" if bad else "false")
        repolish(self.box)

    def _changed(self) -> None:
        if not self._restoring:
            self.edited.emit()


class _TypeableBox(QComboBox):
    """A combo box to type into; the wheel scrolls what is around it."""

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        completer = self.completer()
        assert completer is not None
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def line(field: str) -> LineEditor:
    """Make the editor of a field that is a line of text."""
    made = LineEditor(Field(name=field), label_of(field))
    made.line.setPlaceholderText(text_or(f"profile_field.{field}.placeholder"))
    return made


def secret_line(field: str) -> LineEditor:
    """Make the editor of a field that is hidden behind an eye."""
    made = LineEditor(Field(name=field, kind=Kind.PASSWORD), label_of(field))
    made.line.setPlaceholderText(text_or(f"profile_field.{field}.placeholder"))
    return made


def flow_list(field: str, flows: Iterable[str]) -> ListEditor:
    """Make the editor of a field that is a flow, or none."""
    made = ListEditor(Field(name=field), label_of(field))
    made.show_choices([("", text("choice.no_choice")), *((flow, text(f"flow.{flow}.title")) for flow in flows)])
    return made


def suggesting(field: str) -> SuggestingEditor:
    """Make the editor of a field that is a line of text with a list of what it may be."""
    return SuggestingEditor(Field(name=field), label_of(field))
