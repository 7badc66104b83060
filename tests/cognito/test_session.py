"""Which settings of the person count: none for public calls and the practice pool, all of them for admin calls."""

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from app.auth.steps import Call
from app.cognito.client import CognitoApi
from app.cognito.reach import Reach
from app.errors import Fault, TransportError
from tests.helpers.little_server import little_server, says

ROOT = Path(__file__).parents[2]
PUBLIC = Call(operation="InitiateAuth", params={"AuthFlow": "CUSTOM_AUTH", "ClientId": "c", "AuthParameters": {}})
ADMIN = Call(operation="AdminGetUser", params={"UserPoolId": "us-east-1_X", "Username": "plain"})
RUBBISH = {
    "AWS_PROFILE": "no-such-profile",
    "AWS_DEFAULT_PROFILE": "neither",
    "AWS_REGION": "not a region",
    "AWS_DEFAULT_REGION": "\x7f",
    "AWS_MAX_ATTEMPTS": "many",
    "AWS_RETRY_MODE": "nonsense",
    "AWS_ENDPOINT_URL": "http://192.0.2.1",
    "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER": "http://192.0.2.1",
    "AWS_USE_FIPS_ENDPOINT": "perhaps",
    "AWS_USE_DUALSTACK_ENDPOINT": "perhaps",
    "AWS_STS_REGIONAL_ENDPOINTS": "nowhere",
    "AWS_DEFAULTS_MODE": "nonsense",
    "AWS_ACCESS_KEY_ID": "AKIAHALF",  # and no secret key
    "AWS_CA_BUNDLE": "/no/such/bundle.pem",
    "AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES": "lots",
    "AWS_ACCOUNT_ID_ENDPOINT_MODE": "odd",
}


def api(server, **reach):
    return CognitoApi(Reach(region="us-east-1", endpoint_url=server.url, **reach))


@pytest.fixture
def broken_files(tmp_path, monkeypatch):
    """AWS config and credentials files that botocore cannot read."""
    for variable, name in (("AWS_CONFIG_FILE", "config"), ("AWS_SHARED_CREDENTIALS_FILE", "credentials")):
        path = tmp_path / name
        path.write_text("[default\nregion == \n[[[\n\xff")
        monkeypatch.setenv(variable, str(path))


@pytest.fixture
def aws_profile(tmp_path, monkeypatch):
    """A credentials file with one named AWS profile."""
    path = tmp_path / "credentials"
    lines = ["[qa]", "aws_access_key_id = AKIAQA", "aws_secret_access_key = qa-secret", "aws_session_token = qa-token"]
    path.write_text("\n".join(lines))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(path))


@pytest.mark.parametrize("variable", sorted(RUBBISH))
def test_a_rubbish_variable_does_not_stop_a_public_call(variable, monkeypatch):
    monkeypatch.setenv(variable, RUBBISH[variable])
    with little_server(says("{}")) as server:
        api(server)(PUBLIC)
    assert len(server.received) == 1


def test_nor_do_all_of_them_with_broken_files(monkeypatch, broken_files):
    for name, value in RUBBISH.items():
        monkeypatch.setenv(name, value)
    with little_server(says("{}")) as server:
        api(server)(PUBLIC)
        api(server, practice=True)(ADMIN)
        api(server, aws_profile="no-such-profile")(PUBLIC)
    assert len(server.received) == 3


