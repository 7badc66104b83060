"""Cancel ends a read at once, wherever in the reply it waits; nothing here waits for a timeout."""

import threading
import time

import pytest

from app.auth.steps import Call
from app.cognito import reach
from app.cognito.client import CognitoApi
from app.cognito.reach import Reach
from app.errors import Fault, TransportError
from tests.helpers.little_server import little_server, never_answers, says, trickles

CALL = Call(operation="InitiateAuth", params={"AuthFlow": "USER_PASSWORD_AUTH", "ClientId": "c", "AuthParameters": {}})
AT_ONCE = 5.0  # seconds, on a busy machine; the read's own timeout is a minute


class Caller:
    """Makes one call on a thread of its own."""

    def __init__(self, api):
        self.outcome = None
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._call, args=(api,), name="caller", daemon=True)
        self.thread.start()

    def _call(self, api):
        try:
            self.outcome = api(CALL)
        except TransportError as error:
            self.outcome = error
        self.ended.set()


def stops_mid_header(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Ty")
    handler.little.over.wait(30)


def stops_mid_chunk(handler):
    handler.wfile.write(b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"a')
    handler.little.over.wait(30)


def stops_mid_body(handler):
    handler.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"a')
    handler.little.over.wait(30)


def stops_mid_body_of_unknown_length(handler):
    handler.wfile.write(b'HTTP/1.0 200 OK\r\n\r\n{"a')
    handler.little.over.wait(30)


STOPS = [
    never_answers,
    stops_mid_header,
    stops_mid_body,
    stops_mid_chunk,
    stops_mid_body_of_unknown_length,
    trickles(b'{"Authent": 1}', ends=False),
]


@pytest.mark.parametrize("answer", STOPS)
def test_a_read_ends_at_once(answer):
    with little_server(answer) as server:
        api = CognitoApi(Reach(region="us-east-1", endpoint_url=server.url))
        caller = Caller(api)
        assert server.arrived.wait(10)
        began = time.monotonic()
        api.abort()
        assert caller.ended.wait(AT_ONCE), "the read went on"
        assert time.monotonic() - began < AT_ONCE
        assert isinstance(caller.outcome, TransportError)
        caller.thread.join()


def test_a_call_after_abort_does_not_reach_the_server():
    with little_server(says("{}")) as server:
        api = CognitoApi(Reach(region="us-east-1", endpoint_url=server.url))
        api.abort()
        with pytest.raises(TransportError) as caught:
            api(CALL)
        assert caught.value.fault is Fault.CLOSED
        assert server.received == []
        assert server.connections == []


def test_a_kept_connection_is_shut_too():
    with little_server(says("{}")) as server:
        api = CognitoApi(Reach(region="us-east-1", endpoint_url=server.url))
        api(CALL)
        api.abort()
        with pytest.raises(TransportError):
            api(CALL)
        assert len(server.received) == 1


def test_abort_may_come_before_between_and_twice():
    api = CognitoApi(Reach(region="us-east-1", endpoint_url="http://127.0.0.1:9"))
    for _ in range(3):
        api.abort()
    with pytest.raises(TransportError):
        api(CALL)
    api.abort()


def test_without_abort_a_silent_server_ends_by_the_timeout(monkeypatch):
    monkeypatch.setattr(reach, "READ_TIMEOUT", 0.2)
    with little_server(never_answers) as server, pytest.raises(TransportError) as caught:
        CognitoApi(Reach(region="us-east-1", endpoint_url=server.url))(CALL)
    assert caught.value.fault is Fault.TIMEOUT
    assert len(server.received) == 1
