"""What every action has: its description, its findings, the field that its token goes into."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.auth.client import Context
from app.auth.steps import Field, Kind, Steps, call

Findings = Mapping[str, Any]  # as JSON, wire names where there are any; secrets as `Secret`

ACCESS_TOKEN = Field(name="access_token", kind=Kind.TOKEN)
MOST_PAGES = 100  # no user has so many devices or passkeys: such a server is none of Cognito's


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionInfo:
    """An action: its name, the name of the page that explains it, its generator, which asks for CREDENTIALS first.

    `needs` is what the profile has to name: an app "client", a user "pool", or only a "region". `hashes`: it is
    no use without the app client's secret, where there is one, as it sends the secret or a hash over it.
    """

    name: str
    page: str
    run: Callable[[Context], Steps[Findings]]
    needs: str = "client"
    hashes: bool = False


def all_pages(operation: str, items: str, page_token: str, **params: Any) -> Steps[list[Any]]:
    """Call a listing operation until it has no more pages; `items` and `page_token` are its members' names.

    Each item is an object; what a server puts beside them is left out. One that pages on for ever is asked no further.
    """
    found: list[Any] = []
    further: dict[str, str] = {}
    for _ in range(MOST_PAGES):
        reply = yield from call(operation, **params, **further)
        listed, token = reply.body.get(items), reply.body.get(page_token)
        found += [each for each in listed if isinstance(each, Mapping)] if isinstance(listed, list) else []
        if not isinstance(token, str) or not token or further == {page_token: token}:
            break
        further = {page_token: token}
    return found
