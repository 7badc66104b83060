"""Reads the practice pool's inbox and authenticators over HTTP, and resets it; only the process that started it may.

urllib3 and msgspec are imported when a pool has answered: the window is on the screen by then.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

T = TypeVar("T")
TIMEOUT = 5.0  # seconds
REFUSED = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxMessage:
    """A message that the practice pool "sent"; `sent_at` in epoch seconds of the practice clock."""

    user_pool_id: str
    medium: str
    destination: str
    purpose: str
    code: str
    sent_at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Authenticator:
    """The code that a practice user's authenticator app shows now."""

    user_pool_id: str
    username: str
    code: str
    seconds_left: int


class PracticeRefusal(ValueError):
    """The practice pool would not do it; the message says why."""


class PracticeClient:
    """Talks to one running practice pool. Raises OSError where nothing answers, ValueError for an odd answer."""

    def __init__(self, endpoint: str, pool_ids: tuple[str, ...], token: str) -> None:
        self._endpoint = endpoint.rstrip("/")
        self._pool_ids = pool_ids
        self._headers = {"Authorization": f"Bearer {token}"}
        import urllib3

        self._http = urllib3.PoolManager(timeout=TIMEOUT, retries=False)
        self._seen: tuple[InboxMessage, ...] | None = None

    def new_messages(self) -> tuple[InboxMessage, ...] | None:
        """Return all messages, oldest first, or None where nothing has changed since the last call."""
        found = [
            _convert({**message, "user_pool_id": pool_id}, InboxMessage)
            for pool_id in self._pool_ids
            for message in self._get("inbox", pool_id)["messages"]
        ]
        messages = tuple(sorted(found, key=lambda message: message.sent_at))
        if messages == self._seen:
            return None
        self._seen = messages
        return messages

    def messages_to(self, pool_id: str, username: str) -> tuple[InboxMessage, ...]:
        """Return the messages to one user, by name, alias or sub, oldest first."""
        query = urlencode({"user_pool_id": pool_id, "username": username})
        found = _convert(json.loads(self._request("GET", f"/practice/inbox?{query}")), dict[str, Any])
        return tuple(_convert({**message, "user_pool_id": pool_id}, InboxMessage) for message in found["messages"])

    def authenticators(self) -> tuple[Authenticator, ...]:
        """Return the authenticator codes of the moment."""
        return tuple(
            _convert({**found, "user_pool_id": pool_id}, Authenticator)
            for pool_id in self._pool_ids
            for found in self._get("authenticators", pool_id)["authenticators"]
        )

    def reset(self) -> None:
        """Bring the seed back."""
        self._request("POST", "/practice/reset", b"{}")

    def _get(self, what: str, pool_id: str) -> dict[str, Any]:
        body = self._request("GET", f"/practice/{what}?{urlencode({'user_pool_id': pool_id})}")
        return _convert(json.loads(body), dict[str, Any])

    def ask(self, path: str, kind: type[T], *, timeout: float = TIMEOUT, **query: object) -> T:
        """Read something under /practice."""
        found = self._request("GET", f"/practice/{path}?{urlencode(query)}", timeout=timeout)
        return _convert(json.loads(found), kind)

    def do(self, path: str, kind: type[T], body: Mapping[str, Any], *, timeout: float = TIMEOUT) -> T:
        """Have something done under /practice; PracticeRefusal where it would not."""
        answer = self._request("POST", f"/practice/{path}", json.dumps(body).encode(), timeout=timeout)
        return _convert(json.loads(answer), kind)

    def _request(self, method: str, path: str, body: bytes | None = None, timeout: float = TIMEOUT) -> bytes:
        import urllib3

        url = self._endpoint + path
        try:
            answer = self._http.request(method, url, body=body, headers=self._headers, timeout=timeout)
        except urllib3.exceptions.HTTPError as error:
            raise OSError(str(error)) from error
        if answer.status == REFUSED:
            raise PracticeRefusal(_convert(json.loads(answer.data), dict[str, Any]).get("message", ""))
        if answer.status != 200:
            raise ValueError(f"HTTP {answer.status} from {path}")
        return answer.data


def _convert(value: Any, kind: type[T]) -> T:
    import msgspec

    try:
        return msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from error
