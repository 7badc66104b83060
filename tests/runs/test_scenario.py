"""Scenarios at the practice pool: answers from everywhere, every end, and what is missing said by name."""

import time
from dataclasses import replace

import pytest

from app.auth.steps import Ask, Field, Kind
from app.diagnosis.messages import explain_end
from app.errors import ApiError, Unanswered, VaultError, VaultTrouble
from app.runs.scenario import Job, PracticeAccess, ScenarioRun, profile_for
from app.runs.scenario_answers import ScenarioAnswers
from app.runs.scenario_values import Values
from app.runs.test_secrets import TestSecrets
from app.scenarios.judging import judge
from app.scenarios.reading import read
from app.scenarios.scenario import ScenarioError
from app.seal import reveal
from app.secret import Secret
from app.transcript.events import Called, Ended, Refused
from tests.helpers.practice_desk import PUBLIC, Desk, asked, ended, signed_in
from tests.helpers.practice_pool import PASSWORD, practice_pool
from tests.helpers.runs_of import memory_access

LOGIN = f'answers.CREDENTIALS.password = "{PASSWORD}"'


@pytest.fixture(scope="module")
def running():
    with practice_pool() as pool:
        yield pool


@pytest.fixture
def desk(running):
    running.control("reset")
    return Desk(running)


def scenario_from(body, flow="user_srp", user="plain", profile=PUBLIC):
    head = f'[[scenario]]\nname = "s"\nprofile = "{profile}"\nflow = "{flow}"\nuser = "{user}"\n'
    (found,) = read((head + body).encode(), "s.toml")
    return found


def run_of(scenario, desk, **more):
    """Run a scenario; its run, and the list into which its events go."""
    events = []
    access = PracticeAccess(endpoint=desk.pool.endpoint)
    job = Job(job_id="1", scenario=scenario, profile=profile_for(scenario, desk.profiles.values()), practice=access)
    return ScenarioRun(job, secrets=desk.access, emit=events.append, **more), events


def ran(scenario, desk, **more):
    run, events = run_of(scenario, desk, **more)
    run.run()
    return events


def test_a_plain_sign_in_has_the_claims_that_are_expected(desk):
    expect = 'expect.claims.id = { token_use = "id", "cognito:groups" = ["testers"] }\n'
    scenario = scenario_from(f'{LOGIN}\n{expect}expect.claims.access.username = "plain"')
    events = ran(scenario, desk)
    signed_in(events)
    assert judge(scenario, events).passed
    assert desk.vault.entries() == []


def test_a_client_secret_comes_with_the_scenario_where_the_profile_has_none(desk, monkeypatch):
    ours = next(one for one in desk.profiles.values() if one.client_secret is not None)
    monkeypatch.setenv("WEB_SECRET", ours.client_secret.reveal())
    own = replace(ours, client_secret=None, has_secret=True, practice=False)
    scenario = scenario_from(f'{LOGIN}\nclient_secret = {{ env = "WEB_SECRET" }}')
    for profile, said in ((own, True), (replace(own, has_secret=False), False)):
        events = []
        ScenarioRun(Job(job_id="1", scenario=scenario, profile=profile), secrets=desk.access, emit=events.append).run()
        assert judge(scenario, events).passed is said
        assert ours.client_secret.reveal() not in repr(events)
    monkeypatch.delenv("WEB_SECRET")
    events = []
    ScenarioRun(Job(job_id="1", scenario=scenario, profile=own), secrets=desk.access, emit=events.append).run()
    assert (events[-1].reason, events[-1].message) == ("value", "WEB_SECRET")


def test_a_refresh_token_is_kept_only_where_the_scenario_says_so(desk):
    signed_in(ran(scenario_from(f"{LOGIN}\nsave = true"), desk))
    (entry,) = desk.vault.entries()
    assert (entry.username, entry.name) == ("plain", "refresh_token")


@pytest.mark.parametrize("save", [False, True])
def test_a_device_is_kept_only_where_the_scenario_says_so(save, desk):
    code = 'answers.SOFTWARE_TOKEN_MFA.SOFTWARE_TOKEN_MFA_CODE = { totp = "PRACTICEDEVICESECRETAAAAAAAAAAAA" }'
    body = f'save = {str(save).lower()}\n{LOGIN}\n{code}\nanswers.NEW_DEVICE.DeviceName = "a computer"'
    signed_in(ran(scenario_from(body, user="device", profile="practice-devices / public"), desk))
    assert [entry.name.split()[0] for entry in desk.vault.entries()] == (["refresh_token", "device"] if save else [])


