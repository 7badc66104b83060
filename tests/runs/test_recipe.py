"""What is read out of a run's events: which calls counted, where each value came from, and nothing that is secret."""

import pytest

from app.exporters.recipe import Kind
from app.exporters.scripts import SCRIPTS
from app.runs.recipe import recipe
from app.seal import reveal
from app.secret import Secret
from app.transcript.events import Called, Ended, Replied, Started
from tests.helpers import sample_runs as sample
from tests.helpers.practice_desk import PUBLIC, signed_in
from tests.helpers.practice_pool import PASSWORD
from tests.helpers.runs_of import profile_at

CONFIDENTIAL = "practice / confidential"
CHOSEN = {"SELECT_CHALLENGE": [{"ANSWER": "PASSWORD_SRP"}]}


def made_of(desk, flow, events, profile=PUBLIC):
    found = recipe(desk.profiles[profile], flow, events)
    assert found is not None
    return found


def test_each_call_is_there_with_where_its_values_come_from(desk):
    code = {"SMS_MFA": lambda step: {"SMS_MFA_CODE": desk.code("sms")}}
    made = made_of(desk, "user_srp", desk.sign_in("user_srp", "sms", CONFIDENTIAL, code), CONFIDENTIAL)
    assert [sent.challenge or sent.operation for sent in made.sent] == ["InitiateAuth", "PASSWORD_VERIFIER", "SMS_MFA"]
    assert [sent.brought for sent in made.sent] == ["PASSWORD_VERIFIER", "SMS_MFA", ""]
    assert made.sent[-1].value("SMS_MFA_CODE").variable == "COGNITO_SMS_MFA_CODE"
    assert made.sent[1].value("PASSWORD_CLAIM_SIGNATURE").kind is Kind.SIGNATURE
    assert (made.username, made.has_secret, made.pool_name) == ("sms", True, "Practice1")


def test_a_wrong_code_that_was_corrected_is_left_out(desk):
    tries = ["000000", ""]
    code = {"SMS_MFA": lambda step: {"SMS_MFA_CODE": tries.pop(0) or desk.code("sms")}}
    made = made_of(desk, "user_srp", desk.sign_in("user_srp", "sms", answers=code))
    assert made.challenges() == ("PASSWORD_VERIFIER", "SMS_MFA")
    assert made.sent[-1].refused == ""


def test_the_refusal_that_ended_a_sign_in_stays(desk):
    made = made_of(desk, "user_srp", desk.sign_in("user_srp", "plain", password=Secret("Wrong123!")))
    assert made.sent[-1].refused == "NotAuthorizedException"
    assert "NotAuthorizedException" in SCRIPTS["boto3"](made)


def test_a_refresh_is_the_call_that_was_taken_in_the_end(desk):
    token = signed_in(desk.sign_in("user_srp", "plain", "practice / rotating")).refresh_token
    profile = desk.profiles["practice / rotating"]
    desk.profiles["unknown"] = profile.__class__(
        id="u", name="u", user_pool_id=profile.user_pool_id, client_id=profile.client_id,
        endpoint_url=profile.endpoint_url, practice=True,
    )  # fmt: skip
    events = desk.sign_in("refresh", "plain", "unknown", refresh_token=token)
    assert [event.operation for event in events if isinstance(event, Called)] == [
        "InitiateAuth", "GetTokensFromRefreshToken",
    ]  # fmt: skip
    made = made_of(desk, "refresh", events)
    assert [sent.operation for sent in made.sent] == ["GetTokensFromRefreshToken"]


def test_a_sign_in_under_way_goes_as_far_as_it_went(desk):
    whole = desk.sign_in("user_auth", "plain", answers={name: list(given) for name, given in CHOSEN.items()})
    calls = [place for place, event in enumerate(whole) if isinstance(event, Called)]
    for tool, write in SCRIPTS.items():
        waits = write(made_of(desk, "user_auth", whole[: calls[1]]))
        assert "SELECT_CHALLENGE" in waits, tool
        assert "ANSWER" not in waits, tool
    under_way = made_of(desk, "user_auth", whole[: calls[1] + 1])
    assert (under_way.sent[-1].replied, under_way.sent[-1].word("ANSWER")) == (False, "PASSWORD_SRP")


def test_a_run_without_a_call_and_one_that_is_no_sign_in_have_none():
    profile = profile_at("http://127.0.0.1:1")
    events = [sample.started(), Ended(at=sample.T0, reason="profile", code="region")]
    assert recipe(profile, "user_srp", events) is None
    assert recipe(profile, "list_devices", sample.until_sms()) is None


def test_the_same_answer_has_one_variable_and_another_one_its_own(desk):
    rounds = {"CUSTOM_CHALLENGE": [{"ANSWER": Secret("clock")}, {"ANSWER": Secret("footsteps")}]}
    events = desk.sign_in("custom_srp", "custom", answers=rounds)
    made = made_of(desk, "custom_srp", events)
    asked = [sent.value("ANSWER").variable for sent in made.sent if sent.challenge == "CUSTOM_CHALLENGE"]
    assert asked == ["COGNITO_ANSWER", "COGNITO_ANSWER_2"]


def test_what_a_person_types_into_free_rows_is_asked_for_and_never_taken_for_a_proof():
    typed = {"USERNAME": "jane", "TIMESTAMP": "now", "it's": Secret("x")}
    events = [
        Started(at=0, run_id="r", flow="custom", profile="p", profile_id="p", user="jane"),
        Called(at=1, number=1, operation="InitiateAuth", params={"ClientId": "c", "AuthFlow": "CUSTOM_AUTH"}),
        Replied(at=2, number=1, operation="InitiateAuth", status=200, request_id="", seconds=0.1, size=1, headers={},
                body={"ChallengeName": "TOMORROW'S"}, challenge="TOMORROW'S"),
        Called(at=3, number=2, operation="RespondToAuthChallenge",
               params={"ClientId": "c", "ChallengeName": "TOMORROW'S", "ChallengeResponses": typed}),
    ]  # fmt: skip
    made = recipe(profile_at("http://127.0.0.1:1"), "custom", events)
    assert made is not None
    kinds = [value.kind for _, value in made.sent[1].values()]
    assert kinds == [Kind.CLIENT_ID, Kind.TEXT, Kind.USERNAME, Kind.ANSWER, Kind.ANSWER]
    assert "has no way" in SCRIPTS["amplify_js"](made)


@pytest.mark.parametrize("tool", SCRIPTS)
def test_no_script_holds_a_secret_of_its_run(tool, desk):
    new = {"NEW_PASSWORD": Secret("Practice2!"), "userAttributes.given_name": "Newcomer"}
    events = desk.sign_in(
        "user_srp", "new-password", CONFIDENTIAL, {"NEW_PASSWORD_REQUIRED": [new]}, client_metadata={"k": "my own"}
    )
    signed_in(events)
    script = SCRIPTS[tool](made_of(desk, "user_srp", events, CONFIDENTIAL))
    known = {PASSWORD, "Practice2!", "Newcomer", "my own", desk.profiles[CONFIDENTIAL].client_secret.reveal()}
    for event in events:
        if isinstance(event, Called | Replied):
            known |= set(secrets_in(event.params if isinstance(event, Called) else event.body))
    assert len(known) > 15
    assert [secret for secret in known if len(secret) > 3 and secret in script] == []


def secrets_in(sealed):
    """Every secret string in a sealed body."""
    if isinstance(sealed, Secret):
        yield reveal(sealed)
    elif hasattr(sealed, "values"):
        for value in sealed.values():
            yield from secrets_in(value)
