"""Scenarios made from finished sign-ins: they say the same, and no secret stands in them."""

from dataclasses import replace

import pytest

from app.auth.flows import FLOWS
from app.errors import Cancelled
from app.runs.test_secrets import TestSecrets
from app.scenarios.judging import judge
from app.scenarios.making import scenario_of
from app.scenarios.reading import read
from app.scenarios.scenario import End, From, ScenarioError
from app.scenarios.writing import write
from app.secret import Secret
from app.transcript.events import Released, TokensReceived
from app.transcript.recording import Recording
from app.transcript.redaction import redact
from tests.helpers.evidence import hidden_in, spilled, tour
from tests.helpers.practice_desk import PUBLIC, Desk
from tests.helpers.practice_pool import PASSWORD, practice_pool
from tests.runs.test_scenario import ran
from tests.scenarios.test_judging import token


@pytest.fixture(scope="module")
def running():
    with practice_pool() as pool:
        yield pool


@pytest.fixture(scope="module")
def recordings(running):
    return tour(running).recordings


def meddled(recording):
    return any(isinstance(event, Released) and event.meddled for event in recording.events)


@pytest.fixture(scope="module")
def sign_ins(recordings):
    """Every sign-in of a tour through all flows, but for those in whose calls a hand was."""
    found = [each for each in recordings if each.started.flow in FLOWS and not meddled(each)]
    assert len(found) > 25
    return found


def recorded(events):
    return Recording(run_id="r", events=tuple(events))


def test_what_is_made_of_any_sign_in_is_written_and_read_the_same(sign_ins):
    for recording in (*sign_ins, *redact(sign_ins)):
        made = scenario_of(recording)
        assert (replace(made, file="f"),) == read(write([made]).encode(), "f")


def test_no_secret_stands_in_what_is_made(sign_ins):
    hidden = hidden_in(sign_ins)
    names = {recording.started.user for recording in sign_ins}  # the user of a scenario stands in it
    written = "".join(write([scenario_of(recording)]) for recording in sign_ins)
    assert spilled(written, hidden - names) == []
    redacted = "".join(write([scenario_of(recording)]) for recording in redact(sign_ins))
    assert spilled(redacted, hidden) == []


def test_of_a_redacted_sign_in_the_user_is_left_to_be_provided(sign_ins):
    made = scenario_of(redact(sign_ins[:1])[0])
    assert made.user == ""
    source = made.answers["CREDENTIALS"][0]["username"]
    assert (source.kind, source.name) == (From.ENV, "SCENARIO_USERNAME")


SAME = [
    ("user_srp", "plain", {}),
    ("user_password", "disabled", {}),
    ("user_srp", "unconfirmed", {}),
    ("user_srp", "", {}),
    ("custom", "custom", {"CUSTOM_CHALLENGE": [{"ANSWER": "clock"}, {"ANSWER": "footsteps"}]}),
    ("user_srp", "choose-mfa", {"SELECT_MFA_TYPE": [{"ANSWER": "SMS_MFA"}], "SMS_MFA": "code"}),
    ("user_srp", "sms", {"SMS_MFA": "wrong, then code"}),
]


@pytest.mark.parametrize(("flow", "user", "answers"), SAME)
def test_a_sign_in_runs_again_to_the_same_end(flow, user, answers, running):
    running.control("reset")
    desk = Desk(running)
    wrong = [{"SMS_MFA_CODE": "000000"}] if answers.get("SMS_MFA") == "wrong, then code" else []
    coded = lambda _: wrong.pop() if wrong else {"SMS_MFA_CODE": desk.code(user)}  # noqa: E731
    given = {name: coded if isinstance(turns, str) else list(turns) for name, turns in answers.items()}
    events = desk.sign_in(flow, user, PUBLIC, given)
    secrets = TestSecrets(desk.access)
    for name, value in (("password", PASSWORD), ("answer", "clock"), ("answer-2", "footsteps")):
        secrets.keep(f"{user or 'user'}-{name}", Secret(value))
    made = scenario_of(recorded(events))
    assert judge(made, events).passed
    assert {len(turns) for name, turns in made.answers.items() if name == "SMS_MFA"} <= {1}  # the refused one is gone
    assert judge(made, ran(made, desk)).passed


def test_a_user_name_that_is_the_users_id_and_the_session_of_another_call_are_left_out(running):
    claims = {"sub": "1", "cognito:username": "1", "token_use": "id"}
    desk = Desk(running)
    tokens = lambda each: isinstance(each, TokensReceived)  # noqa: E731
    events = [
        replace(each, tokens=replace(each.tokens, id_token=token(claims))) if tokens(each) else each
        for each in desk.sign_in("user_srp", "plain")
    ]
    assert scenario_of(recorded(events)).expect.claims["id"] == {"token_use": "id"}
    made = scenario_of(recorded(desk.sign_in("user_auth", "plain", session=Secret("s" * 30))))
    assert "session" not in made.answers["CREDENTIALS"][0]