def test_a_code_comes_from_the_inbox_and_never_an_old_one(desk):
    scenario = scenario_from(f"{LOGIN}\nanswers.SMS_MFA.SMS_MFA_CODE = {{ inbox = true }}", user="sms")
    for _ in range(3):
        signed_in(ran(scenario, desk))


def test_a_password_comes_from_the_environment_or_the_vault(desk, monkeypatch):
    monkeypatch.setenv("SCENARIO_PASSWORD", PASSWORD)
    TestSecrets(desk.access).keep("plain-password", Secret(PASSWORD))
    for source in ('{ env = "SCENARIO_PASSWORD" }', '{ vault = "plain-password" }'):
        signed_in(ran(scenario_from(f"answers.CREDENTIALS.password = {source}"), desk))


@pytest.mark.parametrize(
    ("source", "code", "name"),
    [
        ('{ env = "SCENARIO_NOWHERE" }', "env", "SCENARIO_NOWHERE"),
        ('{ vault = "nowhere" }', "vault", "nowhere"),
        ('{ totp = { env = "SCENARIO_NO_KEY" } }', "totp", "SCENARIO_NO_KEY"),
    ],
)
def test_a_value_that_is_missing_is_said_by_its_name_alone(source, code, name, desk, monkeypatch):
    monkeypatch.setenv("SCENARIO_NO_KEY", "no key at all!")
    events = ran(scenario_from(f"answers.CREDENTIALS.password = {source}"), desk)
    assert ended(events) == ("value", code, name)
    assert name in explain_end(events[-1]).what
    assert "no key at all!" not in repr(events)


def test_a_vault_that_fails_is_told_from_a_secret_that_is_missing(desk, monkeypatch):
    def fails(entry_id):
        raise VaultError(VaultTrouble.LOCKED)

    monkeypatch.setattr(desk.vault, "read", fails)
    events = ran(scenario_from('answers.CREDENTIALS.password = { vault = "x" }'), desk)
    assert ended(events) == ("value", "keyring", "x")
    assert events[-1].trouble == "locked"
    assert "locked" in explain_end(events[-1]).what


def test_a_question_without_an_answer_ends_the_run_and_may_be_the_end_that_is_expected(desk):
    scenario = scenario_from(f'{LOGIN}\nexpect.challenge = "SMS_MFA"', user="sms")
    events = ran(scenario, desk)
    assert ended(events)[:2] == ("unanswered", "SMS_MFA")
    assert judge(scenario, events).passed


def test_a_refusal_without_a_further_answer_is_the_end(desk):
    wrong = f'{LOGIN}\nanswers.SMS_MFA.SMS_MFA_CODE = "000000"\nexpect.error = "CodeMismatchException"'
    scenario = scenario_from(wrong, user="sms")
    events = ran(scenario, desk)
    assert asked(events) == ["SMS_MFA"] * 2
    assert judge(scenario, events).passed


def test_answers_are_given_in_turn(desk):
    turns = '[[scenario.answers.SMS_MFA]]\nSMS_MFA_CODE = "{}"\n'
    body = f"{LOGIN}\n{turns.format('000000')}{turns.format('111111')}"
    body += "[[scenario.answers.SMS_MFA]]\nSMS_MFA_CODE = { inbox = 'SMS' }"
    events = ran(scenario_from(body, user="sms"), desk)
    signed_in(events)
    assert [event.code for event in events if isinstance(event, Refused)] == ["CodeMismatchException"] * 2


def test_an_authenticators_code_that_was_used_is_given_anew_by_the_servers_clock(desk):
    key = "PRACTICETOTPSECRETAAAAAAAAAAAAAA"
    code = f'answers.SOFTWARE_TOKEN_MFA.SOFTWARE_TOKEN_MFA_CODE = {{ totp = "{key}" }}'
    scenario = scenario_from(f"{LOGIN}\n{code}", user="totp")
    shift = [3600.0]
    desk.pool.control("clock", {"offset": shift[0]})

    def wait(seconds):
        shift[0] += seconds
        desk.pool.control("clock", {"offset": shift[0]})

    signed_in(ran(scenario, desk))
    events = ran(scenario, desk, clock=lambda: time.time() + shift[0] - 3600, wait=wait)
    desk.pool.control("clock", {"offset": 0})
    signed_in(events)
    assert shift[0] > 3600


