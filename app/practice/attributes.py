"""User attributes: the pool's schema, who may read and write them, and how they look on the wire and in tokens."""

import re
from typing import Any

from app.practice import messages
from app.practice.errors import Refusal
from app.practice.state import Client, Pool, State, User

STANDARD = (
    "name", "given_name", "family_name", "middle_name", "nickname", "preferred_username", "profile", "picture",
    "website", "email", "email_verified", "gender", "birthdate", "zoneinfo", "locale", "phone_number",
    "phone_number_verified", "address", "updated_at",
)
BOOLEANS = ("email_verified", "phone_number_verified")
VERIFIABLE = ("email", "phone_number")
MEDIA = {"email": "EMAIL", "phone_number": "SMS"}
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
PHONE = re.compile(r"\+[0-9]{7,15}", re.ASCII)
LIMIT = 2048  # characters of a value

Wire = list[dict[str, str]]


def from_wire(given: Wire | None) -> dict[str, str]:
    """[{Name, Value}] as a dict; a missing Value is an empty one."""
    return {each["Name"]: each.get("Value", "") for each in given or []}


def to_wire(user: User, client: Client | None = None) -> Wire:
    """The user's attributes with sub first; with `client` only those it may read."""
    names = readable(user, client) if client else user.attributes
    return [{"Name": "sub", "Value": user.sub}] + [{"Name": name, "Value": user.attributes[name]} for name in names]


def readable(user: User, client: Client) -> list[str]:
    """Names of the user's attributes that the client may read; all where ReadAttributes is not set."""
    allowed = client.settings.get("ReadAttributes")
    return [name for name in user.attributes if allowed is None or name in allowed]


def claims(client: Client, user: User) -> dict[str, Any]:
    """The attributes as claims of the ID token: the two flags as booleans, all else as text (measured replies)."""
    return {
        name: user.attributes[name] == "true" if name in BOOLEANS else user.attributes[name]
        for name in readable(user, client)
    }


def for_triggers(user: User) -> dict[str, str]:
    """The attributes as a trigger's event has them."""
    return {"sub": user.sub, "cognito:user_status": user.status, **user.attributes}


def schema(pool: Pool) -> dict[str, dict[str, Any]]:
    """The pool's attributes by name, custom: and dev: ones with their prefix."""
    return {each["Name"]: each for each in pool.settings.get("SchemaAttributes", [])}


def required(pool: Pool) -> list[str]:
    """Names of the attributes that every user of the pool must have."""
    return [name for name, each in schema(pool).items() if each.get("Required") and name != "sub"]


def check_schema(pool: Pool, given: dict[str, str], *, complete: bool = False) -> None:
    """Refuse attributes that the pool lacks or whose value does not fit; with `complete`, also missing ones."""
    known = schema(pool)
    for name, value in given.items():
        if name not in known and name not in STANDARD:
            raise _violation(name, "Attribute does not exist in the schema.")
        check_value(name, value, known.get(name, {}))
    missing = [name for name in required(pool) if not given.get(name)] if complete else []
    if missing:
        raise _violation(missing[0], "The attribute is required")


def check_value(name: str, value: str, rule: dict[str, Any]) -> None:
    """Refuse a value that breaks its attribute's format or limits."""
    if name == "email" and value and not EMAIL.fullmatch(value):
        raise Refusal("InvalidParameterException", messages.BAD_EMAIL)
    if name == "phone_number" and value and not PHONE.fullmatch(value):
        raise Refusal("InvalidParameterException", messages.BAD_PHONE)
    if name in BOOLEANS and value.lower() not in ("true", "false"):
        raise _violation(name, "Attribute value must be true or false")
    limits = rule.get("StringAttributeConstraints", {})
    if len(value) > int(limits.get("MaxLength", LIMIT)):
        raise _violation(name, f"String must be no longer than {limits.get('MaxLength', LIMIT)} characters")
    if value and len(value) < int(limits.get("MinLength", 0)):
        raise _violation(name, f"String must be at least {limits['MinLength']} characters")
    if rule.get("AttributeDataType") == "Number" and name.startswith("custom:"):
        _check_number(name, value, rule.get("NumberAttributeConstraints", {}))


def _check_number(name: str, value: str, limits: dict[str, str]) -> None:
    try:
        number = int(value)
    except ValueError as error:
        raise _violation(name, "Attribute value must be a number") from error
    if number < float(limits.get("MinValue", "-inf")) or number > float(limits.get("MaxValue", "inf")):
        raise _violation(name, "Number is out of range")


def _violation(name: str, reason: str) -> Refusal:
    return Refusal("InvalidParameterException", messages.schema_violation(name, reason))


def check_writable(client: Client, names: list[str]) -> None:
    """Refuse what the client may not write: the flags always, the rest by WriteAttributes."""
    allowed = client.settings.get("WriteAttributes")
    for name in names:
        reserved = name == "sub" or name in BOOLEANS or name.startswith("dev:")
        if reserved or (allowed is not None and name not in allowed):
            raise Refusal("NotAuthorizedException", messages.UNAUTHORIZED_ATTRIBUTE)


def check_mutable(pool: Pool, user: User, names: list[str]) -> None:
    """Refuse to change sub, or what the schema says is fixed once set."""
    known = schema(pool)
    for name in names:
        fixed = name == "sub" or not known.get(name, {}).get("Mutable", True)
        if fixed and (name == "sub" or name in user.attributes):
            raise _violation(name, "Attribute cannot be updated.")


def put(state: State, user: User, changes: dict[str, str]) -> None:
    """Set attributes. A changed address is not verified any more, unless its flag is among the changes; an empty
    value removes an attribute (Cognito's documentation)."""
    for name, value in changes.items():
        if name in VERIFIABLE and user.attributes.get(name) != value:
            user.attributes.pop(f"{name}_verified", None)
            if value:
                user.attributes[f"{name}_verified"] = "false"
        if value:
            user.attributes[name] = value.lower() if name in BOOLEANS else value
        else:
            user.attributes.pop(name, None)
    for flag in BOOLEANS:
        if flag in changes and user.attributes.get(flag.removesuffix("_verified")):
            user.attributes[flag] = changes[flag].lower()
    user.modified_at = state.now()


def remove(state: State, user: User, names: list[str]) -> None:
    """Delete attributes, and with an address its flag."""
    for name in names:
        user.attributes.pop(name, None)
        if name in VERIFIABLE:
            user.attributes.pop(f"{name}_verified", None)
    user.modified_at = state.now()
