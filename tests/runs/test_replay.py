"""What a replay takes over from a finished run, and what it leaves to be asked."""

from dataclasses import replace

import pytest

from app.auth.steps import CREDENTIALS, NEW_DEVICE, NO_DEVICE, Answer, Field, Kind
from app.profiles.profile import Profile
from app.runs.replay import can_replay, known_credentials, replay_of, wanted_fields
from app.secret import Secret
from app.transcript.events import Answered, Asked, Ended, Finished, SignedIn, Started
from app.transcript.recording import Recording
from app.transcript.redaction import redact

PROFILE = Profile(id="p", name="p", user_pool_id="us-east-1_Practice1", client_id="abc")
FACTOR = Field(name="SELECT", kind=Kind.CHOICE, choices=("SMS_MFA", "EMAIL_OTP"))
CODE = Field(name="SMS_MFA_CODE", kind=Kind.CODE)


def run(*events, flow="user_srp", end=None, **credentials) -> Recording:
    values = {"username": "ann", "password": Secret("Right1!pw"), "device": NEW_DEVICE, **credentials}
    return Recording(
        run_id="first",
        events=(
            Started(at=1.0, run_id="first", flow=flow, profile="P", profile_id="p", user="ann"),
            Asked(at=1.0, name=CREDENTIALS, fields=()),
            Answered(at=1.0, name=CREDENTIALS, values=values),
            *events,
            end or SignedIn(at=9.0, username="ann"),
        ),
    )


def answered(name, field, value, refusal=""):
    asked = Asked(at=2.0, name=name, fields=(field,), refusal=refusal)
    return asked, Answered(at=3.0, name=name, values={field.name: value})


def test_the_same_user_flow_and_password_go_to_the_other_profile():
    request = replay_of(run(), PROFILE, {})
    assert (request.profile, request.flow, request.about, request.save) == (PROFILE, "user_srp", "first", False)
    assert request.run_id != "first"
    assert request.credentials.text("username") == "ann"
    assert request.credentials.secret("password") == Secret("Right1!pw")


def test_what_the_person_gives_now_comes_before_what_was_given_then():
    assert replay_of(run(), PROFILE, {"username": "bob"}).credentials.text("username") == "bob"


def test_of_a_redacted_transcript_nothing_is_known_that_has_a_label():
    (opened,) = redact((run(),))
    assert known_credentials(opened) == {"device": NEW_DEVICE}


def test_with_kept_names_the_name_is_known_and_the_password_asked():
    (opened,) = redact((run(),), keep_names=True)
    assert known_credentials(opened)["username"] == "ann"
    assert "password" not in known_credentials(opened)


def test_a_device_of_the_first_run_is_not_used_again():
    assert replay_of(run(device="us-east-1_abc"), PROFILE, {}).credentials.text("device") == NO_DEVICE


def test_rows_of_client_metadata_are_given_as_text():
    request = replay_of(run(client_metadata={"channel": Secret("web")}), PROFILE, {})
    assert request.credentials.pairs("client_metadata") == {"channel": "web"}


def test_a_token_s_own_facts_stay_with_the_first_run():
    known = known_credentials(run(flow="refresh", REFRESH_TOKEN=Secret("r" * 20), from_vault="yes"))
    assert "from_vault" not in known


def test_choices_are_made_again_and_codes_are_not():
    made = run(*answered("SELECT_MFA_TYPE", FACTOR, "SMS_MFA"), *answered("SMS_MFA", CODE, Secret("123456")))
    assert replay_of(made, PROFILE, {}).choices == (("SELECT_MFA_TYPE", Answer(values={"SELECT": "SMS_MFA"})),)


def test_of_a_choice_that_was_refused_the_next_one_counts():
    made = run(*answered("SELECT_MFA_TYPE", FACTOR, "SMS_MFA"),
               *answered("SELECT_MFA_TYPE", FACTOR, "EMAIL_OTP", refusal="InvalidParameterException"))  # fmt: skip
    assert replay_of(made, PROFILE, {}).choices == (("SELECT_MFA_TYPE", Answer(values={"SELECT": "EMAIL_OTP"})),)


def test_what_the_transcript_left_out_of_a_choice_is_asked_again_and_all_that_follows():
    password = Field(name="password", kind=Kind.PASSWORD)
    chosen, by_password = answered("SELECT_CHALLENGE", FACTOR, "PASSWORD")
    by_password = replace(by_password, values={**by_password.values, "password": Secret("Right1!pw")})
    chosen = replace(chosen, fields=(FACTOR, password))
    made = run(chosen, by_password, *answered("SELECT_MFA_TYPE", FACTOR, "SMS_MFA"))
    assert [name for name, _ in replay_of(made, PROFILE, {}).choices] == ["SELECT_CHALLENGE", "SELECT_MFA_TYPE"]
    (opened,) = redact((made,))
    assert replay_of(opened, PROFILE, {}).choices == ()


@pytest.mark.parametrize("flow", ["user_srp", "user_password", "custom", "user_auth", "refresh"])
def test_only_what_a_person_types_is_asked(flow):
    kinds = {field.kind for field in wanted_fields(flow)}
    assert Kind.DEVICE not in kinds
    assert Kind.PAIRS not in kinds


def test_a_run_that_is_no_sign_in_or_not_over_cannot_be_replayed():
    assert can_replay(run())
    assert can_replay(run(end=Ended(at=9.0, reason="refused", code="NotAuthorizedException")))
    assert not can_replay(run(flow="look_up_user", end=Finished(at=9.0, findings={})))
    assert not can_replay(Recording(run_id="first", events=run().events[:-1]))
