"""Files of scenarios: what stands in them is read, and whatever is wrong is said with its place and what is allowed."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.challenges import ANSWERERS
from app.auth.challenges.custom import answer_unknown
from app.auth.conversation import Conversation
from app.auth.steps import Answer, Reply
from app.scenarios.questions import FIELDS, UNASKED, fields_of, is_question
from app.scenarios.reading import read
from app.scenarios.scenario import End, From, ScenarioError, Source
from app.scenarios.words import problem_words
from app.secret import Secret
from app.texts import RESOURCES
from tests.helpers.playbook import CONTEXT
from tests.scenarios.samples import FAULTS, HEAD

WHOLE = """
version = 1

[[scenario]]
name = "A code by text message"
profile = "practice / public-all"
flow = "userSRP"
user = "sms"
save = true

[scenario.answers.CREDENTIALS]
password = { env = "SMS_PASSWORD" }
client_metadata = { rows = { channel = "qa", token = { vault = "token" } } }

[[scenario.answers.SMS_MFA]]
SMS_MFA_CODE = "000000"

[[scenario.answers.SMS_MFA]]
SMS_MFA_CODE = { inbox = "SMS" }

[scenario.answers.SOFTWARE_TOKEN_MFA]
SOFTWARE_TOKEN_MFA_CODE = { totp = { vault = "sms-totp" } }

[scenario.expect]
signed_in = true
claims.id = { token_use = "id", "cognito:groups" = ["testers"] }

