"""What looking a user up tells of a refusal, against the practice pool: which cause it was."""

from dataclasses import replace

import pytest

from app.auth.steps import Answer
from app.runs.refusals import explain_run, look_up, names_of
from app.runs.sign_in import SignIn, SignInRequest
from app.runs.vault_access import ProfileSecrets
from app.secret import Secret
from app.transcript.events import Ended, Finished
from tests.helpers.practice_desk import PUBLIC
from tests.helpers.practice_pool import PASSWORD

CONFIDENTIAL, DEFAULTS = "practice / confidential", "practice / defaults"


class Refusal:
    """A sign-in that is refused, and what comes of it."""

    def __init__(self, desk, flow, username, profile=PUBLIC, password=PASSWORD, secret=None):
        self.desk = desk
        chosen = desk.profiles[profile] if isinstance(profile, str) else profile
        if secret is not None:
            chosen = replace(chosen, client_secret=Secret(secret))
        typed = {"username": username, "password": Secret(password)}
        self.request = SignInRequest(profile=chosen, flow=flow, credentials=Answer(values=typed), save=False)
        self.events = self._run(self.request)
        assert isinstance(self.events[-1], Ended), self.events[-1]

    def verdict(self, **known):
        return explain_run(self.events[-1], self.request, self.events, **known)

    def examined(self):
        """What is said once AWS was asked."""
        self.look_up = look_up(self.request)
        end = self._run(self.look_up)[-1]
        assert isinstance(end, Finished), end
        self.findings = end.findings
        return self.verdict(findings=end.findings)

    def _run(self, request):
        events = []
        keeper = ProfileSecrets(self.desk.access, request.profile, wanted=False)
        SignIn(request, answers=lambda step: Answer(values={}), secrets=keeper, emit=events.append).run()
        return events


def proven(verdict):
    return (verdict.proven.name, verdict.by) if verdict.proven else verdict.causes[0].name


def remedies(verdict):
    return [(remedy.name, remedy.value) for remedy in verdict.causes[0].remedies]


@pytest.mark.parametrize("flow", ["user_password", "user_srp"])
@pytest.mark.parametrize(
    ("username", "cause"),
    [("disabled", "user_disabled"), ("unconfirmed", "user_unconfirmed"), ("reset-required", "reset_required")],
)
def test_what_cognito_says_in_plain_words_needs_no_look(desk, flow, username, cause):
    refused = Refusal(desk, flow, username)
    assert proven(refused.verdict()) == (cause, "reply")
    assert not refused.verdict().can_ask_aws
    assert proven(refused.examined()) == (cause, "reply")


@pytest.mark.parametrize("flow", ["user_password", "user_srp"])
def test_a_user_who_does_not_exist_is_told_by_aws_where_the_app_client_hides_it(desk, flow):
    refused = Refusal(desk, flow, "nobody", profile="practice-devices / public")
    assert refused.verdict().proven is None
    assert refused.verdict().can_ask_aws
    assert proven(refused.examined()) == ("no_such_user", "aws")


def test_a_look_is_a_run_of_its_own_that_points_to_the_refused_one(desk):
    refused = Refusal(desk, "user_password", "plain", password="wrong")
    refused.examined()
    assert (refused.look_up.about, refused.look_up.save) == (refused.request.run_id, False)
    assert refused.look_up.run_id != refused.request.run_id


def test_a_wrong_password_is_what_remains_when_aws_rules_the_rest_out(desk):
    refused = Refusal(desk, "user_password", "plain", password="wrong")
    before, after = refused.verdict(), refused.examined()
    assert "unknown_user" in [cause.name for cause in before.causes]
    assert [cause.name for cause in after.causes] == ["wrong_password", "no_password"]  # AWS cannot tell these apart
    assert after.proven is None
    assert after.says != before.says
    assert not after.can_ask_aws


def test_the_history_of_the_user_is_among_the_facts(desk):
    refused = Refusal(desk, "user_password", "plain", password="wrong")
    refused.examined()
    facts = refused.findings["facts"]
    assert facts["failed_passwords"] >= 1
    assert facts["events"][0]["response"] == "Fail"


def test_a_user_who_is_only_in_the_old_directory_is_led_to_the_flow_that_shows_the_trigger_the_password(desk):
    refused = Refusal(desk, "user_srp", "legacy")
    assert proven(refused.verdict()) == "not_migrated"
    assert remedies(refused.verdict()) == [("use_flow", "user_password")]
    assert proven(refused.examined()) == ("not_here_yet", "aws")
    assert remedies(refused.examined()) == [("use_flow", "user_password")]


def test_after_the_migration_the_old_directory_is_no_cause_any_more(desk):
    desk.sign_in("user_password", "legacy")
    refused = Refusal(desk, "user_srp", "legacy", password="wrong")
    assert "not_migrated" not in [cause.name for cause in refused.verdict().causes]


