"""What is known about a refused refresh is gathered from its request, the vault's list and what AWS said."""

import pytest

from app.auth.flows.refresh import FROM_VAULT, ISSUED_AT
from app.auth.steps import Answer
from app.runs.refusals import examination, explain_refresh
from app.runs.saved import saved_credentials
from app.runs.sign_in import SignInRequest
from app.secret import Secret
from app.transcript.events import Ended
from app.vault.vault import Entry
from tests.helpers.runs_of import profile_at

PROFILE = profile_at("http://127.0.0.1:9", refresh_seconds=100, rotation=False)
TOKEN = Secret("eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ.a.b.c." + "d" * 22)
VAGUE = Ended(at=1000.0, reason="refused", code="NotAuthorizedException", message="Invalid Refresh Token.")


def entry(name="refresh_token", username="plain", client="client", **facts):
    return Entry(
        profile_id="p", profile_name="here", client_id=client, username=username, name=name, saved_at=950.0,
        facts=facts,
    )  # fmt: skip


def request(flow="refresh", **values):
    typed = {"refresh_token": TOKEN, "username": "plain", **values}
    return SignInRequest(profile=PROFILE, flow=flow, credentials=Answer(values=typed), save=True)


def names(verdict):
    return [cause.name for cause in verdict.causes]


def test_a_token_from_the_vault_that_is_too_old_is_proven_so_by_what_was_saved():
    old = Entry(profile_id="p", profile_name="here", client_id="client", username="plain", saved_at=899.0)
    credentials = saved_credentials(old, TOKEN)
    refused = SignInRequest(profile=PROFILE, flow="refresh", credentials=credentials, save=True)
    verdict = explain_refresh(VAGUE, refused)
    assert (verdict.proven.name, verdict.by) == ("expired", "saved")


def test_a_rotated_token_counts_from_the_sign_in_and_not_from_its_own_saving():
    verdict = explain_refresh(VAGUE, request(**{ISSUED_AT: "850", FROM_VAULT: "yes"}))
    assert (verdict.proven.name, verdict.by) == ("expired", "saved")
    assert "expired" not in names(explain_refresh(VAGUE, request(**{ISSUED_AT: "950"})))


def test_the_device_that_the_saved_token_belongs_to_is_missed():
    verdict = explain_refresh(VAGUE, request(**{FROM_VAULT: "yes"}), entries=[entry(device_key="us-east-1_d")])
    assert (verdict.proven.name, verdict.by) == ("device_key_missing", "saved")


@pytest.mark.parametrize("username", ["plain", ""])
def test_what_was_saved_with_a_token_proves_nothing_of_one_that_was_pasted(username):
    verdict = explain_refresh(VAGUE, request(username=username), entries=[entry(device_key="us-east-1_d")])
    assert verdict.proven is None
    assert len(verdict.causes) > 1


@pytest.mark.parametrize(
    "other", [entry(username="another", device_key="us-east-1_d"), entry(client="another", device_key="us-east-1_d")]
)
def test_the_token_of_another_user_or_app_client_says_nothing(other):
    assert explain_refresh(VAGUE, request(), entries=[other]).proven is None


def test_a_device_that_the_vault_knows_as_forgotten_is_the_cause():
    device = entry("device us-east-1_d", status="forgotten")
    verdict = explain_refresh(VAGUE, request(**{FROM_VAULT: "yes", "device_key": "us-east-1_d"}), entries=[device])
    assert (verdict.proven.name, verdict.by) == ("device_forgotten", "saved")


def test_what_aws_found_is_weighed():
    findings = {"facts": {"user": "missing"}}
    verdict = explain_refresh(VAGUE, request(**{FROM_VAULT: "yes"}), findings=findings)
    assert (verdict.proven.name, verdict.by) == ("user_deleted", "aws")


def test_settings_of_the_profile_rule_causes_out():
    assert "rotated_away" not in names(explain_refresh(VAGUE, request()))


def test_a_token_that_was_cut_off_is_seen():
    cut = request(refresh_token=Secret(TOKEN.reveal()[:-5]))
    assert explain_refresh(VAGUE, cut).proven.name == "cut_off"


@pytest.mark.parametrize("findings", [None, {}, {"facts": None}, {"facts": "x"}, {"other": {}}])
def test_findings_that_are_none_are_no_error(findings):
    assert explain_refresh(VAGUE, request(), findings=findings).causes


@pytest.mark.parametrize(
    ("ended", "flow"),
    [
        (Ended(at=1.0, reason="failed", code="timeout"), "refresh"),
        (Ended(at=1.0, reason="cancelled"), "refresh"),
        (VAGUE, "user_srp"),
    ],
)
def test_only_a_refused_refresh_is_examined(ended, flow):
    assert explain_refresh(ended, request(flow)) is None


def test_the_examination_goes_with_the_same_credentials_saves_nothing_and_points_to_the_run():
    refused = request(device_key="us-east-1_d")
    made = examination(refused)
    assert (made.flow, made.save, made.about) == ("examine_refresh", False, refused.run_id)
    assert made.run_id != refused.run_id
    assert made.credentials is refused.credentials
