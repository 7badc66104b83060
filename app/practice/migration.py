"""The user migration trigger: a user whom the pool does not know yet comes over from another directory."""

import uuid
from typing import Any

from app.practice import attributes, existence, lookups, messages, passwords, triggers
from app.practice.errors import Refusal
from app.practice.state import Client, Pool, State, User


def on_sign_in(state: State, pool: Pool, client: Client, username: str, password: str,
               validation_data: dict[str, str] | None) -> User | None:
    """The user that the trigger brings at a sign-in with a password; None where the pool has no such trigger."""
    if not triggers.configured(pool, "UserMigration"):
        return None
    request = {"password": password, "validationData": validation_data, "userAttributes": None}
    answer = _invoke(state, pool, client, username, "UserMigration_Authentication", request)
    return _bring_over(state, pool, client, username, answer, password)


def on_forgotten_password(state: State, pool: Pool, client: Client, username: str,
                          metadata: dict[str, str] | None) -> User | None:
    """The user that the trigger brings at ForgotPassword, who then has to choose a password."""
    if not triggers.configured(pool, "UserMigration"):
        return None
    given = {} if metadata is None else {"clientMetadata": metadata}
    request: dict[str, Any] = {"validationData": None, **given, "userAttributes": None}
    answer = _invoke(state, pool, client, username, "UserMigration_ForgotPassword", request)
    return _bring_over(state, pool, client, username, answer, None)


def _invoke(state: State, pool: Pool, client: Client, username: str, source: str,
            request: dict[str, Any]) -> dict[str, Any]:
    return triggers.invoke(state, pool, "UserMigration", source, username=username, client_id=client.client_id,
                           request=request)


def _bring_over(state: State, pool: Pool, client: Client, username: str, answer: dict[str, Any],
                password: str | None) -> User:
    """Make the user that the trigger described; without attributes it knew nobody of that name."""
    known = lookups.find_user(pool, username)
    if known is not None:
        return known  # another call brought the user over in the meantime
    given = {name: value for name, value in (answer["userAttributes"] or {}).items() if name not in ("sub", "username")}
    by_address = pool.settings.get("UsernameAttributes", [])
    if not given or (by_address and not any(username == given.get(name) for name in by_address)):
        raise _nobody(client)
    attributes.check_schema(pool, given)
    sub = str(uuid.uuid4())
    user = User(username=sub if by_address else username, sub=sub, created_at=state.now(), modified_at=state.now())
    attributes.put(state, user, given)
    if answer["enableSMSMFA"]:
        user.mfa_enabled.add("SMS_MFA")
    user.status = "RESET_REQUIRED"
    if password is not None:
        passwords.store_password(pool, user, password)
        if answer["finalUserStatus"] == "CONFIRMED":
            user.status = "CONFIRMED"
    pool.users[user.username] = user
    return user


def _nobody(client: Client) -> Refusal:
    if lookups.existence_errors_hidden(client):
        return existence.refuse_unknown(client)
    return Refusal("UserNotFoundException", messages.migration_failed(client.client_id))