def test_a_public_call_is_unsigned_even_with_keys_at_hand(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAPERSON")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "person-secret")
    with little_server(says("{}")) as server:
        api(server)(PUBLIC)
    assert "authorization" not in server.received[0].headers
    assert "AKIAPERSON" not in repr(server.received)


def test_the_practice_pool_gets_fixed_keys_never_the_persons(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAPERSON")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "person-secret")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "person-token")
    with little_server(says("{}")) as server:
        api(server, practice=True)(ADMIN)
    headers = server.received[0].headers
    assert "Credential=practice/" in headers["authorization"]
    assert "x-amz-security-token" not in headers
    assert "person" not in repr(server.received).lower()


def test_an_admin_call_is_signed_with_the_keys_of_the_environment(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAPERSON")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "person-secret")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "person-token")
    with little_server(says("{}")) as server:
        api(server)(ADMIN)
    headers = server.received[0].headers
    assert "Credential=AKIAPERSON/" in headers["authorization"]
    assert "/us-east-1/cognito-idp/aws4_request" in headers["authorization"]
    assert headers["x-amz-security-token"] == "person-token"
    assert "person-secret" not in repr(server.received)


def test_no_library_logs_a_key_a_token_or_a_signature_even_at_debug(aws_profile, caplog):
    caplog.set_level(logging.DEBUG)
    with little_server(says("{}")) as server:
        api(server, aws_profile="qa")(ADMIN)
    sent = server.received[0].headers["authorization"]
    hidden = ["qa-secret", "qa-token", "AKIAQA", sent.rpartition("Signature=")[2]]
    assert [secret for secret in hidden if secret in caplog.text] == []


def test_a_named_profile_signs_with_its_own_keys(aws_profile, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAPERSON")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "person-secret")
    with little_server(says("{}")) as server:
        api(server, aws_profile="qa")(ADMIN)
    assert "Credential=AKIAQA/" in server.received[0].headers["authorization"]
    assert server.received[0].headers["x-amz-security-token"] == "qa-token"


def credentials_fault(server, **reach):
    with pytest.raises(TransportError) as caught:
        api(server, **reach)(ADMIN)
    assert server.received == []
    assert caught.value.fault is Fault.CREDENTIALS
    return caught.value.detail


def test_no_credentials_at_all_are_told_before_anything_is_sent():
    with little_server(says("{}")) as server:
        assert "credentials" in credentials_fault(server)


def test_half_credentials_are_told(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAHALF")
    with little_server(says("{}")) as server:
        assert "AWS_SECRET_ACCESS_KEY" in credentials_fault(server)


def test_a_missing_profile_is_told_by_its_name(aws_profile):
    with little_server(says("{}")) as server:
        assert "no-such-profile" in credentials_fault(server, aws_profile="no-such-profile")


def test_broken_files_are_told_by_their_place(broken_files):
    with little_server(says("{}")) as server:
        assert "config" in credentials_fault(server)


def test_a_program_for_credentials_that_fails_is_told(tmp_path, monkeypatch):
    path = tmp_path / "config"
    path.write_text("[default]\ncredential_process = false\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(path))
    with little_server(says("{}")) as server:
        assert "custom-process" in credentials_fault(server)


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"])
def test_loopback_never_goes_through_a_proxy(variable, monkeypatch):
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with little_server(says("{}")) as server, little_server(says("proxy", 502)) as proxy:
        monkeypatch.setenv(variable, proxy.url)
        api(server)(PUBLIC)
        api(server, practice=True)(ADMIN)
        assert len(server.received) == 2
        assert proxy.received == []


def test_elsewhere_a_proxy_is_used_and_its_refusal_is_told_as_that(monkeypatch):
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    with little_server(says("no", 407)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        monkeypatch.setenv("https_proxy", proxy.url)
        with pytest.raises(TransportError) as caught:
            CognitoApi(Reach(region="us-east-1"))(PUBLIC)
        assert [request.method for request in proxy.received] == ["CONNECT"]
    assert caught.value.fault is Fault.PROXY


def test_public_and_signed_calls_of_one_run_go_through_one_api(monkeypatch):
    with little_server(says("{}")) as server:
        calls = api(server, practice=True)
        calls(PUBLIC)
        calls(ADMIN)
        calls(PUBLIC)
    signed = ["authorization" in request.headers for request in server.received]
    assert signed == [False, True, False]


@pytest.mark.parametrize(
    "first", ["boto3", "pycognito.aws_srp", "botocore.httpsession", "requests", "app.cognito.session"]
)
def test_whatever_was_imported_first_calls_work_and_tls_trusts_the_system(first):
    program = f"""
import {first}, ssl, sys, truststore
from app.cognito.client import CognitoApi
from app.cognito.reach import Reach
from app.auth.steps import Call
api = CognitoApi(Reach(region="us-east-1", endpoint_url=sys.argv[1]))
api(Call(operation="InitiateAuth", params={{"AuthFlow": "CUSTOM_AUTH", "ClientId": "c", "AuthParameters": {{}}}}))
kept = api._clients[False]._endpoint.http_session._manager.connection_pool_kw
assert isinstance(kept["ssl_context"], truststore.SSLContext), kept
"""
    with little_server(says("{}")) as server:
        run = subprocess.run([sys.executable, "-c", program, server.url], cwd=ROOT, capture_output=True, text=True)
        assert run.returncode == 0, run.stderr
        assert len(server.received) == 1
