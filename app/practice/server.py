"""The practice pool over HTTP: Cognito's one endpoint, the key sets, and the practice pool's own endpoints."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.practice import keys, service, wire
from app.practice.control import Control
from app.practice.errors import Refusal
from app.practice.faulty import Application, Faulty, Protocol
from app.practice.state import State

HOST = "127.0.0.1"
SHUTDOWN_SECONDS = 1  # how long the end waits for calls that are still under way


def application(state: State) -> Application:
    """The web application over one state, behind its faults."""

    async def cognito(request: Request) -> Response:
        if request.method == "OPTIONS":
            return wire.preflight(state.now(), request)
        try:
            operation = wire.operation_of(request)
            body = wire.parse(await wire.body_of(request))
            result = await run_in_threadpool(service.perform, state, operation, body)
        except Refusal as refusal:
            return wire.refusal(state.now(), refusal)
        return wire.answer(state.now(), result)

    async def jwks(request: Request) -> Response:
        return _about_pool(state, request, lambda _issuer: keys.key_set())

    async def configuration(request: Request) -> Response:
        return _about_pool(state, request, _openid_configuration)

    inner = Starlette(
        routes=[
            Route("/", cognito, methods=["POST", "OPTIONS"]),
            Route("/{pool_id}/.well-known/jwks.json", jwks),
            Route("/{pool_id}/.well-known/openid-configuration", configuration),
            *Control(state).routes(),
        ]
    )
    return Faulty(inner, state)


def _about_pool(state: State, request: Request, content: Callable[[str], dict[str, Any]]) -> Response:
    pool_id = request.path_params["pool_id"]
    if pool_id not in state.pools:
        return wire.json_answer(state.now(), {"message": "There is no such user pool."}, status=404, shared=True)
    return wire.json_answer(state.now(), content(f"{state.endpoint}/{pool_id}"), shared=True)


def _openid_configuration(issuer: str) -> dict[str, Any]:
    return {
        "issuer": issuer,
        "jwks_uri": f"{issuer}/.well-known/jwks.json",
        "id_token_signing_alg_values_supported": ["RS256"],
        "subject_types_supported": ["public"],
        "response_types_supported": ["code", "token"],
        "scopes_supported": ["openid", "email", "phone", "profile"],
    }


def bind(port: int) -> socket.socket:
    """A socket on the loopback address; port 0 takes a free one. Raises OSError where the port is taken.

    It names TCP: asyncio sends at once (TCP_NODELAY) only on sockets that do, and the second part of an answer would
    wait 40 ms for the client's delayed ACK otherwise.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((HOST, port))
        listening.listen(128)
    except (OSError, OverflowError):
        listening.close()
        raise
    return listening


def endpoint_of(listening: socket.socket) -> str:
    """The endpoint's URL, without a slash at its end."""
    return f"http://{HOST}:{listening.getsockname()[1]}"


class PracticeServer(uvicorn.Server):
    """uvicorn that says when it accepts connections, and that SIGINT and SIGTERM end without a traceback."""

    def __init__(self, state: State, *, on_ready: Callable[[], None], on_stop: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                application(state),
                http=Protocol,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                date_header=False,
                timeout_graceful_shutdown=SHUTDOWN_SECONDS,
            )
        )
        self._on_ready = on_ready
        self._on_stop = on_stop
        self.ended_by: int | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn does, and then the word that it is ready."""
        await super().startup(sockets=sockets)
        self._on_ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Let calls that wait for a trigger go first, and then as uvicorn does."""
        await run_in_threadpool(self._on_stop)
        await super().shutdown(sockets=sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Note the signal and stop; uvicorn's own way raises it again afterwards."""
        loop = asyncio.get_running_loop()
        caught = (signal.SIGINT, signal.SIGTERM)
        for number in caught:
            loop.add_signal_handler(number, self._stop, number)
        try:
            yield
        finally:
            for number in caught:
                loop.remove_signal_handler(number)

    def _stop(self, number: int) -> None:
        self.ended_by = number
        self.should_exit = True
