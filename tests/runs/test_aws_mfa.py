"""MFA of an AWS profile as a run asks for it: on the timeline before the call, the code masked, Cancel the end."""

import pytest

from app.auth.steps import Answer
from app.errors import Cancelled
from app.runs.sign_in import SignIn, SignInRequest
from app.runs.vault_access import ProfileSecrets
from app.secret import Secret
from app.transcript.events import Answered, Asked, Called, Ended, Finished
from tests.helpers.little_server import little_server, says
from tests.helpers.runs_of import memory_access, profile_at
from tests.helpers.sts import KEYS, SERIAL, WITH_MFA, WRONG_CODE, assumed, write_config


@pytest.fixture(autouse=True)
def config(tmp_path, monkeypatch):
    path = tmp_path / "config"
    monkeypatch.setenv("AWS_CONFIG_FILE", str(path))
    write_config(path, source=KEYS, qa=WITH_MFA)


def run(monkeypatch, answer, *sts, pools=None):
    """List user pools with the AWS profile `qa`; returns the events and what came to Cognito."""
    with little_server(says(pools or {"UserPools": []})) as cognito, little_server(*sts) as service:
        monkeypatch.setenv("AWS_ENDPOINT_URL_STS", service.url)
        profile = profile_at(cognito.url, aws_profile="qa")
        request = SignInRequest(profile=profile, flow="list_user_pools", credentials=Answer(values={}), save=False)
        events = []
        secrets = ProfileSecrets(memory_access()[0], profile, wanted=False)
        SignIn(request, answers=answer, secrets=secrets, emit=events.append).run()
        return events, cognito.received


def types_of(events):
    return [type(event).__name__ for event in events if isinstance(event, Asked | Answered | Called | Ended | Finished)]


def test_the_code_is_asked_before_the_call_and_masked(monkeypatch):
    events, received = run(monkeypatch, lambda step: Answer(values={"token_code": Secret("824613")}), assumed())
    assert types_of(events) == ["Asked", "Answered", "Asked", "Answered", "Called", "Finished"]
    asked = [event for event in events if isinstance(event, Asked)][1]
    assert (asked.name, dict(asked.params), asked.refusal) == ("AWS_MFA", {"serial": SERIAL, "profile": "qa"}, "")
    assert [field.name for field in asked.fields] == ["token_code"]
    assert "824613" not in repr([event.values for event in events if isinstance(event, Answered)])
    assert len(received) == 1


def test_a_wrong_code_is_asked_for_again_under_its_refusal(monkeypatch):
    steps = []

    def answer(step):
        steps.append(step)
        return Answer(values={"token_code": Secret("000000")})

    events, _ = run(monkeypatch, answer, WRONG_CODE, assumed())
    assert [step.refusal.code if step.refusal else "" for step in steps] == ["", "AccessDenied"]
    assert steps[1].refusal.message.startswith("MultiFactorAuthentication failed")
    assert isinstance(events[-1], Finished)


def test_cancel_ends_the_run_before_anything_is_called(monkeypatch):
    def answer(step):
        raise Cancelled

    events, received = run(monkeypatch, answer, assumed())
    assert types_of(events) == ["Asked", "Answered", "Asked", "Ended"]
    assert (events[-1].reason, received) == ("cancelled", [])


def test_what_is_wrong_with_the_credentials_ends_the_run_with_its_name_and_profile(monkeypatch):
    events, received = run(monkeypatch, lambda step: Answer(values={"token_code": Secret("000000")}), WRONG_CODE)
    end = events[-1]
    assert (end.reason, end.code, end.trouble, end.aws_profile) == ("failed", "credentials", "mfa", "qa")
    assert (end.operation, received) == ("ListUserPools", [])
