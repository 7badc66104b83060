"""Many sign-ins behind the window: told in order, a slice at a time, and cancelled at once."""

import threading

import pytest
from PySide6.QtCore import QTimer

from app.runs.users import Rules
from app.transcript.events import SignedIn, Started
from app.workers import jobs as module
from app.workers.jobs import JobsWorker
from tests.helpers.fake_child import COMMAND
from tests.helpers.jobs_of import job

START = 20_000  # milliseconds, on a busy machine


class Heard:
    """Collects what the worker says, in one list and in its order."""

    def __init__(self, worker):
        self.said = []
        worker.event_happened.connect(lambda job_id, events: self.said.append((job_id, events)))
        worker.ended.connect(lambda job_id, judgement: self.said.append((job_id, judgement)))
        worker.skipped.connect(lambda job_id, reason: self.said.append((job_id, reason)))
        worker.finished.connect(lambda: self.said.append(("", None)))

    def of(self, job_id):
        return [what for its, what in self.said if its == job_id]

    @property
    def finished(self):
        return ("", None) in self.said


@pytest.fixture
def worker(qapp, qtbot):
    made = JobsWorker(command=COMMAND)
    yield made
    made.cancel()
    qtbot.waitUntil(lambda: not made.is_running, timeout=START)


def test_events_come_in_tuples_then_the_judgement_and_the_end_of_all_last(worker, qtbot):
    heard = Heard(worker)
    names = [f"fine {number}" for number in range(5)]
    worker.start([job(name, name) for name in names])
    assert worker.is_running
    qtbot.waitUntil(lambda: heard.finished, timeout=START)
    for name in names:
        *tuples, judgement = heard.of(name)
        assert judgement.passed
        assert [type(event) for events in tuples for event in events] == [Started, SignedIn]
    assert heard.said[-1] == ("", None)
    assert not worker.is_running


def test_rules_are_kept_and_what_is_skipped_is_told(worker, qtbot):
    heard = Heard(worker)
    worker.start([job("refused 1"), job("fine")], 1, Rules(budget=1))
    qtbot.waitUntil(lambda: heard.finished, timeout=START)
    assert heard.of("fine") == ["budget"]
    assert not heard.of("refused 1")[-1].passed


def test_cancel_ends_what_hangs_and_a_new_batch_can_begin(worker, qtbot):
    heard = Heard(worker)
    worker.start([job("hang"), job("waits")], 1)
    qtbot.waitUntil(lambda: bool(heard.of("hang")), timeout=START)
    worker.start([job("never")])  # one batch at a time
    worker.cancel()
    qtbot.waitUntil(lambda: heard.finished, timeout=START)
    assert heard.of("hang")[-1] == heard.of("waits")[-1] == "cancelled"
    assert heard.of("never") == []
    again = Heard(worker)
    worker.start([job("fine")])
    qtbot.waitUntil(lambda: again.finished, timeout=START)
    assert again.of("fine")[-1].passed


def test_nothing_to_do_is_done_at_once(worker, qtbot):
    heard = Heard(worker)
    worker.start([])
    qtbot.waitUntil(lambda: heard.finished, timeout=START)
    assert heard.said == [("", None)]


def test_whoever_takes_long_over_the_news_still_lets_the_window_move(worker, qtbot, monkeypatch):
    def burst(jobs, *, told, **_):
        for number in range(100):
            told.on_event(f"{number}", Started(at=0.0, run_id="r", flow="f", profile="p", profile_id="p", user="u"))

    monkeypatch.setattr(module, "run_jobs", burst)
    heard, beats, seen = Heard(worker), [], []
    busy = threading.Event()
    worker.event_happened.connect(lambda *_: (busy.wait(0.002), seen.append(len(beats))))
    timer = QTimer(interval=1)
    timer.timeout.connect(lambda: beats.append(True))
    timer.start()
    worker.start([])
    qtbot.waitUntil(lambda: heard.finished, timeout=START)
    timer.stop()
    assert len(seen) == 100
    assert seen[-1] - seen[0] >= 10  # told in one go, nothing else would have happened between the first and the last


def test_a_worker_that_is_gone_takes_its_processes_with_it(qapp, qtbot):
    made = JobsWorker(command=COMMAND)
    heard = Heard(made)
    made.start([job("hang")])
    qtbot.waitUntil(lambda: bool(heard.of("hang")), timeout=START)
    made.deleteLater()
    del made
    ours = ("jobs", "child")
    qtbot.waitUntil(lambda: not [each for each in threading.enumerate() if each.name in ours], timeout=START)
