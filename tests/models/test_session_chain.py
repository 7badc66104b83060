"""The chain of Sessions."""

from dataclasses import replace

import pytest

from app.auth.challenges import codes, enrolment, passwords
from app.models.session_chain import STILL_GOOD, State, chain
from app.secret import Secret
from app.transcript.events import Ended, Event
from tests.helpers import sample_runs as sample

FIRST, SECOND = Secret("AYABe" + "1" * 40), Secret("AYABe" + "2" * 40)
CODE = "RespondToAuthChallenge"


def brought(session: Secret = FIRST, number: int = 1, at: float = sample.T0) -> list[Event]:
    """A call whose reply brings a Session."""
    body = {"ChallengeName": "SMS_MFA", "Session": session, "ChallengeParameters": {}}
    return [
        sample.called(number, "InitiateAuth", {"AuthFlow": "USER_PASSWORD_AUTH"}, at - 0.1),
        sample.replied(number, "InitiateAuth", body, at, 0.1),
    ]


def used(session: Secret = FIRST, number: int = 2, at: float = sample.T0 + 10) -> Event:
    """A call that carries a Session."""
    return sample.called(number, CODE, {"ChallengeName": "SMS_MFA", "Session": session}, at)


def refused(code: str, message: str = "no") -> Event:
    return sample.refused(2, CODE, code, message, sample.T0 + 10.1, 0.1)


def one(events: list[Event], after: float = 20.0):
    (link,) = chain([sample.started(), *events], sample.T0 + after).links
    return link


def test_a_session_tells_what_brought_it_how_old_it_is_and_how_long_it_has():
    link = one(brought())
    assert (link.brought_by, link.challenge, link.state) == ("InitiateAuth", "SMS_MFA", State.FRESH)
    assert (link.age(sample.T0 + 20), link.left(sample.T0 + 20), link.assumed) == (20.0, 160.0, True)


def test_where_the_profile_knows_how_long_it_lasts_nothing_is_assumed():
    events = [replace(sample.started(), session_seconds=900.0), *brought()]
    (link,) = chain(events, sample.T0 + 200).links
    assert (link.left(sample.T0 + 200), link.assumed, link.state) == (700.0, False, State.FRESH)


def test_without_an_answer_it_runs_out():
    assert one(brought(), after=179.9).state is State.FRESH
    assert one(brought(), after=180.0).state is State.EXPIRED


def test_a_call_that_carries_it_is_named_and_spends_it_once_it_is_answered():
    link = one([*brought(), used()])
    assert link.state is State.UNDER_WAY
    assert [(use.operation, use.challenge, use.at) for use in link.uses] == [(CODE, "SMS_MFA", sample.T0 + 10)]
    assert one([*brought(), used(), sample.replied(2, CODE, {}, sample.T0 + 10.1, 0.1)], after=500).state is State.SPENT


@pytest.mark.parametrize(
    ("code", "message", "state"),
    [
        ("CodeMismatchException", "Invalid code or auth state for the user.", State.FRESH),
        ("EnableSoftwareTokenMFAException", "Code mismatch", State.FRESH),
        ("InvalidPasswordException", "Password does not conform to policy: Password not long enough", State.FRESH),
        ("NotAuthorizedException", "Invalid session for the user, session is expired.", State.EXPIRED),
        ("NotAuthorizedException", "Invalid session for the user, session can only be used once.", State.REFUSED),
        ("NotAuthorizedException", "Invalid session for the user.", State.REFUSED),
    ],
)
def test_a_refusal_decides_what_becomes_of_it(code, message, state):
    link = one([*brought(), used(), refused(code, message)])
    assert link.state is state
    assert link.uses[0].refusal == code


def test_where_the_flows_send_the_same_session_again_it_counts_as_good():
    assert {*codes.RETRY_ON, *passwords.RETRY_ON, *enrolment.RETRY_ON} <= STILL_GOOD


def test_after_a_wrong_code_it_still_runs_out_and_counts_each_use():
    events = [*brought(), used(), refused("CodeMismatchException"), used(number=3, at=sample.T0 + 15)]
    assert len(one(events).uses) == 2
    assert one(events[:-1], after=200).state is State.EXPIRED


def test_without_an_answer_nobody_knows_whether_it_is_spent():
    failed = replace(sample.no_answer()[2], number=2)
    assert one([*brought(), used(), failed]).state is State.UNKNOWN


def test_each_reply_adds_a_link_and_the_newest_decides_whether_the_chain_is_broken():
    next_reply = sample.replied(2, CODE, {"Session": SECOND}, sample.T0 + 10.1, 0.1)
    whole = chain([sample.started(), *brought(), used(), next_reply], sample.T0 + 20)
    assert [(link.number, link.state) for link in whole.links] == [(1, State.SPENT), (2, State.FRESH)]
    assert (whole.broken, whole.counts, whole.over) == (False, True, False)
    later = chain([sample.started(), *brought(), used(), next_reply], sample.T0 + 500)
    assert (later.broken, later.counts) == (True, False)


def test_a_session_that_no_reply_of_this_run_brought_is_a_link_too():
    link = one([used()])
    assert (link.brought_by, link.since) == ("", sample.T0 + 10)


def test_a_run_without_sessions_has_no_chain_and_an_ended_one_is_over():
    assert chain([], 0.0).links == ()
    events = [sample.started(), *sample.until_sms()[1:3], Ended(at=sample.T0, reason="cancelled")]
    assert (chain(events, sample.T0).links, chain(events, sample.T0).over) == ((), True)


def test_a_body_that_is_no_object_does_no_harm():
    reply = sample.replied(1, "InitiateAuth", Secret("<html>"), sample.T0, 0.1)
    events = [sample.started(), sample.called(1, "InitiateAuth", {"Session": 7}, sample.T0), reply]
    assert chain(events, sample.T0).links == ()
