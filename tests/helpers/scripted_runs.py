"""Runs that a test leads by hand, where the window expects those of app.workers.sign_in."""

import time

from PySide6.QtCore import QObject, Signal

from app.transcript.events import Ended


class ScriptedRun(QObject):
    """Does nothing by itself; `tell` emits an event, `ask` a question."""

    event_happened = Signal(object)
    challenge_asked = Signal(object)
    call_held = Signal(object)
    finished = Signal()

    def __init__(self, request):
        super().__init__()
        self.request = request
        self.started = self.cancelled = False
        self.answers = []
        self.holds = False
        self.releases = []

    def start(self):
        self.started = True

    def answer(self, answer):
        self.answers.append(answer)

    def hold(self, on):
        self.holds = on

    def release(self, release):
        self.releases.append(release)

    def cancel(self):
        if not self.cancelled:
            self.cancelled = True
            self.tell(Ended(at=time.time(), reason="cancelled"))

    def tell(self, event):
        self.event_happened.emit(event)

    def ask(self, ask):
        self.challenge_asked.emit(ask)


class ScriptedRuns:
    """Makes them, and remembers them: `start` stands for `start_run`."""

    def __init__(self):
        self.made = []

    def start(self, request):
        self.made.append(ScriptedRun(request))
        return self.made[-1]

    @property
    def last(self):
        return self.made[-1]
