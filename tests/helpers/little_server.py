"""A little HTTP server on loopback that answers as a test says: well, badly, slowly, or never."""

import contextlib
import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

JSON = "application/x-amz-json-1.1"
REQUEST_ID = "7f3a9d50-1111-4c0e-9a51-0d2b6f1ec21e"


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]  # names in lower case
    body: bytes

    @property
    def json(self) -> Any:
        """The body, parsed."""
        return json.loads(self.body)


class Little:
    """The server's side of a test: what came, and when it may let go of a connection."""

    def __init__(self, server: ThreadingHTTPServer, over: threading.Event) -> None:
        self.url = f"http://127.0.0.1:{server.server_address[1]}"
        self.received: list[Received] = []
        self.connections: list[socket.socket] = []
        self.arrived = threading.Event()  # the first request is here
        self.over = over  # the test has ended


Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Hands each request to the test's answer."""

    protocol_version = "HTTP/1.1"
    little: Little
    answers: Answer

    def setup(self) -> None:
        """Remember the connection, to shut it when the test ends."""
        self.little.connections.append(self.request)
        super().setup()

    def do_POST(self) -> None:
        """Note the request and answer it."""
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        received = Received(method=self.command, path=self.path, headers=headers, body=body)
        self.little.received.append(received)
        self.little.arrived.set()
        with contextlib.suppress(OSError):
            type(self).answers(self)

    do_GET = do_CONNECT = do_POST  # noqa: N815 - http.server looks for these names

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Say nothing."""

    def send(self, raw: bytes, status: int = 200, headers: Sequence[tuple[str, str]] = ()) -> None:
        """Send a whole answer."""
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)


def says(raw: bytes | str | Mapping[str, Any], status: int = 200, *headers: tuple[str, str]) -> Answer:
    """Answer with these bytes, this text, or this object as Cognito would send it."""
    body = raw if isinstance(raw, bytes) else raw.encode() if isinstance(raw, str) else json.dumps(raw).encode()
    given = headers or (("Content-Type", JSON), ("x-amzn-RequestId", REQUEST_ID))
    return lambda handler: handler.send(body, status, given)


def resets(handler: Handler) -> None:
    """Break the connection with a reset."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.close_connection = True
    handler.connection.close()


def hangs_up(handler: Handler) -> None:
    """End the connection without a word."""
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def never_answers(handler: Handler) -> None:
    """Say nothing until the test ends."""
    handler.close_connection = True
    handler.little.over.wait(30)


def trickles(raw: bytes, *, ends: bool) -> Answer:
    """Send byte by byte; where it never `ends`, the last byte is kept until the test ends."""

    def answer(handler: Handler) -> None:
        handler.close_connection = True
        handler.send_response(200)
        handler.send_header("Content-Type", JSON)
        handler.send_header("Content-Length", str(len(raw)))
        handler.send_header("Connection", "close")
        handler.end_headers()
        for at in range(len(raw) - 1):
            handler.wfile.write(raw[at : at + 1])
            handler.wfile.flush()
        if not ends:
            handler.little.over.wait(30)
        handler.wfile.write(raw[-1:])

    return answer


class QuietServer(ThreadingHTTPServer):
    """Keeps to itself that a client refused its certificate, or went away."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def little_server(*answers: Answer, tls: ssl.SSLContext | None = None) -> Iterator[Little]:
    """Answer the first request with the first answer, and so on; the last answer serves all that follow."""
    left = list(answers)

    def answer(handler: Handler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    over = threading.Event()
    handler_type = type("TestHandler", (Handler,), {"answers": staticmethod(answer)})
    server = QuietServer(("127.0.0.1", 0), handler_type)
    server.daemon_threads = False  # so that closing waits for them
    little = Little(server, over)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        little.url = little.url.replace("http:", "https:")
    handler_type.little = little  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, name="little-server")
    thread.start()
    try:
        yield little
    finally:
        over.set()
        server.shutdown()
        for connection in little.connections:  # those kept alive wait for a request that never comes
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        server.server_close()
        thread.join()
