"""Puts the practice pool's what-if settings and triggers on a thread of their own: one job after the other."""

import json
import queue
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.runs import trigger_desk, what_if
from app.runs.practice_client import PracticeClient, PracticeRefusal
from app.runs.trigger_desk import Attempt, TriggerCalls
from app.runs.what_if import Change
from app.texts import text
from app.workers.practice import ODD_ANSWERS, PracticeWorker
from app.workers.threads import working

Job = Callable[[PracticeClient], None]


class PracticeDesk(QObject):
    """Asks the running practice pool as its owner. The thread begins with the first job.

    Signals:
        what_if: the WhatIf, whenever it was asked for or changed.
        refused: why a change of it was not made, for people; the words are the practice pool's.
        called: the TriggerCalls that are new, or all of them where their run is another.
        functions: the Functions, after each question, `use` and `back`.
        tried: the Tried.
        not_done: why a try or a text was not taken, in the practice pool's words.
        silent: the practice pool does not run, or did not answer.
    """

    what_if = Signal(object)
    refused = Signal(str)
    called = Signal(object)
    functions = Signal(object)
    tried = Signal(object)
    not_done = Signal(str)
    silent = Signal()

    def __init__(self, practice: PracticeWorker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._practice = practice
        self._jobs: queue.SimpleQueue[tuple[Job, SignalInstance] | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._looks = threading.Event()  # a look is waiting already
        self._asks = threading.Event()  # so is a question for calls

    def look(self) -> None:
        """Read the what-if settings: `what_if`."""
        if not self._looks.is_set():
            self._looks.set()
            self._put(self._look)

    def change(self, wanted: Change) -> None:
        """Change what-if settings: `what_if`, or `refused`."""
        self._put(lambda client: self._changed(self.what_if, what_if.change(client, wanted)), self.refused)

    def back_to_normal(self) -> None:
        """Make all settings normal: `what_if`."""
        self._put(lambda client: self._changed(self.what_if, what_if.back_to_normal(client)))

    def ask_calls(self, known: TriggerCalls) -> None:
        """Read the calls that are not known yet: `called`, where there are any."""
        if not self._asks.is_set():
            self._asks.set()
            self._put(lambda client: self._calls(client, known))

    def ask_functions(self, pool_id: str) -> None:
        """Read the functions: `functions`."""
        self._put(lambda client: self.functions.emit(trigger_desk.functions(client, pool_id)))

    def attempt(self, wanted: Attempt) -> None:
        """Try a function: `tried`."""
        self._put(lambda client: self.tried.emit(trigger_desk.attempt(client, wanted)))

    def use(self, pool_id: str, text: str) -> None:
        """Let a text be in force: `functions`, which says where it is wrong."""
        self._put(lambda client: self._changed(self.functions, trigger_desk.use(client, pool_id, text)))

    def back(self, pool_id: str) -> None:
        """Let the file be in force again: `functions`."""
        self._put(lambda client: self._changed(self.functions, trigger_desk.back(client, pool_id)))

    def stop(self) -> None:
        """Let the thread end; does not wait."""
        if self._thread is not None:
            self._jobs.put(None)

    def _look(self, client: PracticeClient) -> None:
        self._looks.clear()
        self.what_if.emit(what_if.read(client))

    def _calls(self, client: PracticeClient, known: TriggerCalls) -> None:
        self._asks.clear()
        found = trigger_desk.calls(client, known)
        if found.calls or found.run != known.run:
            self.called.emit(found)

    def _changed(self, signal: SignalInstance, found: object) -> None:
        """Tell what came of a change, and all windows that there was one."""
        signal.emit(found)
        self._practice.was_changed.emit()

    def _put(self, job: Job, refused: SignalInstance | None = None) -> None:
        self._jobs.put((job, refused or self.not_done))
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="practice desk", daemon=True)
            self._thread.start()

    def _work(self) -> None:
        while (put := self._jobs.get()) is not None:
            with working(self, "a job on the practice pool"):
                self._do(*put)

    def _do(self, job: Job, refused: SignalInstance) -> None:
        client: Any = self._practice.client
        try:
            if client is None:
                raise ConnectionError
            job(client)
        except (PracticeRefusal, json.JSONDecodeError) as error:
            refused.emit(str(error))
        except RecursionError:
            refused.emit(text("triggers.too_deep"))
        except ODD_ANSWERS:
            self._looks.clear()
            self._asks.clear()
            self.silent.emit()