[[scenario]]
name = "A wrong password"
profile = "practice / public-all"
flow = "USER_PASSWORD_AUTH"
answers.CREDENTIALS = { username = "plain", password = "wrong" }
expect = { error = "NotAuthorizedException", message = "Incorrect username or password." }
"""


def problem_of(data):
    with pytest.raises(ScenarioError) as caught:
        read(data if isinstance(data, bytes) else data.encode(), "file.toml")
    assert caught.value.file == "file.toml"
    return caught.value


def test_a_file_is_read_as_it_stands():
    first, second = read(WHOLE.encode(), "file.toml")
    assert (first.flow, first.user, first.save, first.file) == ("user_srp", "sms", True, "file.toml")
    credentials = first.answers["CREDENTIALS"][0]
    assert credentials["password"] == Source(kind=From.ENV, name="SMS_PASSWORD")
    rows = {"channel": Source(kind=From.LITERAL, value=Secret("qa")), "token": Source(kind=From.VAULT, name="token")}
    assert credentials["client_metadata"] == Source(kind=From.ROWS, rows=rows)
    assert [turn["SMS_MFA_CODE"].kind for turn in first.answers["SMS_MFA"]] == [From.LITERAL, From.INBOX]
    assert first.repeated == {"CREDENTIALS", "SOFTWARE_TOKEN_MFA"}
    totp = first.answers["SOFTWARE_TOKEN_MFA"][0]["SOFTWARE_TOKEN_MFA_CODE"]
    assert totp.of == Source(kind=From.VAULT, name="sms-totp")
    assert first.expect.claims == {"id": {"token_use": "id", "cognito:groups": ["testers"]}}
    assert second.flow == "user_password"
    assert (second.expect.end, second.expect.name) == (End.ERROR, "NotAuthorizedException")
    assert second.expect.message == "Incorrect username or password."


def test_a_byte_order_mark_does_not_matter():
    assert read(b"\xef\xbb\xbf" + WHOLE.encode(), "f") == read(WHOLE.encode(), "f")


@pytest.mark.parametrize(("data", "where", "problem", "detail"), FAULTS, ids=[f"{one[1]} {one[2]}" for one in FAULTS])
def test_a_fault_is_said_with_its_place_and_what_is_allowed(data, where, problem, detail):
    error = problem_of(data)
    assert (error.problem, error.detail) == (problem, detail)
    assert error.where == where if problem != "not_claim" else error.where.startswith(where)
    words = problem_words(error)
    assert words.startswith(f"file.toml: {where}" if where else "file.toml: ")
    assert "{" not in words.replace("{ key = value }", "").replace('{ rows = { key = "value" } }', "")


def test_every_problem_that_has_words_is_met():
    texts = tomllib.loads((RESOURCES / "texts" / "en.toml").read_text("utf-8"))["scenario_problem"]
    elsewhere = {"unreadable", "unwritable", "profile_unknown", "profile_unknown_near", "profile_of_several"}
    elsewhere |= {"no_sign_in", "no_end", "meddled"}  # of a sign-in that one is made from
    assert {fault[2] for fault in FAULTS} == set(texts) - elsewhere


def test_what_is_wrong_in_the_scenarios_after_it_is_said_too():
    error = problem_of(HEAD.replace("user_srp", "spr") + HEAD + "user = 1\n" + HEAD.replace('"p"', "2"))
    assert [(each.where, each.file) for each in (error, *error.others)] == [
        ("scenario[1].flow", "file.toml"), ("scenario[2].user", "file.toml"), ("scenario[3].profile", "file.toml"),
    ]  # fmt: skip


def test_no_value_of_the_file_is_in_a_fault():
    error = problem_of(HEAD + "[scenario.answers.SMS_MFA]\nSMS_MFA_CODE = { totp = 'hunter2!' }")
    assert "hunter2" not in problem_words(error) + repr(error) + repr(error.__cause__)


@given(st.binary())
def test_whatever_bytes_are_read_the_only_fault_is_one_of_the_file(data):
    try:
        read(data, "f")
    except ScenarioError as error:
        problem_words(error)


PIECES = st.sampled_from([
    "[[scenario]]", "[scenario]", "name", "profile", "flow", "answers", "expect", "claims", "user_srp", "SMS_MFA",
    "env", "vault", "totp", "inbox", "rows", "CREDENTIALS", "= ", "= [", "]",
    "{", "}", ".", ", ", "\n", "'x'", '"', "1", "true",
    "1979-05-27", "nan", "-inf", "'''", "#", "[[", "\\u0000", "signed_in", "error", "message", "\ud7ff", "1e999",
])  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_whatever_toml_is_read_the_only_fault_is_one_of_the_file(text):
    for data in (text, HEAD + text, HEAD + "[scenario." + text, HEAD + "[scenario.answers.SMS_MFA]\n" + text):
        try:
            read(data.encode(), "f")
        except ScenarioError as error:
            problem_words(error)


OFFERS = {"AvailableChallenges": ["PASSWORD", "EMAIL_OTP"]}
PARAMETERS = {
    "MFAS_CAN_CHOOSE": '["SMS_MFA"]',
    "MFAS_CAN_SETUP": '["SOFTWARE_TOKEN_MFA", "EMAIL_OTP"]',
    "CREDENTIAL_REQUEST_OPTIONS": '{"challenge": "AA", "rpId": "localhost"}',
}


def fields_asked(flow):
    return {field.name for field in next(flow).fields}


def asker(name):
    body = {"ChallengeName": name, "Session": "s" * 20, "ChallengeParameters": PARAMETERS, **OFFERS}
    return ANSWERERS[name](Conversation(CONTEXT, "u"), Reply(operation="InitiateAuth", body=body, at=0.0))


@pytest.mark.parametrize("name", sorted(set(ANSWERERS) - set(UNASKED)))
def test_every_field_of_every_challenge_that_is_asked_for_can_be_answered(name):
    flow = asker(name)
    asked = fields_asked(flow)
    if name == "MFA_SETUP":
        flow.send(Answer(values={"factor": "SOFTWARE_TOKEN_MFA"}))
        later = flow.send(Reply(operation="", body={"SecretCode": "AA", "Session": "s" * 20}, at=0.0))
        email = asker(name)
        next(email)
        asked |= {field.name for field in later.fields}
        asked |= {field.name for field in email.send(Answer(values={"factor": "EMAIL_OTP"})).fields}
    assert asked == set(FIELDS[name])


def test_a_challenge_that_the_program_has_never_heard_of_is_answered_by_rows():
    body = {"ChallengeName": "RETINA_SCAN", "ChallengeParameters": {}}
    flow = answer_unknown(Conversation(CONTEXT, "u"), Reply(operation="InitiateAuth", body=body, at=0.0))
    assert fields_asked(flow) == set(fields_of("RETINA_SCAN", "user_srp"))


def test_a_challenge_that_cognito_may_learn_can_be_answered_and_a_slip_cannot():
    assert is_question("RETINA_SCAN")
    assert not is_question("SELECT_MFA_TYP")
    assert not is_question("sms_mfa")
    assert not is_question("X" * 129)
