"""The loop: results go in, refusals are thrown in, whatever happens the flow is closed."""

import pytest

from app.auth.steps import (
    Answer,
    Ask,
    Call,
    CreatePasskey,
    Fetch,
    Fetched,
    Forget,
    Forgotten,
    Keep,
    Kept,
    PasskeyAnswer,
    Recall,
    Recalled,
    Reply,
    UsePasskey,
    ask,
    call,
    fetch,
    forget,
    keep,
    passkey,
    recall,
    show,
)
from app.driver import Effects, drive, performer
from app.errors import ApiError, Cancelled, Fault, PasskeyError, PasskeyTrouble, TransportError
from app.secret import Secret

REPLY = Reply(operation="GetUser", body={"a": 1}, at=0.0)


class Watched:
    """A flow that makes one call, says whether it was closed, and catches refusals as often as it may."""

    def __init__(self, catch=0):
        self.catch = catch
        self.caught = []
        self.closed = False

    def flow(self):
        try:
            while True:
                try:
                    reply = yield from call("GetUser")
                    return reply.body
                except ApiError as refusal:
                    self.caught.append(refusal.code)
                    if len(self.caught) > self.catch:
                        raise
        finally:
            self.closed = True


def perform_in_order(*results):
    left = list(results)

    def perform(step):
        result = left.pop(0)
        if isinstance(result, BaseException):
            raise result
        return result

    return perform


def test_a_flow_returns_what_it_returns():
    watched = Watched()
    assert drive(watched.flow(), perform_in_order(REPLY)) == {"a": 1}
    assert watched.closed


def test_a_flow_without_steps_returns_at_once():
    def flow():
        return "done"
        yield

    assert drive(flow(), perform_in_order()) == "done"


def test_a_refusal_is_thrown_in_and_the_flow_may_go_on():
    watched = Watched(catch=2)
    refusals = [ApiError("One", ""), ApiError("Two", "")]
    assert drive(watched.flow(), perform_in_order(*refusals, REPLY)) == {"a": 1}
    assert watched.caught == ["One", "Two"]


def test_a_refusal_that_nobody_catches_comes_out():
    watched = Watched()
    with pytest.raises(ApiError, match="One"):
        drive(watched.flow(), perform_in_order(ApiError("One", "")))
    assert watched.closed


def test_an_answer_that_never_came_is_thrown_in_and_the_flow_may_go_on():
    def flow():
        try:
            yield from call("ConfirmDevice")
        except TransportError as error:
            return error.fault
        return None

    assert drive(flow(), perform_in_order(TransportError(Fault.CLOSED))) is Fault.CLOSED


@pytest.mark.parametrize(
    "error", [Cancelled(), ValueError("a bug"), KeyboardInterrupt(), StopIteration("odd")]
)
def test_any_other_error_ends_the_flow_which_is_closed_and_never_sees_it(error):
    watched = Watched(catch=9)
    with pytest.raises(type(error)):
        drive(watched.flow(), perform_in_order(error))
    assert watched.closed
    assert watched.caught == []


def test_an_error_of_the_flow_itself_comes_out():
    def flow():
        yield from call("GetUser")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        drive(flow(), perform_in_order(REPLY))


class Doer:
    """Gives each kind of step the same result each time, and remembers what it was given."""

    def __init__(self):
        self.seen = []
        self.keep = self.does(Kept(saved=True))
        self.recall = self.does(Recalled())
        self.forget = self.does(Forgotten(count=1))

    def does(self, result):
        def do(step):
            self.seen.append(type(step))
            return result

        return do


def test_each_kind_of_step_goes_to_the_one_who_can_do_it():
    def flow():
        reply = yield from call("GetUser")
        answer = yield from ask("CREDENTIALS")
        kept = yield from keep("refresh_token", Secret("r"), "plain", {})
        recalled = yield from recall("device d")
        gone = yield from forget("device d")
        page = yield from fetch("https://example.com/keys")
        yield from show("srp", A=Secret("1"))
        made = yield from passkey(CreatePasskey(options={}, origin="https://example.com", authenticator="software"))
        used = yield from passkey(UsePasskey(options={}, origin="https://example.com", authenticator="software"))
        return reply, answer, kept, recalled, gone, page, made, used

    doer, answer, page, credential = Doer(), Answer(values={}), Fetched(), PasskeyAnswer(credential={})
    effects = Effects(
        api=doer.does(REPLY), answers=doer.does(answer), secrets=doer, fetch=doer.does(page),
        authenticators=doer.does(credential),
    )  # fmt: skip
    outcome = drive(flow(), performer(effects))

    assert outcome == (REPLY, answer, Kept(saved=True), Recalled(), Forgotten(count=1), page, credential, credential)
    assert doer.seen == [Call, Ask, Keep, Recall, Forget, Fetch, CreatePasskey, UsePasskey]


def test_what_an_authenticator_refuses_is_thrown_into_the_flow():
    def flow():
        try:
            yield from passkey(UsePasskey(options={}, origin="", authenticator="software"))
        except PasskeyError as error:
            return error.trouble
        return None

    def refuse(step):
        raise PasskeyError(PasskeyTrouble.TIMEOUT)

    assert drive(flow(), refuse) is PasskeyTrouble.TIMEOUT
