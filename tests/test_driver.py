"""The loop: results go in, refusals are thrown in, whatever happens the flow is closed."""

import pytest

from app.auth.steps import Answer, Ask, Call, Keep, Kept, Reply, ask, call, keep
from app.driver import drive, performer
from app.errors import ApiError, Cancelled, Fault, TransportError
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


@pytest.mark.parametrize(
    "error", [TransportError(Fault.CLOSED), Cancelled(), ValueError("a bug"), KeyboardInterrupt(), StopIteration("odd")]
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


def test_each_kind_of_step_goes_to_the_one_who_can_do_it():
    seen = []

    def does(result):
        def do(step):
            seen.append(type(step))
            return result

        return do

    def flow():
        reply = yield from call("GetUser")
        answer = yield from ask("CREDENTIALS")
        kept = yield from keep("refresh_token", Secret("r"), "plain", {})
        return reply, answer, kept

    answer, kept = Answer(values={}), Kept(saved=True)
    outcome = drive(flow(), performer(does(REPLY), does(answer), does(kept)))
    assert outcome == (REPLY, answer, kept)
    assert seen == [Call, Ask, Keep]
