"""How long the window stands still while it is in use: idle, and with a hundred sign-ins behind it."""

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.runs.scenario import Job, profile_for
from app.scenarios.reading import read
from app.workers.jobs import JobsWorker

COUNT = 100
BEAT = 5  # milliseconds
USE = 40  # milliseconds between two things that the person does
IDLE = 4.0  # seconds
USERS = (
    ("plain", "practice / public-all", "user_srp", "signed_in = true"),
    ("plain", "practice-lite / public", "user_password", "signed_in = true"),
    ("sms", "practice / public-all", "user_srp", 'challenge = "SMS_MFA"'),
    ("email", "practice / public-all", "user_srp", 'challenge = "EMAIL_OTP"'),
    ("new-password", "practice / public-all", "user_srp", 'challenge = "NEW_PASSWORD_REQUIRED"'),
)


class Beats:
    """Counts how late a timer of 5 ms comes: by as much the window stood still.

    Besides, how long this thread itself worked in between: on a machine that does other things as well, that is what
    the window has to answer for.
    """

    def __init__(self) -> None:
        self.late: list[float] = []
        self.work: list[float] = []
        self._last = self._worked = 0.0
        self._timer = QTimer(interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin, and forget what was before."""
        self.late.clear()
        self.work.clear()
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer.start()

    def stop(self) -> "Beats":
        """Return itself, with all in milliseconds and in order of size."""
        self._timer.stop()
        self.late.sort()
        self.work.sort()
        return self

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.late.append(max((now - self._last) * 1000 - BEAT, 0.0))
        self.work.append((worked - self._worked) * 1000)
        self._last, self._worked = now, worked


class Person(QObject):
    """Types into the filter, scrolls, and chooses rows, again and again."""

    def __init__(self, window: Any) -> None:
        super().__init__()
        self._view = window._panels.stage.timeline
        self._filter = next(each for each in window.findChildren(QLineEdit) if each.accessibleName() == "Filter")
        self._turn = 0
        self._timer = QTimer(self, interval=USE)
        self._timer.timeout.connect(self._do)
        self._timer.start()

    def _do(self) -> None:
        self._turn += 1
        view = self._view
        what = self._turn % 8
        if what < 4:
            QTest.keyClick(self._filter, "auth!"[what])
        elif what < 6:
            QTest.keyClick(self._filter, Qt.Key.Key_Backspace)
        elif what == 6:
            self._filter.clear()
        else:
            bar = view.verticalScrollBar()
            bar.setValue((bar.value() + 7) % (bar.maximum() + 1))
            model = view.model()
            if model.rowCount():
                view.setCurrentIndex(model.index(self._turn % model.rowCount(), 0))


def main() -> None:
    """Measure both, side by side."""
    with tempfile.TemporaryDirectory() as home:
        application = QApplication(["bench"])
        window, services = _window(Path(home), application)
        try:
            _measure(window, services)
        finally:
            window.close()
            for service in (services.practice, services.history, services.profiles, services.vault):
                service.stop()
            _until(lambda: False, 0.3)


def _measure(window: Any, services: Any) -> None:
    profiles: list[Any] = []
    services.practice.started.connect(lambda found, _: profiles.extend(found))
    services.practice.start()
    _until(lambda: bool(profiles), 30)
    beats, person = Beats(), Person(window)
    _until(lambda: False, 1.0)
    beats.start()
    _until(lambda: False, IDLE)
    report("window in use, nothing behind it", beats.stop(), 0, IDLE)
    for shown in (False, True):
        _batch(window, services, profiles, beats, shown)
    del person


def _batch(window: Any, services: Any, profiles: Sequence[Any], beats: Beats, shown: bool) -> None:
    model, runs, ends = window._panels.models.timeline, {}, []
    worker = JobsWorker(window)
    worker.ended.connect(lambda job_id, judgement: ends.append(judgement.passed))

    def add(job_id: str, events: Sequence[Any]) -> None:
        for event in events:
            if shown:
                model.add(runs.setdefault(job_id, getattr(event, "run_id", job_id)), event)

    worker.event_happened.connect(add)
    beats.start()
    began = time.perf_counter()
    worker.start(jobs(profiles, services.practice.access), None)
    _until(lambda: not worker.is_running, 180)
    took = time.perf_counter() - began
    name = "their events on the timeline" if shown else "their events collected"
    report(f"window in use, {COUNT} sign-ins, {name}", beats.stop(), COUNT, took)
    assert ends == [True] * COUNT, ends.count(True)


def jobs(profiles: Sequence[Any], access: Any) -> list[Job]:
    """A hundred sign-ins of five users."""
    text = "".join(
        f'[[scenario]]\nname = "{n}"\nprofile = "{profile}"\nflow = "{flow}"\nuser = "{user}"\n'
        f'answers.CREDENTIALS.password = "Practice1!"\nexpect.{end}\n'
        for n in range(COUNT // len(USERS)) for user, profile, flow, end in USERS
        for n in (f"{n} {user} {profile}",)
    )  # fmt: skip
    found = read(text.encode(), "bench")
    return [Job(job_id=one.name, scenario=one, profile=profile_for(one, profiles), practice=access) for one in found]


def report(name: str, beats: Beats, count: int, took: float) -> None:
    """Print a line: how long the window stood still, how much of it was its own work, and sign-ins a second."""
    over = f"over 50 ms: {sum(each > 50 for each in beats.late)} of {len(beats.late)}"
    rate = f"   {count / took:5.1f} sign-ins a second" if count else ""
    print(f"{name:58} still {_of(beats.late)}, {over}   own work {_of(beats.work)}{rate}", flush=True)


def _of(sizes: Sequence[float]) -> str:
    return f"p99 {sizes[int(len(sizes) * 0.99)]:5.1f} ms, longest {sizes[-1]:5.1f} ms"


def _window(home: Path, application: QApplication) -> tuple[Any, Any]:
    from widgets.application import _services
    from widgets.collector import Collector
    from widgets.main_window import MainWindow
    from widgets.theme import apply_theme

    Collector(application)
    apply_theme(application)
    services = _services(home, application)
    window = MainWindow(services)
    window.show()
    services.history.start()
    services.profiles.start()
    services.vault.start()
    return window, services


def _until(done: Callable[[], bool], seconds: float) -> None:
    deadline = time.perf_counter() + seconds
    while not done() and time.perf_counter() < deadline:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, BEAT)


if __name__ == "__main__":
    main()
    sys.stdout.flush()
