"""The card of a held call: its members, which can be edited, and whether it is sent or dropped."""

from collections.abc import Mapping
from contextlib import suppress
from time import time
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QTextCursor, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from app.cognito.parameters import Problem
from app.models.held_call import EditProblem, HeldText
from app.models.row_words import session_warning
from app.runs.hold import HeldCall, Release
from app.texts import text
from widgets.details.highlight import Highlight
from widgets.flowing import Flowing
from widgets.parts import button, column, label, name
from widgets.pieces import CardGroup
from widgets.theme import HEADING
from widgets.veil import Reveal
from widgets.wrapped import Wrapped

MOST_LINES = 16  # of JSON that are shown at once; more of them scroll


class Members(QPlainTextEdit):
    """The editor: as high as what is in it. `submitted`: Ctrl+Enter."""

    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "wire")
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._highlight = Highlight(self.document())
        self.document().documentLayout().documentSizeChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        lines = min(max(round(self.document().size().height()), 3), MOST_LINES)
        edge = 2 * (self.frameWidth() + round(self.document().documentMargin()))
        return QSize(super().sizeHint().width(), lines * self.fontMetrics().lineSpacing() + edge)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def put(self, words: str) -> None:
        """Replace all, so that undo brings back what was there; the cursor stays where it was, as far as it can."""
        cursor = self.textCursor()
        place = cursor.position()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(words)
        cursor.setPosition(min(place, len(self.toPlainText())))
        self.setTextCursor(cursor)

    def go_to(self, line: int, place: int) -> None:
        """Put the cursor there, both counted from 1."""
        block = self.document().findBlockByNumber(line - 1)
        cursor = self.textCursor()
        cursor.setPosition(block.position() + min(place - 1, max(block.length() - 1, 0)))
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._highlight.rehighlight()
        self.updateGeometry()


class HeldCard(CardGroup):
    """Shows one HeldCall at a time; what was typed stays where it cannot be sent. `released` carries the Release."""

    released = Signal(object)

    def __init__(self) -> None:
        super().__init__(text("hold.card"), "amber")
        self.held_focus = False  # the keyboard was in it when the decision was sent
        self.session_seconds: float | None = None  # how long the run's Sessions last, where the profile knows
        self._call: HeldCall | None = None
        self._held = HeldText({})
        self._revealed = False
        self._title = Wrapped(size=HEADING, bold=True)
        self._problem = Wrapped(tone="red")
        self.members = Members()
        self._reveal = Reveal()
        self._note = Wrapped(text("hold.hidden"), tone="muted")
        self._left = label(role="warn")
        self.send = button(text("hold.send"), "primary", press=self._send)
        self._undo = button(text("hold.undo"), press=self._restore)
        self._drop = button(text("hold.drop"), press=self._let_drop)
        self._clock = QTimer(self, interval=1000)
        self._lay_out()

    def show_call(self, call: HeldCall) -> None:
        """Show a call that waits; one that comes back with problems has what was typed still there."""
        if not call.problems or self._call is None:
            self._held, self._revealed = HeldText(call.params), False
            self._title.setText(text("hold.title", operation=call.operation))
            self.members.setPlainText(self._held.masked())
            self._reveal.setVisible(self._held.has_secrets)
            self._note.setVisible(self._held.has_secrets)
            words = text("hold.announce", operation=call.operation)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self._call = call
        self._reveal.say(revealed=self._revealed)
        self._say("\n".join(problem_words(each) for each in call.problems))
        self.setEnabled(True)
        self._edited()
        self._tick()
        self._clock.start()

    def take_focus(self) -> None:
        """Put the keyboard on Send, or on the members where they cannot be sent."""
        (self.members if self._call is not None and self._call.problems else self.send).setFocus()

    def stop(self) -> None:
        """Forget the call, and its secrets."""
        self._clock.stop()
        self._call, self._held, self._revealed = None, HeldText({}), False
        self.members.setPlainText("")

    def _lay_out(self) -> None:
        name(self.members, text("hold.members"))
        self._drop.setToolTip(text("hold.drop_tip"))
        self.members.submitted.connect(self._send)
        self.members.textChanged.connect(self._edited)
        self._reveal.clicked.connect(self._toggle)
        self._reveal.covered.connect(self._cover)
        self._clock.timeout.connect(self._tick)
        box = column(spacing=6)
        box.setContentsMargins(16, 14, 16, 14)
        about = Wrapped(text("hold.body"), tone="muted")
        for part in (self._title, about, self.members, self._problem, self._note, self._left):
            box.addWidget(part)
        box.addWidget(Flowing(self.send, self._undo, self._drop, self._reveal))
        self.setLayout(box)

    def _send(self) -> None:
        if self._call is None or not self.isEnabled():
            return
        try:
            members = self._held.read(self.members.toPlainText())
        except EditProblem as problem:
            self._say(problem.words)
            if problem.line:
                self.members.go_to(problem.line, problem.column)
            self.members.setFocus()
            return
        self._release(Release(params=members))

    def _let_drop(self) -> None:
        self._release(Release(drop=True))

    def _release(self, release: Release) -> None:
        if self._call is not None and self.isEnabled():
            self._clock.stop()
            focus = self.window().focusWidget()
            self.held_focus = focus is not None and self.isAncestorOf(focus)
            self.setEnabled(False)
            self.released.emit(release)

    def _restore(self) -> None:
        masked = self._held.masked()
        self.members.put(self._held.reveal(masked) if self._revealed else masked)
        self._say("")
        self.members.setFocus()

    def _toggle(self) -> None:
        typed = self.members.toPlainText()
        self._revealed = not self._revealed
        if not self._revealed:
            with suppress(EditProblem):  # then what was in the call is masked
                self._held.learn(typed)
        self.members.put(self._held.reveal(typed) if self._revealed else self._held.mask(typed))
        if not self._revealed:
            self.members.document().clearUndoRedoStacks()  # what was revealed does not come back by Ctrl+Z
        self._reveal.say(revealed=self._revealed)

    def _cover(self) -> None:
        """Mask also what was typed over a mark; where that is no JSON nobody knows what a secret is: it goes."""
        if self._call is None:
            return
        typed = self.members.toPlainText()
        try:
            self._held.learn(typed)
            shown = self._held.mask(typed)
        except EditProblem:
            shown = self._held.masked()
            self._say(text("hold.covered"))
        self._revealed = False
        self.members.put(shown)
        self.members.document().clearUndoRedoStacks()
        self._reveal.setVisible(self._held.has_secrets)
        self._reveal.say(revealed=False)

    def _edited(self) -> None:
        is_edited = self._is_edited()
        self._undo.setEnabled(is_edited)
        self.send.setText(text("hold.send_edited" if is_edited else "hold.send"))

    def _is_edited(self) -> bool:
        if self._call is None:
            return False
        try:
            members: Mapping[str, Any] | None = self._held.read(self.members.toPlainText())
        except EditProblem:
            return True
        return members is not None

    def _say(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        if words:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _tick(self) -> None:
        since = self._call.deadline_from if self._call is not None else None
        words = session_warning(since, self.session_seconds, time())
        self._left.setText(words)
        self._left.setVisible(bool(words))


def problem_words(problem: Problem) -> str:
    """Say what botocore would refuse."""
    return text(f"hold.problem.{problem.kind}", where=problem.where, detail=problem.detail)
