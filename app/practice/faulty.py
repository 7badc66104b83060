"""Stands in front of the practice pool's endpoint and lets the faults happen, so that no operation knows of them."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.practice import messages, wire
from app.practice.errors import Refusal
from app.practice.faults import Fault, Kind
from app.practice.state import State

CUT_OFF = "practice.cut_off"  # in a connection's state: ends it without an answer

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class Protocol(H11Protocol):
    """uvicorn's protocol that also tells the application how to cut a connection off."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """As uvicorn does, with the way to end it."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, CUT_OFF: transport.abort}


class Faulty:
    """The application behind its faults."""

    def __init__(self, inner: Application, state: State) -> None:
        self._inner = inner
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a call, or let a fault do so; who hung up meanwhile, as after a delay, gets no answer."""
        with suppress(ClientDisconnect):
            await self._answered(scope, receive, send)

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        for fault in self._faults_of(scope):
            match fault.kind:
                case Kind.DELAY:
                    await asyncio.sleep(fault.seconds)
                case Kind.DROP:
                    await _cut_off(scope, receive)
                    return
                case _:
                    await Request(scope, receive).body()  # a connection is used again only where all was read
                    await _answer(self._state.now(), fault)(scope, receive, send)
                    return
        await self._inner(scope, receive, send)

    def _faults_of(self, scope: Scope) -> list[Fault]:
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"] != "/":
            return []
        try:
            return self._state.faults.take(wire.operation_of(Request(scope)))
        except Refusal:  # no operation is named, which is answered further in
            return []


async def _cut_off(scope: Scope, receive: Receive) -> None:
    scope["state"][CUT_OFF]()
    while (await receive())["type"] != "http.disconnect":
        pass


def _answer(now: float, fault: Fault) -> Response:
    """Every error of Cognito's API model is HTTP 400, also this one, but for InternalErrorException (its model)."""
    if fault.kind == Kind.THROTTLE:
        return wire.refusal(now, Refusal("TooManyRequestsException", messages.TOO_MANY_REQUESTS))
    if fault.status == 500:
        return wire.refusal(now, Refusal("InternalErrorException", messages.INTERNAL_ON_PURPOSE, 500))
    page = messages.GATEWAY_PAGE.format(status=fault.status)
    return Response(page, status_code=fault.status, headers=wire.common_headers(now), media_type="text/html")
