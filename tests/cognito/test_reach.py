"""How a profile says that its calls go: certificates of its own, a proxy, how long to wait; JWKS goes the same way."""

import socket
import time
from dataclasses import replace

import pytest

from app.auth.steps import Call, Fetch
from app.cognito.client import CognitoApi
from app.cognito.documents import read_document
from app.cognito.reach import Reach
from app.errors import Fault, TransportError
from tests.helpers.authority import Authority
from tests.helpers.little_server import little_server, never_answers, says
from tests.helpers.tunnel import tunnels_to

CALL = Call(operation="InitiateAuth", params={"AuthFlow": "CUSTOM_AUTH", "ClientId": "c", "AuthParameters": {}})
COGNITO = "cognito-idp.us-east-1.amazonaws.com"
HERE = Reach(region="us-east-1")


@pytest.fixture
def authority(tmp_path):
    return Authority(tmp_path)


@pytest.fixture(autouse=True)
def no_proxy_of_this_machine(monkeypatch):
    for name in ("NO_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def fails(reach, fault):
    with pytest.raises(TransportError) as caught:
        CognitoApi(reach)(CALL)
    assert caught.value.fault is fault
    return caught.value.detail


def both(server, **reach):
    """A call and a document by the same reach: the reply, and the document's problem."""
    here = Reach(region="us-east-1", endpoint_url=server.url, **reach)
    return CognitoApi(here)(CALL).body, read_document(Fetch(url=server.url + "/keys"), here).problem


def test_a_server_of_the_profiles_own_authority_is_trusted(authority):
    with little_server(says("{}"), tls=authority.server()) as server:
        assert both(server, ca_bundle=str(authority.bundle)) == ({}, "")
        assert "certificate" in fails(replace(HERE, endpoint_url=server.url), Fault.TLS)
        assert "SSLError" in read_document(Fetch(url=server.url)).problem


def test_with_a_bundle_of_its_own_a_profile_trusts_nothing_else(authority, tmp_path, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.bundle))
    other = str(Authority(tmp_path, "other").bundle)
    with little_server(says("{}"), tls=authority.server()) as server:
        assert both(server) == ({}, "")
        detail = fails(replace(HERE, endpoint_url=server.url, ca_bundle=other), Fault.TLS)
        assert server.url in detail
        problem = read_document(Fetch(url=server.url), replace(HERE, ca_bundle=other)).problem
        assert problem.startswith("SSLError")


def test_another_host_of_that_authority_is_refused(authority):
    with little_server(says("{}"), tls=authority.server("127.0.0.2")) as server:
        fails(replace(HERE, endpoint_url=server.url, ca_bundle=str(authority.bundle)), Fault.TLS)


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "No such file"), ("no certificate", "NO_CERT"), ("", "NO_CERT")]
)
def test_a_bundle_that_cannot_be_used_is_named(tmp_path, content, reason):
    path = tmp_path / "bundle.pem"
    if content is not None:
        path.write_text(content)
    with little_server(says("{}")) as server:
        reach = replace(HERE, endpoint_url=server.url.replace("http:", "https:"), ca_bundle=str(path))
        detail = fails(reach, Fault.CA_BUNDLE)
        assert (detail.startswith(f"{path}: "), reason in detail) == (True, True), detail
        assert str(path) in read_document(Fetch(url=reach.endpoint_url), reach).problem
        assert server.received == []


def test_a_call_goes_through_the_profiles_proxy_to_cognito_itself(authority, monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "*")  # the profile's own counts
    with (
        little_server(says('{"keys": []}'), tls=authority.server(COGNITO)) as server,
        tunnels_to(server.url) as proxy,
    ):
        reach = replace(HERE, ca_bundle=str(authority.bundle), proxy=proxy.url)
        assert CognitoApi(reach)(CALL).body == {"keys": []}
        found = read_document(Fetch(url=f"https://{COGNITO}/pool/.well-known/jwks.json"), reach)
        assert (found.body, found.problem) == ({"keys": []}, "")
        assert proxy.asked == [f"{COGNITO}:443"] * 2
        assert [request.method for request in server.received] == ["POST", "GET"]


def test_without_encryption_the_proxy_is_asked_for_the_whole_address():
    with little_server(says("{}")) as proxy:
        reach = replace(HERE, endpoint_url="http://pool.example.com", proxy=proxy.url)
        CognitoApi(reach)(CALL)
        read_document(Fetch(url="http://pool.example.com/keys"), reach)
    assert [request.path for request in proxy.received] == ["http://pool.example.com/", "http://pool.example.com/keys"]


def test_to_this_machine_no_profiles_proxy_is_used():
    with little_server(says("{}")) as server, little_server(says("proxy", 502)) as proxy:
        assert both(server, proxy=proxy.url) == ({}, "")
        assert proxy.received == []


def test_a_proxy_that_refuses_is_told_with_its_address_and_its_reason():
    with little_server(says("no", 407)) as proxy:
        detail = fails(replace(HERE, proxy=proxy.url), Fault.PROXY)
        assert proxy.url in detail
        assert "407" in detail
        assert "407" in read_document(Fetch(url=f"https://{COGNITO}/keys"), replace(HERE, proxy=proxy.url)).problem


def test_a_proxy_that_is_not_there_is_told_by_its_address():
    detail = fails(replace(HERE, proxy="http://127.0.0.1:9"), Fault.PROXY)
    assert "127.0.0.1:9" in detail
    assert "refused" in detail.lower()


def test_a_reply_is_waited_for_as_long_as_the_profile_says():
    started = time.monotonic()
    with little_server(never_answers) as server:
        assert server.url in fails(replace(HERE, endpoint_url=server.url, read_seconds=0.2), Fault.TIMEOUT)
        problem = read_document(Fetch(url=server.url), replace(HERE, read_seconds=0.2)).problem
        assert "timed out" in problem.lower()
    assert time.monotonic() - started < 8


def test_a_connection_is_waited_for_as_long_as_the_profile_says():
    started = time.monotonic()
    with socket.create_server(("127.0.0.1", 0)) as silent:  # nobody takes the connection, so no TLS ever begins
        url = f"https://127.0.0.1:{silent.getsockname()[1]}"
        assert url in fails(replace(HERE, endpoint_url=url, connect_seconds=0.2), Fault.TIMEOUT)
        problem = read_document(Fetch(url=url), replace(HERE, connect_seconds=0.2)).problem
        assert "timed out" in problem.lower()
    assert time.monotonic() - started < 8
