"""What every action has: its description, its findings, the field that its token goes into."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.auth.client import Context
from app.auth.steps import Field, Kind, Steps, call

Findings = Mapping[str, Any]  # as JSON, wire names where there are any; secrets as `Secret`

ACCESS_TOKEN = Field(name="access_token", kind=Kind.TOKEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionInfo:
    """An action: its name, the token it asks for first, the name of the page that explains it, its generator."""

    name: str
    needs: str  # "access_token" or "refresh_token"
    page: str
    run: Callable[[Context], Steps[Findings]]


def all_pages(operation: str, items: str, page_token: str, **params: Any) -> Steps[list[Any]]:
    """Call a listing operation until it has no more pages; `items` and `page_token` are its members' names.

    A server that gives the same page token twice is asked no further.
    """
    found: list[Any] = []
    seen: set[str] = set()
    further: dict[str, str] = {}
    while True:
        reply = yield from call(operation, **params, **further)
        listed, token = reply.body.get(items), reply.body.get(page_token)
        found += listed if isinstance(listed, list) else []
        if not isinstance(token, str) or not token or token in seen:
            return found
        seen.add(token)
        further = {page_token: token}
