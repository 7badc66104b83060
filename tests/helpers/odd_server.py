"""A web server on loopback that answers in every way but Cognito's; each first part of the path is one oddity."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FIVE_MEGABYTES = b'{"ChallengeName": "' + b"A" * 5_000_000 + b'", "Session": "' + b"s" * 40 + b'"}'

# A challenge that nobody has heard of, and what its right answer, FUTURE_KEY, brings.
FUTURE = json.dumps(
    {"ChallengeName": "FUTURE_CHALLENGE", "ChallengeParameters": {"riddle": "<b>what next?</b>"}, "Session": "s" * 40}
).encode()
FUTURE_TOKENS = json.dumps({"AuthenticationResult": {"AccessToken": "opaque", "TokenType": "Bearer"}}).encode()

# (status, content type, body) by the first part of the path
ODDITIES: dict[str, tuple[int, str, bytes]] = {
    "html": (200, "text/html", b"<html><body><h1>Please log in to the network</h1></body></html>"),
    "half": (200, "application/x-amz-json-1.1", b'{"ChallengeName": "SMS_M'),
    "array": (200, "application/x-amz-json-1.1", b"[1, 2, 3]"),
    "empty": (200, "application/x-amz-json-1.1", b""),
    "nothing-needed": (200, "application/x-amz-json-1.1", b"{}"),
    "no-token": (200, "application/x-amz-json-1.1", b'{"AuthenticationResult": {"ExpiresIn": 3600}}'),
    "server-error": (503, "text/html", b"<html>Service Unavailable</html>"),
    "throttled": (429, "text/plain", b"slow down"),
    "large": (200, "application/x-amz-json-1.1", FIVE_MEGABYTES),
}


@contextmanager
def odd_server() -> Iterator[str]:
    """Run the server; yields its URL. `/silent` never answers, `/closed` closes without a word, `/future` asks
    a challenge of tomorrow."""
    silent = threading.Event()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(silent.wait))
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        silent.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(wait: Callable[[], object]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            oddity = self.path.strip("/").split("/")[0]
            if oddity == "silent":
                wait()
            if oddity == "future":
                self._answer(200, "application/x-amz-json-1.1", FUTURE_TOKENS if b"FUTURE_KEY" in sent else FUTURE)
            elif oddity in ODDITIES:
                self._answer(*ODDITIES[oddity])
            else:
                self.close_connection = True

        def _answer(self, status: int, content_type: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Stay quiet."""

    return Handler
