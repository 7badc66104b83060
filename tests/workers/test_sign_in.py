"""One sign-in on a thread of its own: events in order, one answer to one question, Cancel in every state."""

import threading
import time

import pytest
from PySide6.QtCore import QObject, QThread, QTimer, Slot

from app.auth.steps import Answer
from app.runs import sign_in
from app.transcript.events import (
    END,
    Answered,
    Asked,
    Called,
    Ended,
    Failed,
    NotSaved,
    Refused,
    Replied,
    Saved,
    SignedIn,
    Started,
    TokensReceived,
)
from app.workers.sign_in import SignInRun
from tests.helpers.little_server import little_server, never_answers, says
from tests.helpers.playbook import TOKENS, challenge
from tests.helpers.runs_of import HangingVault, memory_access, request_for

REFUSED = {"__type": "NotAuthorizedException", "message": "Incorrect username or password."}
MISMATCH = {"__type": "CodeMismatchException", "message": "Invalid code received for user"}
SMS = challenge("SMS_MFA", "s" * 20, CODE_DELIVERY_DESTINATION="+*******0199")
FIRST_CALL = [Started, Asked, Answered, Called]


class Listener(QObject):
    """Lives in the GUI thread, as the window's parts do."""

    def __init__(self, run):
        super().__init__()
        self.events, self.asked, self.finishes, self.threads = [], [], 0, set()
        run.event_happened.connect(self.on_event)
        run.challenge_asked.connect(self.on_asked)
        run.finished.connect(self.on_finished)

    @Slot(object)
    def on_event(self, event):
        self.threads.add(QThread.currentThread())
        self.events.append(event)

    @Slot(object)
    def on_asked(self, ask):
        self.threads.add(QThread.currentThread())
        self.asked.append(ask)

    @Slot()
    def on_finished(self):
        self.finishes += 1

    def kinds(self):
        return [type(event) for event in self.events]


@pytest.fixture
def begin(qapp):
    """Make runs and listeners, and leave none running."""
    runs = []

    def make(request, access=None, start=True):
        run = SignInRun(request, access or memory_access()[0])
        runs.append(run)
        listener = Listener(run)
        if start:
            run.start()
        return run, listener

    yield make
    for run in runs:
        run.cancel()


def code(text="123456"):
    return Answer(values={"SMS_MFA_CODE": text}, at=time.time())


def test_events_come_in_order_in_the_gui_thread_and_the_last_is_the_end(begin, qtbot):
    access, vault = memory_access()
    with little_server(says(SMS), says(TOKENS)) as server:
        run, heard = begin(request_for(server.url), access)
        qtbot.waitUntil(lambda: bool(heard.asked))
        run.answer(code())
        qtbot.waitUntil(lambda: run.ended)
    rest = [Replied, Asked, Answered, Called, Replied, TokensReceived, Saved, SignedIn]
    assert heard.kinds() == [*FIRST_CALL, *rest]
    assert heard.threads == {QThread.currentThread()}
    assert heard.finishes == 1
    assert (heard.events[0].user, heard.events[0].profile, heard.events[0].flow) == ("plain", "here", "user_password")
    assert heard.events[0].run_id == run.request.run_id
    assert heard.events[-1].username == "plain"
    assert [entry.username for entry in vault.entries()] == ["plain"]
    assert vault.read(vault.entries()[0].entry_id).reveal() == "r"


@pytest.mark.parametrize(("save", "kind"), [(True, Saved), (False, NotSaved)])
def test_the_refresh_token_is_saved_only_where_that_is_wanted(save, kind, begin, qtbot):
    access, vault = memory_access()
    with little_server(says(TOKENS)) as server:
        run, heard = begin(request_for(server.url, save=save), access)
        qtbot.waitUntil(lambda: run.ended)
    assert heard.kinds()[-2:] == [kind, SignedIn]
    assert bool(vault.entries()) is save