def test_a_wrong_client_secret_is_seen_by_what_was_sent_and_by_aws(desk):
    refused = Refusal(desk, "user_password", "plain", CONFIDENTIAL, secret="wrong")
    assert proven(refused.verdict()) == ("wrong_secret", "sent")
    assert ("edit_profile", "client_secret") in remedies(refused.verdict())
    assert proven(refused.examined()) == ("wrong_secret", "aws")
    assert refused.findings["facts"]["secret"] == "other"


def test_a_client_that_has_a_secret_wants_it(desk):
    profile = replace(desk.profiles[CONFIDENTIAL], client_secret=None)
    assert proven(Refusal(desk, "user_srp", "plain", profile).verdict()) == ("secret_missing", "reply")


def test_a_client_without_a_secret_wants_no_hash(desk):
    assert proven(Refusal(desk, "user_srp", "plain", PUBLIC, secret="x" * 24).verdict()) == ("secret_unwanted", "reply")


def test_a_client_that_does_not_hide_who_exists_leaves_no_doubt_of_the_password(desk):
    verdict = Refusal(desk, "user_srp", "plain", DEFAULTS, password="wrong").verdict()
    assert "unknown_user" not in [cause.name for cause in verdict.causes]


def test_a_made_up_name_for_an_unknown_user_makes_that_the_likeliest_cause(desk):
    verdict = Refusal(desk, "user_srp", "nobody").verdict()
    assert verdict.causes[0].name == "unknown_user"


@pytest.mark.parametrize(
    ("flow", "profile", "offered"),
    [("user_password", "practice / srp-only", "user_srp"), ("user_auth", "practice-lite / public", "user_srp")],
)
def test_a_flow_that_is_off_leads_to_one_that_is_on(desk, flow, profile, offered):
    verdict = Refusal(desk, flow, "plain", profile).verdict()
    assert proven(verdict) == ("flow_off", "reply")
    assert ("use_flow", offered) in remedies(verdict)


def test_a_client_id_of_another_pool_is_told_by_the_profile_that_has_it_there(desk):
    other = desk.profiles["practice-lite / public"]
    wrong = replace(desk.profiles[PUBLIC], client_id="1none0practice")
    refused = Refusal(desk, "user_srp", "plain", wrong)
    known = replace(other, client_id="1none0practice")
    assert proven(refused.verdict(profiles=[wrong, known])) == "client_of_other_pool"
    assert proven(refused.verdict()) == "client_wrong"
    assert proven(refused.examined()) == ("client_wrong", "aws")


def test_a_server_that_is_gone_is_a_fault_on_the_way(desk):
    nowhere = replace(desk.profiles[PUBLIC], endpoint_url="http://127.0.0.1:9", practice=False)
    verdict = Refusal(desk, "user_srp", "plain", nowhere).verdict()
    assert verdict.causes[0].name == "endpoint_closed"
    assert verdict.message


def test_the_clock_of_the_server_is_measured_by_its_replies(desk):
    with desk.pool.clock_ahead(400):
        refused = Refusal(desk, "user_srp", "plain", password="wrong")
    verdict = refused.verdict()
    assert verdict.causes[0].name == "clock_skew"
    assert "ahead" in verdict.causes[0].what


def test_a_trigger_that_says_no_is_named_with_its_words(desk):
    answers = {"CUSTOM_CHALLENGE": lambda step: {"ANSWER": "wrong", "answer_as": "ANSWER"}}
    events = desk.sign_in("custom", "custom", answers=answers)
    typed = Answer(values={"username": "custom"})
    request = SignInRequest(profile=desk.profiles[PUBLIC], flow="custom", credentials=typed, save=False)
    assert proven(explain_run(events[-1], request, events)) == ("trigger_failed_sign_in", "sent")


@pytest.mark.parametrize("flow", ["user_srp", "user_password"])
def test_names_of_a_sign_in_with_a_secret_are_told_call_by_call(desk, flow):
    profile = desk.profiles[CONFIDENTIAL]
    email = _email(desk)
    events = desk.sign_in(flow, email, CONFIDENTIAL)
    request = SignInRequest(profile=profile, flow=flow, credentials=Answer(values={"username": email}), save=False)
    rows = names_of(request, events)
    assert (rows[0].sent, rows[0].hashed, rows[0].hash_known) == (email, email, True)
    if flow == "user_srp":
        assert (rows[0].returned, rows[1].sent, rows[1].hashed, rows[1].srp) == ("plain",) * 4
    assert rows[-1].sub
    assert rows[-1].returned == "plain"


def _email(desk):
    api = desk.pool.api()
    found = api.admin_get_user(UserPoolId=desk.pool.pool_id(), Username="plain")
    api.close()
    return next(each["Value"] for each in found["UserAttributes"] if each["Name"] == "email")
