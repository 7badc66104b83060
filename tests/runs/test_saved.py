"""A refresh with a kept token carries on all that was kept beside it."""

import pytest

from app.auth.flows.refresh import sign_in
from app.runs.saved import saved_credentials
from app.secret import Secret
from app.vault.vault import Entry
from tests.helpers.playbook import CONTEXT, RESULT, Playbook
from tests.helpers.sample_runs import jwt


@pytest.mark.parametrize(
    ("facts", "kept"),
    [
        ({}, {"flow": "user_srp", "issued_at": "1700000000.5"}),
        (
            {"device_key": "us-east-1_d", "issued_at": "1600000000"},
            {"flow": "user_srp", "issued_at": "1600000000", "device_key": "us-east-1_d"},
        ),
    ],
)
def test_a_kept_token_that_rotates_is_kept_with_its_flow_its_device_and_the_time_of_its_sign_in(facts, kept):
    entry = Entry(
        profile_id="p", profile_name="P", client_id="c", username="plain", flow="user_srp", saved_at=1_700_000_000.5,
        facts=facts,
    )  # fmt: skip
    play = Playbook(sign_in(CONTEXT))
    play.asks("CREDENTIALS").answers_fields(saved_credentials(entry, Secret("old")).values)
    parameters = {"REFRESH_TOKEN": "old", **({"DEVICE_KEY": facts["device_key"]} if "device_key" in facts else {})}
    request = play.calls("InitiateAuth", AuthFlow="REFRESH_TOKEN_AUTH", AuthParameters=parameters)
    request.replies({"AuthenticationResult": {**RESULT, "AccessToken": jwt({"username": "plain"}).reveal()}})
    play.keeps_secret("refresh_token", "r", "plain", kept)
    play.returns_tokens()
