"""A public document is read over HTTP, and whatever goes wrong on the way is said, never raised."""

import json
import time

import pytest

from app.auth.steps import Fetch
from app.cognito import documents
from app.cognito.documents import read_document
from tests.helpers.little_server import hangs_up, little_server, never_answers, resets, says, trickles

KEYS = {"keys": [{"kid": "k"}]}


def read(server, path="/pool/.well-known/jwks.json"):
    return read_document(Fetch(url=server.url + path))


def test_a_json_object_is_read_with_the_time_at_which_it_came():
    before = time.time()
    with little_server(says(KEYS)) as server:
        found = read(server)
    assert (found.body, found.problem) == (KEYS, "")
    assert before <= found.at <= time.time()
    (request,) = server.received
    assert (request.method, request.path, request.body) == ("GET", "/pool/.well-known/jwks.json", b"")


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (says(KEYS, 404), "HTTP 404"),
        (says(KEYS, 500), "HTTP 500"),
        (says(KEYS, 302, ("Location", "http://127.0.0.1:9/elsewhere")), "HTTP 302"),
        (says("<html>"), "JSONDecodeError"),
        (says("[1]"), "no JSON object"),
        (says(b"\xff\xfe{"), "UnicodeDecodeError"),
        (says("[" * 100_000), "RecursionError"),
        (says(b" " * (documents.LARGEST + 1)), "bytes"),
        (hangs_up, "ProtocolError"),
        (resets, "ProtocolError"),
    ],
)
def test_what_is_no_document_is_said(answer, problem):
    with little_server(answer) as server:
        found = read(server)
    assert found.body == {}
    assert problem in found.problem


@pytest.mark.parametrize(
    "url", ["", "nonsense", "file:///etc/hostname", "http://", "http://127.0.0.1:1/x", "http://[::1", "https://\0/"]
)
def test_an_address_that_leads_nowhere_is_said(url):
    found = read_document(Fetch(url=url))
    assert found.problem
    assert found.body == {}


def test_a_server_that_never_answers_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(documents, "CONNECT_TIMEOUT", 0.2)
    with little_server(never_answers) as server:
        assert "timed out" in read(server).problem.lower()


def test_a_server_that_is_endlessly_slow_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(documents, "PATIENCE", -1.0)
    with little_server(trickles(json.dumps(KEYS).encode(), ends=True)) as server:
        assert "TimeoutError" in read(server).problem


def test_no_proxy_stands_between_two_programs_of_one_machine(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with little_server(says(KEYS)) as server:
        assert read(server).body == KEYS


def test_another_machine_is_asked_through_the_proxy_that_the_environment_names(monkeypatch):
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    with little_server(says(KEYS)) as proxy:
        for name in ("HTTP_PROXY", "http_proxy"):
            monkeypatch.setenv(name, proxy.url)
        assert read_document(Fetch(url="http://pool.example.com/keys")).body == KEYS
    assert proxy.received[0].path == "http://pool.example.com/keys"