def test_an_inbox_without_a_code_is_waited_for_ten_seconds(desk):
    late = [0.0]

    def wait(seconds):
        late[0] += seconds

    body = f"{LOGIN}\nanswers.SMS_MFA.SMS_MFA_CODE = {{ inbox = 'EMAIL' }}"
    scenario = scenario_from(body, user="sms")
    events = ran(scenario, desk, clock=lambda: time.time() + late[0], wait=wait)
    assert ended(events) == ("value", "inbox", "SMS_MFA")
    assert 9 < late[0] < 11


def test_a_code_that_was_sent_before_the_question_is_never_taken(desk):
    login = f'{LOGIN}\nanswers.SELECT_MFA_TYPE.ANSWER = "{{}}"\n'
    by_message = login.format("SMS_MFA") + 'expect.challenge = "SMS_MFA"'
    ran(scenario_from(by_message, user="choose-mfa"), desk)
    assert desk.code("choose-mfa")
    desk.pool.control("clock", {"offset": 60})
    inbox = "answers.SOFTWARE_TOKEN_MFA.SOFTWARE_TOKEN_MFA_CODE = { inbox = true }"
    by_app = scenario_from(login.format("SOFTWARE_TOKEN_MFA") + inbox, user="choose-mfa")
    late = iter(range(0, 1000, 4))
    events = ran(by_app, desk, clock=lambda: time.time() + next(late), wait=lambda _: None)
    desk.pool.control("clock", {"offset": 0})
    assert ended(events) == ("value", "inbox", "SOFTWARE_TOKEN_MFA")


def test_an_email_address_is_set_up_by_one_answer_to_both_questions(desk):
    body = f"""{LOGIN}
answers.MFA_SETUP = {{ factor = "EMAIL_OTP", EMAIL = "scenario@example.com" }}
answers.EMAIL_OTP.EMAIL_OTP_CODE = {{ inbox = "EMAIL" }}"""
    events = ran(scenario_from(body, user="enroll-mfa", profile="practice-mfa-required / public"), desk)
    signed_in(events)
    assert asked(events) == ["MFA_SETUP", "MFA_SETUP", "EMAIL_OTP"]


def test_the_only_choice_is_taken_and_none_of_several():
    scenario = scenario_from(LOGIN)
    answers = ScenarioAnswers(scenario, Values(TestSecrets(memory_access()[0]), None, "us-east-1_Example1"))

    def question(*choices, **more):
        return Ask(name="SELECT_MFA_TYPE", fields=(Field(name="ANSWER", kind=Kind.CHOICE, choices=choices),), **more)

    assert answers(question("SMS_MFA")).text("ANSWER") == "SMS_MFA"
    with pytest.raises(Unanswered):
        answers(question("SMS_MFA", "EMAIL_OTP"))
    with pytest.raises(ApiError):
        answers(question("SMS_MFA", refusal=ApiError("X", "m")))


def test_an_answer_that_is_asked_for_without_end_is_not_given_without_end():
    scenario = scenario_from('answers.CUSTOM_CHALLENGE.ANSWER = "again"')
    answers = ScenarioAnswers(scenario, Values(TestSecrets(memory_access()[0]), None, "us-east-1_Example1"))
    step = Ask(name="CUSTOM_CHALLENGE", fields=(Field(name="ANSWER", kind=Kind.ANSWER),))
    assert {answers(step).text("ANSWER") for _ in range(50)} == {"again"}
    with pytest.raises(Unanswered):
        answers(step)


CODE = Ask(name="SOFTWARE_TOKEN_MFA", fields=(Field(name="SOFTWARE_TOKEN_MFA_CODE", kind=Kind.CODE),))
USED = replace(CODE, refusal=ApiError("ExpiredCodeException", "Your software token has already been used once."))


@pytest.mark.parametrize(("expect", "given_anew"), [("", 1), ('expect.error = "ExpiredCodeException"', 0)])
def test_another_code_is_given_once_and_never_where_the_refusal_is_expected(expect, given_anew):
    totp = '{ totp = "PRACTICETOTPSECRETAAAAAAAAAAAAAA" }'
    body = f"answers.SOFTWARE_TOKEN_MFA.SOFTWARE_TOKEN_MFA_CODE = {totp}\n{expect}"
    now = iter(range(0, 10_000, 31))
    secrets = TestSecrets(memory_access()[0])
    values = Values(secrets, None, "us-east-1_Example1", clock=lambda: next(now), wait=lambda _: None)
    answers = ScenarioAnswers(scenario_from(body), values, clock=time.time)
    codes = [answers(CODE), *(answers(USED) for _ in range(given_anew))]
    assert all(isinstance(each.values["SOFTWARE_TOKEN_MFA_CODE"], Secret) for each in codes)
    assert len({each.text("SOFTWARE_TOKEN_MFA_CODE") for each in codes}) == len(codes)
    with pytest.raises(ApiError):
        answers(USED)


