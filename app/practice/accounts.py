"""Rules on user names and addresses that sign-up, the admin operations and the seed share."""

import re
import uuid

from app.practice import attributes, lookups, messages
from app.practice.errors import Refusal
from app.practice.state import Pool, State, User

NAME_OF = {"email": "email", "phone_number": "phone number"}


def username_attribute(pool: Pool, name: str) -> str | None:
    """In a pool with UsernameAttributes: which of them the name is; raises where it is none. Otherwise None."""
    allowed = pool.settings.get("UsernameAttributes") or []
    if not allowed:
        return None
    if "email" in allowed and attributes.EMAIL.fullmatch(name):
        return "email"
    if "phone_number" in allowed and attributes.PHONE.fullmatch(name):
        return "phone_number"
    if len(allowed) > 1:
        raise Refusal("InvalidParameterException", messages.USERNAME_SHOULD_BE_EITHER)
    wanted = messages.USERNAME_SHOULD_BE_EMAIL if "email" in allowed else messages.USERNAME_SHOULD_BE_PHONE
    raise Refusal("InvalidParameterException", wanted)


def check_not_alias_format(pool: Pool, name: str) -> None:
    """Refuse a user name that could be taken for an alias of the pool."""
    aliases = pool.settings.get("AliasAttributes", [])
    if "email" in aliases and re.fullmatch(r"[^@\s]+@[^@\s]+", name):
        raise Refusal("InvalidParameterException", messages.username_in_alias_format("email", "email"))
    if "phone_number" in aliases and attributes.PHONE.fullmatch(name):
        raise Refusal("InvalidParameterException", messages.username_in_alias_format("phone number", "phone number"))


def new_user(
    state: State, pool: Pool, name: str, given: dict[str, str], taken: str, *, complete: bool
) -> User:
    """A user that is not yet in the pool; `taken` is the message where the name already is, `complete` whether the
    required attributes have to be there (sign-up) or may come later (an administrator's user).

    In a pool with UsernameAttributes the real user name is the sub, and the name becomes the attribute's value.
    """
    attribute = username_attribute(pool, name)
    check_not_alias_format(pool, name)
    if lookups.find_user(pool, name) is not None:
        message = messages.alias_exists(NAME_OF[attribute]) if attribute else taken
        raise Refusal("UsernameExistsException", message)
    values = {attribute: name, **given} if attribute else dict(given)
    attributes.check_schema(pool, values, complete=complete)
    sub = str(uuid.uuid4())
    now = state.now()
    user = User(username=sub if attribute else name, sub=sub, created_at=now, modified_at=now)
    attributes.put(state, user, values)
    return user


def claim_aliases(state: State, pool: Pool, user: User, names: list[str], *, force: bool) -> None:
    """Make sure that no other user signs in by one of these addresses of `user`.

    Raises AliasExistsException, or with `force` takes the alias away from the other (Cognito's documentation).
    """
    for name in names:
        if name not in pool.settings.get("AliasAttributes", []) + pool.settings.get("UsernameAttributes", []):
            continue
        for other in pool.users.values():
            if other is user or name not in lookups.sign_in_attributes(pool, other):
                continue
            if lookups.same_name(pool, other.attributes.get(name, ""), user.attributes.get(name, "")):
                if not force:
                    raise Refusal("AliasExistsException", messages.alias_exists(NAME_OF.get(name, name)))
                attributes.put(state, other, {f"{name}_verified": "false"})


def verified(user: User) -> list[str]:
    """The user's verified addresses: of email and phone_number those that have a value."""
    return [
        name
        for name in attributes.VERIFIABLE
        if name in user.attributes and user.attributes.get(f"{name}_verified") == "true"
    ]


def recovery_attribute(pool: Pool, user: User) -> str:
    """Where a code for a new password goes: by AccountRecoverySetting, else the phone before the e-mail.

    Raises Cognito's refusals where there is no such address, or only an administrator may help.
    """
    mechanisms = pool.settings.get("AccountRecoverySetting", {}).get("RecoveryMechanisms", [])
    mechanisms = sorted(mechanisms, key=lambda each: int(each["Priority"]))
    order: list[str] = [each["Name"].removeprefix("verified_") for each in mechanisms] or ["phone_number", "email"]
    if order == ["admin_only"]:
        raise Refusal("NotAuthorizedException", messages.CONTACT_ADMINISTRATOR)
    usable = [name for name in order if name in verified(user)]
    if not usable:
        raise Refusal("InvalidParameterException", messages.NO_RECOVERY_DESTINATION)
    return usable[0]