@pytest.mark.parametrize(
    ("answer", "outcome", "reason", "its_code"),
    [
        (says(REFUSED, 400), Refused, "refused", "NotAuthorizedException"),
        (says("<html>"), Failed, "failed", "not_cognito"),
        (says({}), Replied, "unexpected", "ChallengeName, AuthenticationResult"),
    ],
)
def test_every_other_end_is_an_event_too(answer, outcome, reason, its_code, begin, qtbot):
    with little_server(answer) as server:
        run, heard = begin(request_for(server.url))
        qtbot.waitUntil(lambda: run.ended)
    assert heard.kinds() == [*FIRST_CALL, outcome, Ended]
    assert (heard.events[-1].reason, heard.events[-1].code) == (reason, its_code)


def test_a_profile_that_cannot_work_ends_before_the_first_call(begin, qtbot):
    run, heard = begin(request_for("no address"))
    qtbot.waitUntil(lambda: run.ended)
    assert heard.kinds() == [Started, Ended]
    assert (heard.events[-1].reason, heard.events[-1].code) == ("profile", "endpoint_url")


@pytest.mark.logs("ended by a fault of this program")
def test_a_fault_of_the_program_is_the_last_event_and_shows_no_secret(begin, qtbot, caplog, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("Practice1!")

    monkeypatch.setattr(sign_in, "Recorder", broken)
    run, heard = begin(request_for("http://127.0.0.1:9"))
    qtbot.waitUntil(lambda: run.ended)
    end = heard.events[-1]
    assert (end.reason, end.code) == ("bug", "RuntimeError")
    assert "test_sign_in.py" in end.message
    assert "Practice1!" not in repr(heard.events) + caplog.text


def test_a_wrong_code_is_asked_for_again(begin, qtbot):
    with little_server(says(SMS), says(MISMATCH, 400), says(TOKENS)) as server:
        run, heard = begin(request_for(server.url))
        qtbot.waitUntil(lambda: len(heard.asked) == 1)
        run.answer(code("000000"))
        qtbot.waitUntil(lambda: len(heard.asked) == 2)
        assert heard.asked[1].refusal.code == "CodeMismatchException"
        run.answer(code())
        qtbot.waitUntil(lambda: run.ended)
        sent = [request.json.get("ChallengeResponses", {}).get("SMS_MFA_CODE") for request in server.received]
    assert sent == [None, "000000", "123456"]
    assert heard.kinds()[-1] is SignedIn


def test_an_answer_that_is_given_twice_counts_once(begin, qtbot):
    with little_server(says(SMS), says(MISMATCH, 400), says(TOKENS)) as server:
        run, heard = begin(request_for(server.url))
        run.answer(code("early"))  # nothing was asked yet
        qtbot.waitUntil(lambda: len(heard.asked) == 1)
        for _ in range(3):
            run.answer(code("000000"))
        qtbot.waitUntil(lambda: len(heard.asked) == 2)
        qtbot.waitUntil(lambda: heard.kinds()[-1] is Asked)
        assert len(server.received) == 2
        assert not run.ended


def test_cancel_before_the_start_makes_no_call_and_no_thread(begin, qtbot):
    with little_server(says(TOKENS)) as server:
        run, heard = begin(request_for(server.url), start=False)
        run.cancel()
        run.start()
        assert not [thread for thread in threading.enumerate() if thread.name == "sign-in"]
        assert server.received == []
    assert heard.kinds() == [Ended]
    assert heard.events[0].reason == "cancelled"
    assert heard.finishes == 1


def test_cancel_right_after_the_start_ends_it_at_once(begin, qtbot):
    with little_server(never_answers) as server:
        for _ in range(20):
            run, heard = begin(request_for(server.url))
            run.cancel()
            assert run.ended
            assert heard.events[-1] == Ended(at=heard.events[-1].at, reason="cancelled")
            no_sign_in_goes_on(qtbot)
            assert heard.finishes == 1
            assert isinstance(heard.events[-1], Ended)


def test_cancel_while_a_person_is_asked_ends_it_at_once(begin, qtbot):
    with little_server(says(SMS)) as server:
        run, heard = begin(request_for(server.url))
        qtbot.waitUntil(lambda: bool(heard.asked))
        run.cancel()
        assert heard.kinds()[-1] is Ended
        run.answer(code())
        no_sign_in_goes_on(qtbot)
        assert len(server.received) == 1
    assert heard.events[-1].reason == "cancelled"
    assert heard.finishes == 1


def test_cancel_while_a_reply_is_awaited_ends_it_at_once(begin, qtbot):
    with little_server(never_answers) as server:
        run, heard = begin(request_for(server.url))
        qtbot.waitUntil(server.arrived.is_set)
        qtbot.waitUntil(lambda: heard.kinds()[-1:] == [Called])
        run.cancel()
        assert heard.kinds() == [*FIRST_CALL, Ended]
        no_sign_in_goes_on(qtbot)
    assert heard.kinds() == [*FIRST_CALL, Ended]


def no_sign_in_goes_on(qtbot):
    names = ("sign-in", "abort")
    qtbot.waitUntil(lambda: not [thread for thread in threading.enumerate() if thread.name in names], timeout=5000)


def test_a_late_reply_is_dropped(begin, qtbot, monkeypatch):
    monkeypatch.setattr(sign_in.SignIn, "abort", lambda self: None)  # as where a connect or a look-up is in progress
    go_on = threading.Event()

    def late(handler):
        go_on.wait(10)
        says(TOKENS)(handler)

    access, vault = memory_access()
    with little_server(late) as server:
        run, heard = begin(request_for(server.url), access)
        qtbot.waitUntil(server.arrived.is_set)
        run.cancel()
        go_on.set()
        no_sign_in_goes_on(qtbot)
        qtbot.wait(0)
    assert heard.kinds()[-1] is Ended
    assert not {Replied, TokensReceived, SignedIn} & set(heard.kinds())
    assert vault.entries() == []


def test_cancel_after_the_end_changes_nothing(begin, qtbot):
    with little_server(says(TOKENS)) as server:
        run, heard = begin(request_for(server.url))
        qtbot.waitUntil(lambda: run.ended)
        before = list(heard.events)
        run.cancel()
        run.cancel()
        run.answer(code())
    assert heard.events == before
    assert heard.finishes == 1


def test_cancel_twice_is_one_end(begin, qtbot):
    with little_server(never_answers) as server:
        run, heard = begin(request_for(server.url))
        qtbot.waitUntil(server.arrived.is_set)
        run.cancel()
        run.cancel()
    assert sum(isinstance(event, END) for event in heard.events) == 1


def test_cancel_while_the_keyring_hangs_ends_it_at_once(begin, qtbot):
    from app.runs.vault_access import VaultAccess

    vault = HangingVault()
    with little_server(says(TOKENS)) as server:
        run, heard = begin(request_for(server.url), VaultAccess(lambda: vault))
        qtbot.waitUntil(vault.entered.is_set)
        qtbot.waitUntil(lambda: heard.kinds()[-1] is TokensReceived)
        run.cancel()
        assert heard.kinds()[-1] is Ended
        vault.let_go.set()
        no_sign_in_goes_on(qtbot)
    assert heard.kinds()[-1] is Ended


def test_the_gui_thread_goes_on_while_a_reply_is_awaited(begin, qtbot):
    ticks = []
    timer = QTimer()
    timer.setInterval(5)
    timer.timeout.connect(lambda: ticks.append(time.monotonic()))
    with little_server(never_answers) as server:
        began = time.monotonic()
        run, _ = begin(request_for(server.url))
        assert time.monotonic() - began < 0.5
        timer.start()
        qtbot.waitUntil(server.arrived.is_set)
        qtbot.waitUntil(lambda: len(ticks) > 20)
        began = time.monotonic()
        run.cancel()
        assert time.monotonic() - began < 0.5
        timer.stop()


def test_a_window_that_is_gone_does_not_break_the_run(begin, qtbot):
    go_on = threading.Event()

    def late(handler):
        go_on.wait(10)
        says(TOKENS)(handler)

    access, vault = memory_access()
    with little_server(late) as server:
        run = SignInRun(request_for(server.url), access)
        run.start()
        qtbot.waitUntil(server.arrived.is_set)
        import shiboken6

        shiboken6.delete(run)
        go_on.set()
        no_sign_in_goes_on(qtbot)
    assert len(vault.entries()) == 1  # what Cognito issued is not lost with the window
