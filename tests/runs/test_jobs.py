"""Many sign-ins at once: a user one at a time, with a pause and a budget; whatever a process does, its job ends."""

import threading
import time
from dataclasses import replace

import pytest

from app.runs import jobs as module
from app.runs.children import Child
from app.runs.jobs import default_workers, run_jobs
from app.runs.users import PAUSE, Known, Rules, Users, user_of
from app.scenarios.scenario import End, Expectation, From, Source
from app.secret import Secret
from app.transcript.events import SignedIn, Started, TokensReceived
from tests.helpers.fake_child import COMMAND
from tests.helpers.jobs_of import PROFILE, Heard, job
from tests.helpers.sample_runs import T0, called, refused, started, tokens

WRONG = Expectation(end=End.ERROR, name="NotAuthorizedException")


def wrong_password():
    """What happens where a password is wrong."""
    return [
        started("plain"),
        called(1, "InitiateAuth", {"AuthFlow": "USER_PASSWORD_AUTH"}, time.time()),
        refused(1, "InitiateAuth", "NotAuthorizedException", "Incorrect username or password.", time.time(), 0.1),
    ]


def ran(*jobs, workers=4, rules=None, cancelled=None, **more):
    """Run jobs in played processes; what was told."""
    heard = Heard()
    given = {"rules": rules, "workers": workers, "command": COMMAND, **more}
    run_jobs(jobs, told=heard.told, cancelled=cancelled or threading.Event(), **given)
    return heard


def times(heard, job_id):
    """When a job began and ended."""
    events = heard.of(job_id)
    return events[0].at, events[-1].at


def overlaps(heard, one, other):
    (began, ended), (its_began, its_ended) = times(heard, one), times(heard, other)
    return began < its_ended and its_began < ended


def test_each_job_has_its_events_in_order_and_then_its_judgement():
    heard = ran(job("fine"), job("asked SMS_MFA", expect=Expectation(end=End.CHALLENGE, name="SMS_MFA")))
    assert [type(event) for event in heard.of("fine")] == [Started, SignedIn]
    assert {name: judged.passed for name, judged in heard.ends} == {"fine": True, "asked SMS_MFA": True}
    assert heard.threads == {threading.current_thread()}
    assert heard.skips == []


def test_a_user_signs_in_once_at_a_time_and_others_meanwhile():
    heard = ran(job("slow 1", "plain"), job("slow 2", "PLAIN"), job("slow 3", "sms"))
    assert not overlaps(heard, "slow 1", "slow 2")
    assert overlaps(heard, "slow 1", "slow 3")
    assert [name for name, _ in heard.ends][-1] == "slow 2"


def test_processes_are_kept_warm_and_are_no_more_than_the_workers():
    names = [f"fine {number}" for number in range(6)]
    heard = ran(*(job(name, name) for name in names), workers=2)
    assert 1 <= len({heard.of(name)[-1].username for name in names}) <= 2


def test_one_worker_keeps_the_order():
    names = [f"fine {number}" for number in range(5)]
    heard = ran(*(job(name, name) for name in names), workers=1)
    assert [name for name, _ in heard.ends] == names


def test_a_user_rests_between_two_sign_ins():
    heard = ran(job("fine 1"), job("fine 2"), job("fine other", "sms"), rules=Rules(pause=0.3), workers=1)
    assert times(heard, "fine 2")[0] - times(heard, "fine 1")[1] >= 0.25
    assert [name for name, _ in heard.ends][-1] == "fine 2"


def test_the_practice_pool_needs_no_pause_and_others_have_one_of_a_second():
    assert Rules().pause_of(PROFILE) == 0
    assert Rules().pause_of(replace(PROFILE, practice=False)) == PAUSE == 1.0
    assert Rules(pause=7).pause_of(PROFILE) == 7


def test_after_three_failures_the_rest_of_a_users_jobs_is_skipped_expected_or_not():
    heard = ran(*(job(f"refused {n}", expect=WRONG) for n in range(3)), job("fine 1"), job("fine 2", "sms"))
    assert [judged.passed for name, judged in heard.ends if name.startswith("refused")] == [True] * 3
    assert heard.skips == [("fine 1", "budget")]
    assert heard.ended("fine 2").passed


def test_a_sign_in_that_succeeds_starts_the_count_again():
    users, given = Users(Rules()), job("a")
    for _ in range(3):
        assert not users.is_spent(given)
        users.done(given, wrong_password())
    assert users.is_spent(given)
    users.done(given, [started("plain"), TokensReceived(at=time.time(), tokens=tokens())])
    assert not users.is_spent(given)


@pytest.mark.parametrize("practice", [True, False])
def test_failures_of_an_earlier_batch_count_where_a_user_would_be_locked_out(practice):
    given, known = job("a"), Known()
    given = replace(given, profile=replace(given.profile, practice=practice))
    before = Users(Rules(), known)
    for _ in range(3):
        before.done(given, wrong_password())
    assert before.is_spent(given)
    assert Users(Rules(), known).is_spent(given) is not practice


