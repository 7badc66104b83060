"""Slow motion: what waits to be shown, in which order it comes, and that nothing of it is lost."""

from PySide6.QtCore import QObject, Signal

from app.auth.steps import CREDENTIALS
from app.transcript.events import Answered, Asked, Called, Ended, Started
from app.workers.pace import AT_ONCE, BY_STEP, Pace, PacedRun

STARTED = Started(at=1.0, run_id="r", flow="user_srp", profile="p", profile_id="p", user="u")
FORM = (Asked(at=1.0, name=CREDENTIALS, fields=()), Answered(at=1.0, name=CREDENTIALS, values={}))
FIRST = Called(at=2.0, number=1, operation="InitiateAuth", params={})
SECOND = Called(at=3.0, number=2, operation="InitiateAuth", params={})
ASKED = Asked(at=4.0, name="SMS_MFA", fields=())
ENDED = Ended(at=5.0, reason="cancelled")


class Told(QObject):
    """A run that says what a test lets it say."""

    event_happened = Signal(object)
    challenge_asked = Signal(object)
    call_held = Signal(object)
    finished = Signal()
    cancelled = False

    def cancel(self) -> None:
        self.cancelled = True
        self.tell(ENDED)
        self.finished.emit()

    def tell(self, *events) -> None:
        for event in events:
            self.event_happened.emit(event)


def watched(pace: Pace):
    """A run at this pace, and what it has shown so far."""
    run, shown = Told(), []
    paced = PacedRun(run, pace)
    paced.event_happened.connect(shown.append)
    paced.challenge_asked.connect(lambda ask: shown.append(("asked", ask)))
    paced.finished.connect(lambda: shown.append("finished"))
    return run, paced, shown


def test_at_once_all_comes_as_it_happens(qapp):
    run, paced, shown = watched(Pace())
    run.tell(STARTED, FIRST, ENDED)
    run.finished.emit()
    assert shown == [STARTED, FIRST, ENDED, "finished"]
    assert paced.ended


def test_by_step_each_call_and_reply_waits_for_its_word(qapp):
    pace = Pace()
    pace.set_seconds(BY_STEP)
    run, _, shown = watched(pace)
    run.tell(STARTED, *FORM, FIRST, SECOND)
    assert shown == [STARTED, *FORM]  # the heading, and what the form held, are no steps of their own
    pace.next()
    assert shown[3:] == [FIRST]
    pace.next()
    assert shown[3:] == [FIRST, SECOND]
    pace.next()
    assert pace.waiting == 0


def test_a_question_comes_with_its_row_and_not_before(qapp):
    pace = Pace()
    pace.set_seconds(BY_STEP)
    run, _, shown = watched(pace)
    run.tell(FIRST, ASKED)
    run.challenge_asked.emit("ask")
    pace.next()
    assert shown == [FIRST]
    pace.next()
    assert shown == [FIRST, ASKED, ("asked", "ask")]


def test_with_a_time_the_first_comes_at_once_and_the_others_one_after_another(qapp, qtbot):
    pace = Pace()
    pace.set_seconds(0.05)
    run, _, shown = watched(pace)
    run.tell(FIRST, SECOND, ENDED)
    assert shown == [FIRST]
    qtbot.waitUntil(lambda: shown == [FIRST, SECOND])
    qtbot.waitUntil(lambda: shown == [FIRST, SECOND, ENDED])


def test_it_says_how_many_steps_wait(qapp):
    pace, said = Pace(), []
    pace.waiting_changed.connect(said.append)
    pace.set_seconds(BY_STEP)
    run, _, _ = watched(pace)
    run.tell(STARTED, FIRST, SECOND)
    assert said[-1] == pace.waiting == 2
    pace.next()
    assert said[-1] == 1


def test_the_shown_time_stands_still_before_the_step_that_waits(qapp):
    pace = Pace()
    pace.set_seconds(BY_STEP)
    run, _, _ = watched(pace)
    run.tell(FIRST, SECOND)
    assert pace.now() == FIRST.at
    pace.next()
    assert pace.now() == SECOND.at
    pace.next()
    assert pace.now() > 1_000_000_000  # this machine's clock again


def test_going_back_to_full_speed_shows_all_that_waited(qapp):
    pace = Pace()
    pace.set_seconds(BY_STEP)
    run, _, shown = watched(pace)
    run.tell(FIRST, SECOND)
    pace.set_seconds(AT_ONCE)
    assert shown == [FIRST, SECOND]


def test_cancel_ends_the_run_and_shows_its_end_at_once(qapp):
    pace = Pace()
    pace.set_seconds(BY_STEP)
    run, paced, shown = watched(pace)
    run.tell(FIRST, SECOND)
    paced.cancel()
    assert run.cancelled
    assert shown == [FIRST, SECOND, ENDED, "finished"]
