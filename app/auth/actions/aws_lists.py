"""What AWS credentials may choose from: the user pools of a region, the app clients of a user pool."""

from typing import Any

from app.auth.actions.info import Findings, all_pages
from app.auth.client import Context
from app.auth.steps import CREDENTIALS, Steps, ask

PAGE = 60  # the most that both operations give at once (service model)


def list_user_pools(_: Context) -> Steps[Findings]:
    """ListUserPools, all pages: {"UserPools": [{"Id", "Name"}]}."""
    yield from ask(CREDENTIALS)
    found = yield from all_pages("ListUserPools", "UserPools", "NextToken", MaxResults=PAGE)
    return {"UserPools": _named(found, "Id", "Name")}


def list_app_clients(context: Context) -> Steps[Findings]:
    """ListUserPoolClients, all pages: {"UserPoolClients": [{"ClientId", "ClientName"}]}."""
    yield from ask(CREDENTIALS)
    pool = context.client.user_pool_id
    found = yield from all_pages(
        "ListUserPoolClients", "UserPoolClients", "NextToken", UserPoolId=pool, MaxResults=PAGE
    )
    return {"UserPoolClients": _named(found, "ClientId", "ClientName")}


def _named(found: list[Any], key: str, name: str) -> list[dict[str, str]]:
    """Return those that have an id, each with its name or, where it has none, the id for it."""
    texts = [(each.get(key), each.get(name)) for each in found]
    return [{key: own, name: called if isinstance(called, str) else own} for own, called in texts if _is_id(own)]


def _is_id(value: object) -> bool:
    return isinstance(value, str) and bool(value)
