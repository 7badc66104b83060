"""The practice pool's own endpoints under /practice: inbox, authenticator codes, reset and clock."""

import hmac
import json
import math
import os
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.practice import lookups, seed, totp, wire
from app.practice.errors import Refusal
from app.practice.state import Pool, State, User

TOKEN_VARIABLE = "PRACTICE_CONTROL_TOKEN"  # noqa: S105 - the name of an environment variable
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
FARTHEST = 20 * 366 * 24 * 60 * 60  # seconds that the clock may be ahead or behind


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
        ]

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
            return self._no("Only the process that started the practice pool may do this.", 403)
        await run_in_threadpool(self._locked, lambda: seed.restore(self._state))
        return wire.json_answer(self._state.now(), {})

    async def clock(self, request: Request) -> Response:
        """Set how far the practice clock is ahead, in seconds."""
        if not self._is_owner(request):
            return self._no("Only the process that started the practice pool may do this.", 403)
        try:
            offset = _offset(json.loads(await wire.body_of(request)))
        except (ValueError, RecursionError, Refusal):
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


def _offset(body: Any) -> float:
    value = body["offset"] if isinstance(body, dict) and "offset" in body else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("offset")
    if not math.isfinite(value) or abs(value) > FARTHEST:
        raise ValueError("offset")
    return float(value)


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