def test_batches_at_the_same_time_never_sign_a_user_in_twice():
    known, heard = Known(), []
    batches = [threading.Thread(target=lambda: heard.append(ran(job("slow"), known=known))) for _ in range(2)]
    for each in batches:
        each.start()
    for each in batches:
        each.join()
    (began, ended), (its_began, its_ended) = sorted(times(each, "slow") for each in heard)
    assert began < ended <= its_began < its_ended


def test_jobs_without_a_user_wait_for_nobody():
    users = Users(Rules())
    nobody = job("a", "")
    assert users.free([nobody], [nobody]) is nobody


def test_who_waits_for_a_user_lets_others_pass_but_not_the_same_user():
    users = Users(Rules(pause=1000))
    first, second, other = job("1"), job("2"), job("3", "sms")
    assert users.free([second, other], [first]) is other
    users.done(first, [started("plain", at=T0)])
    assert users.free([second], []) is None


def test_a_user_is_known_by_a_name_in_the_credentials_too(monkeypatch):
    literal = job("a", "")
    answers = {"CREDENTIALS": ({"username": Source(kind=From.LITERAL, value=Secret("Plain"))},)}
    named = replace(literal, scenario=replace(literal.scenario, answers=answers))
    assert user_of(named) == user_of(job("b", "plain"))
    answers = {"CREDENTIALS": ({"username": Source(kind=From.ENV, name="WHO")},)}
    elsewhere = replace(literal, scenario=replace(literal.scenario, answers=answers))
    monkeypatch.delenv("WHO", raising=False)
    assert user_of(elsewhere)[1] == "who"
    monkeypatch.setenv("WHO", "PLAIN")
    assert user_of(elsewhere) == user_of(job("b", "plain"))


@pytest.mark.parametrize("act", ["die", "silent"])
def test_a_process_that_dies_ends_its_job_by_a_reason_of_its_own_and_is_replaced(act):
    heard = ran(job(act), job("fine"), workers=1)
    begun, end = heard.of(act)
    assert (begun.user, begun.flow, begun.profile) == ("plain", "user_password", "local")
    assert (end.reason, end.code, end.message) == ("child", "died", "exit status 7")
    assert (heard.ended(act).passed, heard.ended(act).got) == (False, "child")
    assert heard.ended("fine").passed


def test_a_job_that_never_ends_is_ended():
    heard = ran(job("hang"), job("fine", "sms"), job("fine later"), workers=1, patience=2.5)
    end = heard.of("hang")[-1]
    assert (end.reason, end.code, end.message) == ("child", "patience", "2.5 s")
    assert heard.ended("fine").passed
    assert heard.ended("fine later").passed


def test_the_time_in_which_a_profile_gives_a_call_up_comes_on_top():
    waits = replace(PROFILE, connect_seconds=0.5, read_seconds=0.25)
    end = ran(job("hang", profile=waits), patience=1.75).of("hang")[-1]
    assert (end.code, end.message) == ("patience", "2.5 s")


def test_a_job_that_ends_without_an_end_gets_one():
    heard = ran(job("endless"))
    assert heard.of("endless")[-1].reason == "unfinished"
    assert not heard.ended("endless").passed


def test_a_process_that_cannot_be_started_ends_its_job():
    heard = Heard()
    run_jobs([job("fine")], told=heard.told, cancelled=threading.Event(), command=("/nowhere/at/all",))
    end = heard.of("fine")[-1]
    assert (end.reason, end.code) == ("child", "not_started")
    assert end.message


def test_nothing_comes_after_the_end_of_a_run():
    heard = ran(job("late"))
    assert [type(event) for event in heard.of("late")] == [Started, SignedIn]
    assert heard.ended("late").passed


@pytest.mark.logs("a child said what is no line of ours")
def test_a_line_that_nobody_understands_is_left_out():
    heard = ran(job("stray"))
    assert [type(event) for event in heard.of("stray")] == [Started, SignedIn]


def test_cancel_keeps_what_is_done_ends_what_goes_on_and_skips_the_rest(monkeypatch):
    cancelled, heard, began = threading.Event(), Heard(), time.monotonic()
    children = []
    start = Child.__init__
    monkeypatch.setattr(Child, "__init__", lambda self, *given: (start(self, *given), children.append(self))[0])

    def on_event(job_id, event):
        heard.told.on_event(job_id, event)
        if job_id == "hang":
            cancelled.set()

    jobs = [job("fine"), job("hang"), job("waits")]
    told = replace(heard.told, on_event=on_event)
    run_jobs(jobs, told=told, cancelled=cancelled, workers=1, command=COMMAND)
    assert time.monotonic() - began < 10
    assert heard.ended("fine").passed
    assert [name for name, _ in heard.ends] == ["fine"]
    assert heard.of("hang")[-1].reason == "cancelled"
    assert heard.skips == [("hang", "cancelled"), ("waits", "cancelled")]
    assert [child._process.poll() is not None for child in children] == [True]


def test_the_processes_are_as_many_as_the_processors_but_four_at_most(monkeypatch):
    for processors, workers in ((1, 1), (2, 2), (64, 4), (None, 1)):
        monkeypatch.setattr(module.os, "cpu_count", lambda processors=processors: processors)
        assert default_workers() == workers