def test_rows_come_from_file_environment_and_vault(desk, monkeypatch):
    monkeypatch.setenv("SCENARIO_ROW", "from there")
    rows = 'answers.CREDENTIALS.client_metadata = { rows = { a = "b", c = { env = "SCENARIO_ROW" } } }'
    events = ran(scenario_from(f"{LOGIN}\n{rows}"), desk)
    called = next(event for event in events if isinstance(event, Called))
    assert reveal(called.params)["ClientMetadata"] == {"a": "b", "c": "from there"}


def test_no_value_of_a_scenario_can_be_read_in_its_events(desk, monkeypatch):
    monkeypatch.setenv("SCENARIO_SECRET", "hunter2-from-there")
    TestSecrets(desk.access).keep("kept", Secret("hunter2-kept"))
    rows = 'answers.CREDENTIALS.client_metadata = { rows = { a = { vault = "kept" }, b = "hunter2-row" } }\n'
    answers = 'answers.CUSTOM_CHALLENGE = [{ ANSWER = { env = "SCENARIO_SECRET" } }, { ANSWER = "hunter2-written" }]'
    scenario = scenario_from(rows + answers, flow="custom", user="custom")
    assert "hunter2" not in repr(scenario) + repr(ran(scenario, desk))
    scenario = scenario_from(f'{rows}answers.CREDENTIALS.password = "hunter2-written"', flow="user_password")
    assert "hunter2" not in repr(scenario) + repr(ran(scenario, desk))


def test_abort_ends_the_wait_for_a_code(desk):
    runs = []
    body = f"{LOGIN}\nanswers.SMS_MFA.SMS_MFA_CODE = {{ inbox = 'EMAIL' }}"
    run, events = run_of(scenario_from(body, user="sms"), desk, wait=lambda _: runs[0].abort())
    runs.append(run)
    run.run()
    assert ended(events)[0] == "cancelled"


def test_abort_before_the_run_lets_nothing_be_called(desk):
    run, events = run_of(scenario_from(LOGIN), desk)
    run.abort()
    run.run()
    assert [type(event).__name__ for event in events] == ["Started", "Ended"]
    assert events[-1] == Ended(at=events[-1].at, reason="cancelled")


def test_what_can_be_left_is_left_where_the_scenario_says_nothing_about_it(desk):
    key = "PRACTICEDEVICESECRETAAAAAAAAAAAA"
    code = f'answers.SOFTWARE_TOKEN_MFA.SOFTWARE_TOKEN_MFA_CODE = {{ totp = "{key}" }}'
    events = ran(scenario_from(f"{LOGIN}\n{code}", user="device", profile="practice-devices / public"), desk)
    signed_in(events)
    assert asked(events) == ["SOFTWARE_TOKEN_MFA", "NEW_DEVICE"]
    assert desk.vault.entries() == []


def test_a_required_field_that_the_scenario_lacks_is_a_question_without_an_answer(desk):
    assert ended(ran(scenario_from(""), desk))[:2] == ("unanswered", "CREDENTIALS")


def test_a_profile_is_found_by_name_and_id_and_another_can_take_its_place(desk):
    scenario, profiles = scenario_from(LOGIN), list(desk.profiles.values())
    by_name = profile_for(scenario, profiles)
    assert profile_for(scenario, profiles, instead=by_name.id) == by_name
    other = profile_for(scenario, profiles, instead="practice / confidential")
    assert other.client_secret is not None
    with pytest.raises(ScenarioError) as caught:
        profile_for(scenario, profiles, instead="practice / publik-all")
    assert (caught.value.problem, caught.value.detail) == ("profile_unknown_near", PUBLIC)
    with pytest.raises(ScenarioError) as caught:
        profile_for(scenario, [by_name, by_name])
    assert (caught.value.where, caught.value.problem) == ("s.profile", "profile_of_several")
