"""The change that the window offers, run as a person would run it: the flow works, and no other setting has changed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from app.diagnosis.app_client.known import Known
from app.diagnosis.client_change import CHANGES, Place, change
from tests.helpers.practice_pool import PASSWORD, REGION
from tests.helpers.programs import require_file, require_program

SRP, REFRESH, BY_PASSWORD = "ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_PASSWORD_AUTH"
CUSTOM, ADMIN = "ALLOW_CUSTOM_AUTH", "ALLOW_ADMIN_USER_PASSWORD_AUTH"
# An app client all of whose settings differ from their defaults.
SETTINGS = {
    "RefreshTokenValidity": 10,
    "AccessTokenValidity": 30,
    "IdTokenValidity": 40,
    "TokenValidityUnits": {"AccessToken": "minutes", "IdToken": "minutes", "RefreshToken": "hours"},
    "ReadAttributes": ["email", "given_name"],
    "WriteAttributes": ["given_name"],
    "SupportedIdentityProviders": ["COGNITO"],
    "CallbackURLs": ["https://example.com/it's?a=b"],
    "LogoutURLs": ["https://example.com/out"],
    "DefaultRedirectURI": "https://example.com/it's?a=b",
    "AllowedOAuthFlows": ["code"],
    "AllowedOAuthScopes": ["openid", "aws.cognito.signin.user.admin"],
    "AllowedOAuthFlowsUserPoolClient": True,
    "PreventUserExistenceErrors": "ENABLED",
    "EnableTokenRevocation": False,
    "AuthSessionValidity": 7,
}


@pytest.fixture
def api(practice):
    practice.control("reset")
    made = practice.api()
    yield made
    made.close()


def run_boto3(code, home):
    return subprocess.run([sys.executable, "-c", code], env=environment(home), capture_output=True, text=True)


def run_aws_cli(code, home):
    require_file(str(Path(sys.executable).with_name("aws")), apt="awscli")
    shell = require_program("sh", apt="dash")
    return subprocess.run([shell, "-c", code], env=environment(home), capture_output=True, text=True)


RUN = {"boto3": run_boto3, "aws_cli": run_aws_cli}


def environment(home):
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(home),
        "AWS_EC2_METADATA_DISABLED": "true", "AWS_MAX_ATTEMPTS": "1", "LC_ALL": "C.UTF-8",
    }  # fmt: skip


def described(api, practice, client_id):
    found = api.describe_user_pool_client(UserPoolId=practice.pool_id(), ClientId=client_id)["UserPoolClient"]
    return {name: value for name, value in found.items() if name != "LastModifiedDate"}


def made_client(api, practice, **settings):
    made = api.create_user_pool_client(
        UserPoolId=practice.pool_id(), ClientName="to be changed", **{**SETTINGS, **settings}
    )
    return made["UserPoolClient"]["ClientId"]


def code_of(language, value, practice, client_id, before=None, rotation=False):
    place = Place(
        region=REGION, user_pool_id=practice.pool_id(), client_id=client_id, endpoint_url=practice.endpoint,
        practice=True,
    )  # fmt: skip
    facts = {"RefreshTokenRotation": {"Feature": "ENABLED" if rotation else "DISABLED"}}
    known = Known(explicit_auth_flows=before, facts=facts, practice=True)
    asked = change(known, value, place)
    return asked, CHANGES[language](asked)


@pytest.mark.parametrize("language", list(RUN))
def test_the_change_turns_the_flow_on_and_leaves_every_other_setting(language, api, practice, tmp_path):
    before_flows = [SRP, REFRESH]
    client_id = made_client(api, practice, ExplicitAuthFlows=before_flows, GenerateSecret=False)
    sign_in = {
        "ClientId": client_id, "AuthFlow": "USER_PASSWORD_AUTH",
        "AuthParameters": {"USERNAME": "plain", "PASSWORD": PASSWORD},
    }  # fmt: skip
    with pytest.raises(ClientError, match="USER_PASSWORD_AUTH flow not enabled for this client"):
        api.initiate_auth(**sign_in)
    before = described(api, practice, client_id)

    asked, code = code_of(language, BY_PASSWORD, practice, client_id, tuple(before_flows))
    done = RUN[language](code, tmp_path)
    assert done.returncode == 0, done.stderr

    after = described(api, practice, client_id)
    assert tuple(after.pop("ExplicitAuthFlows")) == asked.after
    del before["ExplicitAuthFlows"]
    assert after == before
    assert "AccessToken" in api.initiate_auth(**sign_in)["AuthenticationResult"]


@pytest.mark.parametrize("language", list(RUN))
@pytest.mark.parametrize(
    ("given", "value", "rotation"),
    [
        ([], BY_PASSWORD, False),
        (["ADMIN_NO_SRP_AUTH", "USER_PASSWORD_AUTH"], CUSTOM, False),
        (["CUSTOM_AUTH_FLOW_ONLY"], SRP, False),
        ([SRP], ADMIN, True),
        ([], ADMIN, True),
    ],
)
def test_unset_legacy_and_rotating_clients_get_the_list_that_the_window_shows(
    language, given, value, rotation, api, practice, tmp_path
):
    settings = {"RefreshTokenRotation": {"Feature": "ENABLED", "RetryGracePeriodSeconds": 5}} if rotation else {}
    if given:
        settings["ExplicitAuthFlows"] = given
    client_id = made_client(api, practice, GenerateSecret=True, **settings)
    before = described(api, practice, client_id)

    asked, code = code_of(language, value, practice, client_id, tuple(given), rotation)
    done = RUN[language](code, tmp_path)
    assert done.returncode == 0, done.stderr

    after = described(api, practice, client_id)
    assert set(after.pop("ExplicitAuthFlows")) == set(asked.after)
    before.pop("ExplicitAuthFlows", None)
    assert after == before
    assert after["ClientSecret"] not in done.stdout + code


@pytest.mark.parametrize("language", list(RUN))
def test_what_was_not_known_is_read_when_it_runs(language, api, practice, tmp_path):
    client_id = made_client(api, practice, ExplicitAuthFlows=[SRP, REFRESH])
    _, code = code_of(language, BY_PASSWORD, practice, client_id, before=None)
    for _ in range(2):  # a second time changes nothing
        assert RUN[language](code, tmp_path).returncode == 0
        assert described(api, practice, client_id)["ExplicitAuthFlows"] == [SRP, REFRESH, BY_PASSWORD]


@pytest.mark.parametrize("language", list(RUN))
def test_where_the_app_client_is_gone_nothing_is_written_and_the_script_fails(language, api, practice, tmp_path):
    _, code = code_of(language, BY_PASSWORD, practice, "nosuchclient", before=None)
    done = RUN[language](code, tmp_path)
    assert done.returncode != 0
    assert "ResourceNotFoundException" in done.stderr
