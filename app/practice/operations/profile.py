"""The signed-in user's own attributes: read, change, verify, delete; and deleting the user."""

from typing import Any

from app.practice import accounts, attributes, codes, lookups, messages, tokens
from app.practice.errors import Refusal
from app.practice.operations.user_shapes import mfa_members
from app.practice.state import Pool, State, User


def get_user(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """GetUser: the attributes that the token's client may read."""
    _, client, user, _ = tokens.verify_access(state, request["AccessToken"])
    return {"Username": user.username, "UserAttributes": attributes.to_wire(user, client), **mfa_members(user)}


def update_user_attributes(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """UpdateUserAttributes: a changed address gets a code; where the pool asks for it, the old one counts till then."""
    pool, client, user, _ = tokens.verify_access(state, request["AccessToken"])
    changes = attributes.from_wire(request["UserAttributes"])
    attributes.check_writable(client, list(changes))
    attributes.check_schema(pool, changes)
    attributes.check_mutable(pool, user, list(changes))
    _check_free(pool, user, changes)
    waiting = {name for name in changes if _verified_first(pool, name) and changes[name] and name in user.attributes}
    changed = [name for name in attributes.VERIFIABLE if changes.get(name, "") not in ("", user.attributes.get(name))]
    attributes.put(state, user, {name: value for name, value in changes.items() if name not in waiting})
    user.pending_attributes |= {name: changes[name] for name in waiting}
    to_verify = [name for name in changed if name in pool.settings.get("AutoVerifiedAttributes", [])]
    return {"CodeDeliveryDetailsList": [_send(state, pool, user, name) for name in to_verify]}


def _verified_first(pool: Pool, name: str) -> bool:
    settings = pool.settings.get("UserAttributeUpdateSettings", {})
    return name in settings.get("AttributesRequireVerificationBeforeUpdate", [])


def _check_free(pool: Pool, user: User, changes: dict[str, str]) -> None:
    """Refuse a new address or preferred name by which another user signs in."""
    wanted = User(username=user.username, sub=user.sub, attributes=dict(changes))
    for name in changes:
        for other in pool.users.values():
            taken = other is not user and name in lookups.sign_in_attributes(pool, other)
            if taken and lookups.same_name(pool, other.attributes.get(name, ""), wanted.attributes[name]):
                raise Refusal("AliasExistsException", messages.alias_exists(accounts.NAME_OF.get(name, name)))


def _send(state: State, pool: Pool, user: User, name: str) -> dict[str, str]:
    address = user.pending_attributes.get(name) or user.attributes[name]
    return codes.send(state, pool, user, codes.ATTRIBUTE + name, name, address=address)


def get_user_attribute_verification_code(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """GetUserAttributeVerificationCode."""
    pool, _, user, _ = tokens.verify_access(state, request["AccessToken"])
    name = _verifiable(request["AttributeName"])
    if not (user.pending_attributes.get(name) or user.attributes.get(name)):
        raise Refusal("InvalidParameterException", messages.attribute_has_no_value(name))
    codes.limit(state, user, f"send:{name}")
    return {"CodeDeliveryDetails": _send(state, pool, user, name)}


def _verifiable(name: str) -> str:
    if name not in attributes.VERIFIABLE:
        raise Refusal("InvalidParameterException", messages.attribute_not_verifiable(name))
    return name


def verify_user_attribute(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """VerifyUserAttribute."""
    pool, _, user, _ = tokens.verify_access(state, request["AccessToken"])
    name = _verifiable(request["AttributeName"])
    codes.check(state, user, codes.ATTRIBUTE + name, request["Code"])
    value = user.pending_attributes.get(name) or user.attributes.get(name, "")
    _check_free(pool, user, {name: value})
    user.pending_attributes.pop(name, None)
    attributes.put(state, user, {name: value, f"{name}_verified": "true"})
    codes.spend(user, codes.ATTRIBUTE + name)
    return {}


def delete_user_attributes(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """DeleteUserAttributes."""
    pool, client, user, _ = tokens.verify_access(state, request["AccessToken"])
    names = request["UserAttributeNames"]
    attributes.check_writable(client, names)
    attributes.check_mutable(pool, user, names)
    attributes.remove(state, user, names)
    return {}


def delete_user(state: State, request: dict[str, Any]) -> None:
    """DeleteUser."""
    pool, _, user, _ = tokens.verify_access(state, request["AccessToken"])
    del pool.users[user.username]


HANDLERS = {
    "GetUser": get_user,
    "UpdateUserAttributes": update_user_attributes,
    "GetUserAttributeVerificationCode": get_user_attribute_verification_code,
    "VerifyUserAttribute": verify_user_attribute,
    "DeleteUserAttributes": delete_user_attributes,
    "DeleteUser": delete_user,
}
