"""Passwords in the hands of their user: ForgotPassword, ConfirmForgotPassword, ChangePassword."""

from typing import Any

from app.practice import accounts, codes, lookups, messages, migration, passwords, srp, tokens
from app.practice.errors import Refusal
from app.practice.lookups import Where
from app.practice.operations.confirmation import after_confirmation
from app.practice.state import Client, Pool, State, User

WRONG_PREVIOUS = "change_password"


def forgot_password(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """ForgotPassword; the user may come from the directory behind the migration trigger."""
    pool, client = lookups.client(state, request["ClientId"])
    name = request["Username"]
    lookups.check_secret_hash(client, name, request.get("SecretHash"), Where.SELF_SERVICE)
    user = lookups.find_user(pool, name)
    if user is None:
        user = _migrated(state, pool, client, name, request)
    if user is None:
        if lookups.existence_errors_hidden(client):
            return {"CodeDeliveryDetails": codes.made_up_delivery(pool, name)}
        raise Refusal("UserNotFoundException", messages.COMBINATION_NOT_FOUND)
    if not user.enabled:
        raise Refusal("NotAuthorizedException", messages.USER_DISABLED)
    if user.status == "FORCE_CHANGE_PASSWORD":
        raise Refusal("NotAuthorizedException", messages.NO_RESET_IN_THIS_STATE)
    attribute = accounts.recovery_attribute(pool, user)
    codes.limit(state, user, "send:forgot_password")
    return {"CodeDeliveryDetails": codes.send(state, pool, user, codes.FORGOT_PASSWORD, attribute)}


def _migrated(state: State, pool: Pool, client: Client, name: str, request: dict[str, Any]) -> User | None:
    """The user that the migration trigger brings. Its not knowing the name must not show where that is hidden."""
    try:
        return migration.on_forgotten_password(state, pool, client, name, request.get("ClientMetadata"))
    except Refusal as refusal:
        unknown = refusal.code in ("NotAuthorizedException", "UserNotFoundException")
        if unknown and lookups.existence_errors_hidden(client):
            return None
        raise


def confirm_forgot_password(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """ConfirmForgotPassword; a password that the policy refuses leaves the code good."""
    pool, client = lookups.client(state, request["ClientId"])
    name = request["Username"]
    lookups.check_secret_hash(client, name, request.get("SecretHash"), Where.SELF_SERVICE)
    user = lookups.find_user(pool, name)
    if user is None:
        if lookups.existence_errors_hidden(client):
            raise Refusal("ExpiredCodeException", messages.CODE_EXPIRED)
        raise Refusal("UserNotFoundException", messages.COMBINATION_NOT_FOUND)
    codes.check(state, user, codes.FORGOT_PASSWORD, request["ConfirmationCode"])
    passwords.check_policy(pool, request["Password"])
    codes.spend(user, codes.FORGOT_PASSWORD)
    user.tries.pop("send:forgot_password", None)
    passwords.set_password(state, pool, user, request["Password"])
    after_confirmation(state, pool, user, "PostConfirmation_ConfirmForgotPassword", client.client_id, request)
    return {}


def change_password(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """ChangePassword; only a user without a password may leave the previous one out."""
    pool, _, user, _ = tokens.verify_access(state, request["AccessToken"])
    if user.salt:
        previous = request.get("PreviousPassword")
        if not previous:
            raise Refusal("InvalidParameterException", messages.missing_parameter("OldPassword"))
        codes.limit(state, user, WRONG_PREVIOUS, count=False)
        if not srp.password_matches(pool.pool_id, user, previous):
            codes.limit(state, user, WRONG_PREVIOUS)
            raise Refusal("NotAuthorizedException", messages.WRONG_CREDENTIALS)
    passwords.check_policy(pool, request["ProposedPassword"])
    user.tries.pop(WRONG_PREVIOUS, None)
    passwords.set_password(state, pool, user, request["ProposedPassword"])
    return {}


HANDLERS = {
    "ForgotPassword": forgot_password,
    "ConfirmForgotPassword": confirm_forgot_password,
    "ChangePassword": change_password,
}