def test_the_claims_of_what_is_made_are_those_that_are_the_same_tomorrow(running):
    events = Desk(running).sign_in("user_srp", "plain")
    assert scenario_of(recorded(events)).expect.claims == {
        "id": {"cognito:username": "plain", "token_use": "id", "cognito:groups": ["testers"]},
        "access": {"token_use": "access", "cognito:groups": ["testers"]},
    }


def test_an_authenticators_code_is_made_anew_from_a_key_in_the_vault(running):
    running.control("reset")
    desk = Desk(running)
    code = {"SOFTWARE_TOKEN_MFA": lambda step: {"SOFTWARE_TOKEN_MFA_CODE": desk.authenticator_code("totp")}}
    made = scenario_of(recorded(desk.sign_in("user_srp", "totp", answers=code)))
    source = made.answers["SOFTWARE_TOKEN_MFA"][0]["SOFTWARE_TOKEN_MFA_CODE"]
    assert (source.kind, source.of.kind, source.of.name) == (From.TOTP, From.VAULT, "totp-totp")


def test_a_code_of_another_user_pool_comes_from_the_environment(running):
    desk = Desk(running)
    events = desk.sign_in("user_srp", "sms", answers={"SMS_MFA": lambda step: {"SMS_MFA_CODE": desk.code("sms")}})
    elsewhere = [replace(events[0], profile_id="ours-1"), *events[1:]]
    source = scenario_of(recorded(elsewhere)).answers["SMS_MFA"][0]["SMS_MFA_CODE"]
    assert (source.kind, source.name) == (From.ENV, "SCENARIO_SMS_MFA_CODE")


def test_a_sign_in_that_was_left_at_a_question_expects_that_question(running):
    def give_up(step):
        raise Cancelled

    events = Desk(running).sign_in("user_srp", "sms", answers={"SMS_MFA": give_up})
    made = scenario_of(recorded(events))
    assert (made.expect.end, made.expect.name, "SMS_MFA" in made.answers) == (End.CHALLENGE, "SMS_MFA", False)
    with pytest.raises(ScenarioError) as caught:
        scenario_of(recorded([events[0], events[-1]]))
    assert caught.value.problem == "no_end"


def once(answer):
    """Answer the first time, and leave the sign-in the second."""
    given = []

    def step_by_step(step):
        if given:
            raise Cancelled
        given.append(answer)
        return {step.fields[0].name: answer}

    return step_by_step


@pytest.mark.parametrize(("user", "question"), [("sms", "SMS_MFA"), ("totp", "SOFTWARE_TOKEN_MFA")])
def test_a_sign_in_that_was_left_at_a_refused_code_expects_that_refusal(user, question, running):
    running.control("reset")
    desk = Desk(running)
    events = desk.sign_in("user_srp", user, answers={question: once("123450")})
    made = scenario_of(recorded(events))
    assert (made.expect.end, made.expect.name) == (End.ERROR, "CodeMismatchException")
    assert [source.value.reveal() for turn in made.answers[question] for source in turn.values()] == ["000000"]
    TestSecrets(desk.access).keep(f"{user}-password", Secret(PASSWORD))
    assert judge(made, ran(made, desk)).passed


def test_of_a_sign_in_in_whose_calls_a_hand_was_nothing_is_made(recordings):
    found = [each for each in recordings if meddled(each)]
    assert found
    for each in found:
        with pytest.raises(ScenarioError) as caught:
            scenario_of(each)
        assert caught.value.problem == "meddled"


def test_a_custom_sign_in_that_was_left_at_its_second_question_comes_to_it_again(running):
    running.control("reset")
    desk = Desk(running)
    made = scenario_of(recorded(desk.sign_in("custom", "custom", PUBLIC, {"CUSTOM_CHALLENGE": once("clock")})))
    assert (made.expect.end, made.expect.name) == (End.CHALLENGE, "CUSTOM_CHALLENGE")
    TestSecrets(desk.access).keep("custom-answer", Secret("clock"))
    assert judge(made, ran(made, desk)).passed


def test_of_what_is_no_sign_in_nothing_is_made(running):
    with pytest.raises(ScenarioError) as caught:
        scenario_of(recorded(Desk(running).sign_in("get_user", "plain", access_token=Secret("x"))))
    assert caught.value.problem == "no_sign_in"
