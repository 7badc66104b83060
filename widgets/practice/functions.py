"""The page of the triggers' functions: an editor, an event to try one on, what it answered, and what is in use."""

import json

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTabWidget, QWidget

from app.models.json_text import as_text
from app.models.trigger_calls import TriggerCallsModel
from app.models.trigger_words import answer_line, call_words, log_words, stub, trigger_words
from app.runs.trigger_desk import Attempt, Functions, Tried, TriggerCall, TriggerFunction
from app.texts import text
from widgets.details.body import BodyPage
from widgets.fields.lists import CalmBox
from widgets.flowing import Flowing
from widgets.parts import button, column, label, name
from widgets.pieces import Line
from widgets.practice.editor import CodeEditor
from widgets.practice.halves import Halves
from widgets.theme import GRID
from widgets.wrapped import Wrapped


class FunctionsPage(QWidget):
    """`try_wanted` carries an Attempt, `use_wanted` the text; `back_wanted` and `save_wanted` are what they say."""

    try_wanted = Signal(object)
    use_wanted = Signal(str)
    back_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, calls: TriggerCallsModel) -> None:
        super().__init__()
        self._calls = calls
        self._found = Functions()
        self._sealed: object = {}  # the event that is being edited, as it came
        self._asked_for: str | None = None  # what stood in the editor when `use` or `back` was wanted
        self._triggers, self._events = CalmBox(), CalmBox()
        self.code = CodeEditor(text("triggers.code"), text("triggers.code_about"))
        self.event_text = CodeEditor(text("triggers.event_text"), text("triggers.code_about"))
        self._answer = BodyPage(text("triggers.answer"), lambda _: None, lambda _: "")
        self._log = QPlainTextEdit()
        self._tabs = QTabWidget()
        self._state, self._said = Wrapped(tone="muted"), Wrapped()
        self._buttons()
        self._lay_out()
        self._triggers.activated.connect(self._choose_trigger)
        self._events.activated.connect(self._choose_event)
        self.code.modificationChanged.connect(self._fit)
        self._fit()

    @property
    def trigger(self) -> TriggerFunction | None:
        """The trigger that is chosen."""
        place = self._triggers.currentIndex()
        return self._found.triggers[place] if 0 <= place < len(self._found.triggers) else None

    def show_functions(self, found: Functions) -> None:
        """Show the text in force, or where the one that was to be in force is wrong; edits stay until they are used."""
        sent, self._asked_for = self._asked_for, None
        if found.error:
            self.say(found.error, "red")
            self.code.mark_line(found.line)
            return
        first, self._found = not self._found.triggers, found
        if sent == self.code.toPlainText() or not self.code.document().isModified():  # else it was typed in since
            self.code.put_text(found.text)
        if sent is not None:
            self.say(text("triggers.in_use" if found.edited else "triggers.back_done"), "green")
        self._offer_triggers("VerifyAuthChallengeResponse" if first else "")
        self._fit()

    def show_event(self, call: TriggerCall) -> None:
        """Choose a past call's trigger and event, to try the function on it."""
        places = [place for place, each in enumerate(self._found.triggers) if each.trigger == call.trigger]
        if places:
            self._triggers.setCurrentIndex(places[0])
            self._choose_trigger()
        for place in range(self._events.count()):
            if self._events.itemData(place) == call.number:
                self._events.setCurrentIndex(place)
        self._put_event(call.event)

    def show_tried(self, tried: Tried) -> None:
        """Show what came of a try."""
        self._try.setEnabled(True)
        went_wrong = tried.failure or tried.error
        line = answer_line(tried)
        self._answer.show_body(tried.response, line, went_wrong or text("triggers.nothing_answered"))
        self._log.setPlainText(log_words(tried))
        self._tabs.setCurrentWidget(self._log if tried.traceback else self._answer)
        self.say(went_wrong or line, "red" if went_wrong else "green")
        self.code.mark_line(tried.line)

    def not_done(self, why: str, tone: str) -> None:
        """Say why nothing came of what was wanted; what was typed stays, whatever comes to be in force."""
        self._asked_for = None
        self.say(why, tone)

    def say(self, words: str, tone: str = "text") -> None:
        """Say what was done, or why not; `tone` names a colour of the theme."""
        self._try.setEnabled(True)
        self._said.setText(words)
        self._said.set_tone(tone)
        name(self._said, words)
        self._said.setVisible(bool(words))

    def _buttons(self) -> None:
        self._try = button(text("triggers.try"), "primary", press=self._want_try)
        self._use = button(text("triggers.use"), press=self._want_use)
        self._back = button(text("triggers.back"), press=self._want_back)
        self._add = button(text("triggers.add"), press=self._add_function)
        self._save = button(text("triggers.save"), press=self.save_wanted.emit)
        for each in (self._try, self._use, self._back, self._add, self._save):
            each.setAutoDefault(False)

    def _lay_out(self) -> None:
        self._log.setReadOnly(True)
        self._log.setProperty("flat", True)
        self._log.setProperty("role", "wire")
        self._log.setTabChangesFocus(True)
        name(self._log, text("triggers.log_text"))
        event = QWidget()
        inside = column(spacing=GRID)
        inside.setContentsMargins(0, GRID, 0, 0)
        inside.addWidget(_captioned(text("triggers.event_from"), self._events))
        inside.addWidget(self.event_text, 1)
        event.setLayout(inside)
        self._tabs.setDocumentMode(True)
        self._tabs.tabBar().setDrawBase(False)
        self._tabs.tabBar().setExpanding(False)
        for page, key in ((event, "event"), (self._answer, "answer"), (self._log, "log")):
            self._tabs.addTab(page, text(f"triggers.{key}"))
        box = column(spacing=GRID)
        box.setContentsMargins(0, GRID, 0, 0)
        box.addWidget(_captioned(text("triggers.trigger"), self._triggers))
        box.addWidget(self._state)
        box.addWidget(Halves(self.code, self._tabs, 58), 1)
        box.addWidget(self._said)
        box.addWidget(Flowing(self._try, self._use, self._back, self._add, self._save))
        self.setLayout(box)
        self._said.hide()
        self._answer.show_body(None, "", text("triggers.not_tried"))

    def _offer_triggers(self, wanted: str) -> None:
        before = str(self._triggers.currentData() or "")
        chosen = wanted or before
        words = [trigger_words(each) for each in self._found.triggers]
        if words != [self._triggers.itemText(place) for place in range(self._triggers.count())]:
            self._triggers.clear()
            for each, said in zip(self._found.triggers, words, strict=True):
                self._triggers.addItem(said, each.trigger)
            self._triggers.setCurrentIndex(max(self._triggers.findData(chosen), 0))
            if self._triggers.currentData() != before:  # else the event may be edited
                self._choose_trigger()

    def _choose_trigger(self) -> None:
        trigger = self.trigger
        if trigger is None:
            return
        self._events.clear()
        self._events.addItem(text("triggers.sample"), 0)
        for call in self._calls.calls:
            if call.trigger == trigger.trigger:
                self._events.addItem(call_words(call), call.number)
        self._put_event(trigger.sample)
        self.code.go_to(f"def {trigger.function or trigger.own_name}(")
        self._fit()

    def _choose_event(self) -> None:
        number = self._events.currentData()
        call = next((each for each in self._calls.calls if each.number == number), None)
        trigger = self.trigger
        self._put_event(call.event if call is not None else trigger.sample if trigger is not None else {})

    def _put_event(self, sealed: object) -> None:
        self._sealed = sealed
        self.event_text.put_text(as_text(sealed, longest=None).text)
        self._tabs.setCurrentIndex(0)

    def _want_try(self) -> None:
        trigger = self.trigger
        if trigger is None:
            return
        try:
            event = json.loads(self.event_text.toPlainText())
        except (ValueError, RecursionError) as error:
            self._tabs.setCurrentIndex(0)
            self.event_text.mark_line(getattr(error, "lineno", 0))
            self.say(text("triggers.no_json", line=getattr(error, "lineno", 1)), "red")
            return
        if not isinstance(event, dict):
            self.say(text("triggers.no_json", line=1), "red")
            return
        self.say(text("triggers.trying"))
        self._try.setEnabled(False)
        self.try_wanted.emit(Attempt(
            text=self.code.toPlainText(), trigger=trigger.trigger, function=trigger.function or trigger.own_name,
            event=self.event_text.toPlainText(), sealed=self._sealed,
        ))  # fmt: skip

    def _want_use(self) -> None:
        self._asked_for = self.code.toPlainText()
        self.use_wanted.emit(self._asked_for)

    def _want_back(self) -> None:
        self._asked_for = self.code.toPlainText()
        self.back_wanted.emit()

    def _add_function(self) -> None:
        trigger = self.trigger
        if trigger is None:
            return
        self.code.moveCursor(QTextCursor.MoveOperation.End)
        self.code.insertPlainText(stub(trigger))
        self.code.go_to(f"def {trigger.own_name}(")
        self.code.setFocus()
        self._fit()

    def _fit(self) -> None:
        """Say what is in use, and enable what can be done."""
        trigger, edited = self.trigger, self.code.document().isModified()
        key = "changed" if edited else "edited" if self._found.edited else "as_file"
        self._state.setText(text(f"triggers.state.{key}", file=self._found.file))
        self._use.setEnabled(trigger is not None)
        self._back.setEnabled(self._found.edited or edited)
        there = trigger is not None and (trigger.function or f"def {trigger.own_name}(" in self.code.toPlainText())
        self._add.setEnabled(trigger is not None and not there)


def _captioned(words: str, box: CalmBox) -> Line:
    caption = label(words)
    caption.setBuddy(box)
    name(box, words)
    return Line(caption, box, room="last")
