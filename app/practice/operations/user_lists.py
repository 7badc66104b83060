"""ListUsers with its filter, and the history of one user's sign-ins."""

import re
from collections.abc import Callable
from typing import Any

from app.practice import auth_events, lookups, messages, paging
from app.practice.errors import Refusal
from app.practice.operations.user_shapes import user_type
from app.practice.state import State, User

FILTER = re.compile(r'\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*')
# What can be filtered by (Cognito's documentation), besides the attributes themselves.
ATTRIBUTES = ("email", "phone_number", "name", "given_name", "family_name", "preferred_username")
OTHERS: dict[str, Callable[[User], str]] = {
    "username": lambda user: user.username,
    "sub": lambda user: user.sub,
    "cognito:user_status": lambda user: user.status,
    "status": lambda user: "Enabled" if user.enabled else "Disabled",
}


def list_users(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """ListUsers."""
    pool = lookups.pool(state, request["UserPoolId"])
    fits = _filter(request.get("Filter", ""))
    found = [user for user in pool.users.values() if fits(user)]
    page, token = paging.page(found, request.get("Limit"), request.get("PaginationToken"))
    only = request.get("AttributesToGet")
    return {"Users": [user_type(user, only) for user in page]} | ({"PaginationToken": token} if token else {})


def _filter(text: str) -> Callable[[User], bool]:
    """Whether a user fits `name = "value"` or `name ^= "start"`; an empty filter lets everyone through."""
    if not text.strip():
        return lambda _user: True
    parsed = FILTER.fullmatch(text)
    if parsed is None or (parsed[1] not in ATTRIBUTES and parsed[1] not in OTHERS):
        raise Refusal("InvalidParameterException", messages.BAD_FILTER)
    name, sign, value = parsed[1], parsed[2], re.sub(r"\\(.)", r"\1", parsed[3])

    def fits(user: User) -> bool:
        found = (OTHERS[name](user) if name in OTHERS else user.attributes.get(name, "")).casefold()
        return found == value.casefold() if sign == "=" else found.startswith(value.casefold())

    return fits


def admin_list_user_auth_events(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """AdminListUserAuthEvents: the newest first; only of pools with threat protection."""
    pool = lookups.pool(state, request["UserPoolId"])
    if not auth_events.are_kept(pool):
        raise Refusal("UserPoolAddOnNotEnabledException", messages.NO_AUTH_EVENTS)
    found = auth_events.newest_first(lookups.need_user(pool, request["Username"]))
    page, token = paging.page(found, request.get("MaxResults"), request.get("NextToken"))
    return {"AuthEvents": page} | ({"NextToken": token} if token else {})


HANDLERS = {"ListUsers": list_users, "AdminListUserAuthEvents": admin_list_user_auth_events}
