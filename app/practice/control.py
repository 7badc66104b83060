"""The practice pool's own endpoints under /practice: inbox, authenticators, reset, clock, what-if and triggers."""

import hmac
import json
import math
import os
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.practice import lookups, seed, totp, trigger_desk, what_if, wire
from app.practice.clock import offset_of
from app.practice.errors import Refusal
from app.practice.state import Pool, State, User

TOKEN_VARIABLE = "PRACTICE_CONTROL_TOKEN"  # noqa: S105 - the name of an environment variable
NOT_OWNER = "Only the process that started the practice pool may do this."
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
Do = Callable[[State, Any], dict[str, Any]]  # takes the query or the decoded body
BAD_REQUEST = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


class Control:
    """Endpoints for whoever shows the practice pool (inbox, authenticators) and whoever started it (reset, clock)."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._token = os.environ.pop(TOKEN_VARIABLE, "")  # what this process starts need not have it

    def routes(self) -> list[Route]:
        """What the server adds to its own routes."""
        return [
            Route("/practice/inbox", self.inbox),
            Route("/practice/authenticators", self.authenticators),
            Route("/practice/reset", self.reset, methods=["POST"]),
            Route("/practice/clock", self.clock, methods=["POST"]),
            Route("/practice/what-if", self._owned(what_if.read)),
            Route("/practice/what-if", self._owned(what_if.change), methods=["POST"]),
            Route("/practice/what-if/normal", self._owned(what_if.normal), methods=["POST"]),
            Route("/practice/triggers", self._owned(trigger_desk.overview)),
            Route("/practice/triggers/calls", self._owned(trigger_desk.calls)),
            Route("/practice/triggers/try", self._owned(trigger_desk.attempt), methods=["POST"]),
            Route("/practice/triggers/use", self._owned(trigger_desk.use), methods=["POST"]),
            Route("/practice/triggers/back", self._owned(trigger_desk.back), methods=["POST"]),
        ]

    def _owned(self, do: Do) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint that only the process which started the practice pool may use."""

        async def endpoint(request: Request) -> Response:
            if not self._is_owner(request):
                return self._no(NOT_OWNER, 403)
            try:
                posted = request.method == "POST"
                body = json.loads(await wire.body_of(request) or b"{}") if posted else dict(request.query_params)
                answer = await run_in_threadpool(do, self._state, body)
            except Refusal as refusal:
                return self._no(refusal.message, 400)
            except BAD_REQUEST as error:
                return self._no(f"{type(error).__name__}: {error}", 400)
            return wire.json_answer(self._state.now(), answer)

        return endpoint

    async def inbox(self, request: Request) -> Response:
        """Messages of a pool, or of one of its users, newest last."""
        if not _from_here(request):
            return self._no("Only a loopback host name reaches this.", 403)
        return await run_in_threadpool(self._answer, _messages, request)

    async def authenticators(self, request: Request) -> Response:
        """The current code of each user who has an authenticator, or is about to confirm one."""
        if not _from_here(request):
            return self._no("Only a loopback host name reaches this.", 403)
        return await run_in_threadpool(self._answer, _codes, request)

    def _answer(self, read: Any, request: Request) -> Response:
        with self._state.lock:
            try:
                pool = lookups.pool(self._state, request.query_params.get("user_pool_id", ""))
            except Refusal as refusal:
                return self._no(refusal.message, 404)
            return wire.json_answer(self._state.now(), read(self._state, pool, request.query_params.get("username")))

    async def reset(self, request: Request) -> Response:
        """Bring the seed back, and the clock to the machine's time."""
        if not self._is_owner(request):
            return self._no(NOT_OWNER, 403)
        await run_in_threadpool(self._locked, lambda: seed.restore(self._state))
        return wire.json_answer(self._state.now(), {})

    async def clock(self, request: Request) -> Response:
        """Set how far the practice clock is ahead, in seconds."""
        if not self._is_owner(request):
            return self._no(NOT_OWNER, 403)
        try:
            offset = offset_of(json.loads(await wire.body_of(request))["offset"])
        except (*BAD_REQUEST, Refusal):
            return self._no('The body has to be {"offset": seconds}.', 400)
        await run_in_threadpool(self._locked, lambda: setattr(self._state, "clock_offset", offset))
        return wire.json_answer(self._state.now(), {"offset": offset})

    def _locked(self, change: Any) -> None:
        with self._state.lock:
            change()

    def _is_owner(self, request: Request) -> bool:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        right = bool(self._token) and hmac.compare_digest(given.encode(), self._token.encode())
        return right and _from_here(request)

    def _no(self, why: str, status: int) -> Response:
        return wire.json_answer(self._state.now(), {"message": why}, status=status)


def _from_here(request: Request) -> bool:
    """Whether the Host header is a loopback name: a web page that had its own name point here has another."""
    host = request.headers.get("host", "")
    return host.rsplit(":", 1)[0] in LOOPBACK or host in LOOPBACK


def _messages(state: State, pool: Pool, name: str | None) -> dict[str, Any]:
    """Those to one user where a name is given; an address finds its messages before it is verified, too."""
    user = lookups.find_user(pool, name) if name else None
    username = user.username if user else name
    return {
        "messages": [
            {
                "username": message.username,
                "medium": message.medium,
                "destination": message.destination,
                "purpose": message.purpose,
                "code": message.code,
                "sent_at": message.sent_at,
            }
            for message in state.inbox
            if message.user_pool_id == pool.pool_id
            and (not name or message.username == username or message.destination == name)
        ]
    }


def _codes(state: State, pool: Pool, _name: str | None) -> dict[str, Any]:
    now = state.now()
    return {
        "authenticators": [
            {"username": user.username, "code": code, "seconds_left": math.ceil(totp.STEP - now % totp.STEP)}
            for user in pool.users.values()
            if (code := _current_code(user, now))
        ]
    }


def _current_code(user: User, now: float) -> str:
    secret = user.totp.secret if user.totp else user.pending_totp
    return totp.code_at(secret, totp.step_at(now)) if secret else ""
