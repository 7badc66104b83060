"""Operations on groups and on who is in them."""

from typing import Any

from app.practice import lookups, messages, paging
from app.practice.errors import Refusal
from app.practice.operations.user_shapes import user_type
from app.practice.state import Group, Pool, State

SETTINGS = ("Description", "RoleArn", "Precedence")


def describe(pool: Pool, group: Group) -> dict[str, Any]:
    """GroupType as on the wire."""
    return {
        "GroupName": group.name,
        "UserPoolId": pool.pool_id,
        **group.settings,
        "LastModifiedDate": round(group.modified_at, 3),
        "CreationDate": round(group.created_at, 3),
    }


def _find(state: State, request: dict[str, Any]) -> tuple[Pool, Group]:
    pool = lookups.pool(state, request["UserPoolId"])
    group = pool.groups.get(request["GroupName"])
    if group is None:
        raise Refusal("ResourceNotFoundException", messages.GROUP_NOT_FOUND)
    return pool, group


def create_group(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """CreateGroup."""
    pool = lookups.pool(state, request["UserPoolId"])
    name = request["GroupName"]
    if name in pool.groups:
        raise Refusal("GroupExistsException", messages.GROUP_EXISTS)
    settings = {member: request[member] for member in SETTINGS if member in request}
    group = Group(name=name, settings=settings, created_at=state.now(), modified_at=state.now())
    pool.groups[name] = group
    return {"Group": describe(pool, group)}


def get_group(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """GetGroup."""
    return {"Group": describe(*_find(state, request))}


def update_group(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """UpdateGroup: members not given stay."""
    pool, group = _find(state, request)
    group.settings |= {member: request[member] for member in SETTINGS if member in request}
    group.modified_at = state.now()
    return {"Group": describe(pool, group)}


def list_groups(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """ListGroups."""
    pool = lookups.pool(state, request["UserPoolId"])
    return _groups_page([describe(pool, group) for group in pool.groups.values()], request)


def _groups_page(groups: list[dict[str, Any]], request: dict[str, Any]) -> dict[str, Any]:
    page, token = paging.page(groups, request.get("Limit"), request.get("NextToken"))
    return {"Groups": page} | ({"NextToken": token} if token else {})


def delete_group(state: State, request: dict[str, Any]) -> None:
    """DeleteGroup; its users leave it."""
    pool, group = _find(state, request)
    del pool.groups[group.name]
    for user in pool.users.values():
        if group.name in user.groups:
            user.groups.remove(group.name)


def admin_add_user_to_group(state: State, request: dict[str, Any]) -> None:
    """AdminAddUserToGroup; twice is no error."""
    pool, group = _find(state, request)
    user = lookups.need_user(pool, request["Username"])
    if group.name not in user.groups:
        user.groups.append(group.name)


def admin_remove_user_from_group(state: State, request: dict[str, Any]) -> None:
    """AdminRemoveUserFromGroup; where the user is not in it, nothing happens."""
    pool, group = _find(state, request)
    user = lookups.need_user(pool, request["Username"])
    if group.name in user.groups:
        user.groups.remove(group.name)


def admin_list_groups_for_user(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """AdminListGroupsForUser."""
    pool = lookups.pool(state, request["UserPoolId"])
    user = lookups.need_user(pool, request["Username"])
    return _groups_page([describe(pool, pool.groups[name]) for name in user.groups], request)


def list_users_in_group(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """ListUsersInGroup."""
    pool, group = _find(state, request)
    members = [user_type(user) for user in pool.users.values() if group.name in user.groups]
    page, token = paging.page(members, request.get("Limit"), request.get("NextToken"))
    return {"Users": page} | ({"NextToken": token} if token else {})


HANDLERS = {
    "CreateGroup": create_group,
    "GetGroup": get_group,
    "UpdateGroup": update_group,
    "ListGroups": list_groups,
    "DeleteGroup": delete_group,
    "AdminAddUserToGroup": admin_add_user_to_group,
    "AdminRemoveUserFromGroup": admin_remove_user_from_group,
    "AdminListGroupsForUser": admin_list_groups_for_user,
    "ListUsersInGroup": list_users_in_group,
}
