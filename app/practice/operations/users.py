"""Admin operations on users: create, show, confirm, change, disable, reset, delete."""

from typing import Any

from app.practice import (
    accounts,
    attributes,
    codes,
    inbox,
    lookups,
    messages,
    passwords,
    pool_settings,
    tokens,
    triggers,
)
from app.practice.errors import Refusal
from app.practice.operations.confirmation import after_confirmation
from app.practice.operations.user_shapes import admin_view, user_type
from app.practice.state import Pool, State, User

NO_CLIENT = "CLIENT_ID_NOT_APPLICABLE"
INVITATION = "invitation"


def admin_create_user(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """AdminCreateUser: a new user with a temporary password, or the invitation once more."""
    pool = lookups.pool(state, request["UserPoolId"])
    if request.get("MessageAction") == "RESEND":
        return {"User": user_type(_invite_again(state, pool, request))}
    user = accounts.new_user(
        state,
        pool,
        request["Username"],
        attributes.from_wire(request.get("UserAttributes")),
        messages.USER_ACCOUNT_EXISTS,
        complete=False,
    )
    flags = [name for name in attributes.VERIFIABLE if user.attributes.get(f"{name}_verified") == "true"]
    accounts.claim_aliases(state, pool, user, flags, force=request.get("ForceAliasCreation", False))
    password = _first_password(pool, request)
    _ask_pre_sign_up(state, pool, user, request)
    if user.username in pool.users:  # it may have come while the trigger ran
        raise Refusal("UsernameExistsException", messages.USER_ACCOUNT_EXISTS)
    pool.users[user.username] = user
    if password:
        passwords.set_password(state, pool, user, password, temporary=True)
        if request.get("MessageAction") != "SUPPRESS":
            _invite(state, pool, user, request, password)
    return {"User": user_type(user)}


def _first_password(pool: Pool, request: dict[str, Any]) -> str:
    """The temporary password; empty where the pool lets people in without one and none is given."""
    given: str = request.get("TemporaryPassword", "")
    if given:
        passwords.check_policy(pool, given)
        return given
    if {"EMAIL_OTP", "SMS_OTP"} & pool_settings.first_factors(pool):
        return ""
    return passwords.make_temporary_password(pool)


def _ask_pre_sign_up(state: State, pool: Pool, user: User, request: dict[str, Any]) -> None:
    if not triggers.configured(pool, "PreSignUp"):
        return
    event: dict[str, Any] = {
        "userAttributes": triggers.user_attributes(pool, user),
        "validationData": attributes.from_wire(request.get("ValidationData")) or None,
    }
    if "ClientMetadata" in request:
        event["clientMetadata"] = request["ClientMetadata"]
    source = "PreSignUp_AdminCreateUser"
    triggers.invoke(state, pool, "PreSignUp", source, username=user.username, client_id=NO_CLIENT, request=event)


def _invite_again(state: State, pool: Pool, request: dict[str, Any]) -> User:
    user = lookups.need_user(pool, request["Username"])
    if user.status != "FORCE_CHANGE_PASSWORD":
        raise Refusal("UnsupportedUserStateException", messages.resend_not_possible(user.username))
    password = request.get("TemporaryPassword") or passwords.make_temporary_password(pool)
    passwords.check_policy(pool, password)
    passwords.set_password(state, pool, user, password, temporary=True)
    _invite(state, pool, user, request, password)
    return user


def _invite(state: State, pool: Pool, user: User, request: dict[str, Any], password: str) -> None:
    """Send the temporary password: by the media that were asked for, else by text message, else by e-mail."""
    asked = request.get("DesiredDeliveryMediums")
    usable = [medium for medium in asked or ("SMS", "EMAIL") if inbox.ATTRIBUTES[medium] in user.attributes]
    for medium in usable if asked else usable[:1]:
        address = user.attributes[inbox.ATTRIBUTES[medium]]
        inbox.deliver(state, pool, user, INVITATION, medium, address, password)


def _both(state: State, request: dict[str, Any]) -> tuple[Pool, User]:
    pool = lookups.pool(state, request["UserPoolId"])
    return pool, lookups.need_user(pool, request["Username"])


def admin_get_user(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """AdminGetUser."""
    return admin_view(_both(state, request)[1])


def admin_set_user_password(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """AdminSetUserPassword: temporary unless Permanent."""
    pool, user = _both(state, request)
    passwords.check_policy(pool, request["Password"])
    passwords.set_password(state, pool, user, request["Password"], temporary=not request.get("Permanent", False))
    return {}


def admin_confirm_sign_up(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """AdminConfirmSignUp: no address becomes verified by it."""
    pool, user = _both(state, request)
    if user.status != "UNCONFIRMED":
        raise Refusal("NotAuthorizedException", messages.cannot_be_confirmed(user.status))
    user.status = "CONFIRMED"
    user.modified_at = state.now()
    after_confirmation(state, pool, user, "PostConfirmation_ConfirmSignUp", NO_CLIENT, request)
    return {}


def admin_update_user_attributes(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """AdminUpdateUserAttributes: takes effect at once, and may set the verified flags."""
    pool, user = _both(state, request)
    changes = attributes.from_wire(request["UserAttributes"])
    attributes.check_schema(pool, changes)
    attributes.check_mutable(pool, user, list(changes))
    before = dict(user.attributes)
    attributes.put(state, user, changes)
    try:
        accounts.claim_aliases(state, pool, user, [name for name in changes if name in user.attributes], force=False)
    except Refusal:
        user.attributes = before
        raise
    return {}


def admin_delete_user_attributes(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """AdminDeleteUserAttributes."""
    _, user = _both(state, request)
    attributes.remove(state, user, request["UserAttributeNames"])
    return {}


def admin_disable_user(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """AdminDisableUser: also revokes the user's tokens (Cognito's documentation)."""
    _, user = _both(state, request)
    user.enabled = False
    tokens.revoke_all(state, user)
    user.modified_at = state.now()
    return {}


def admin_enable_user(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """AdminEnableUser."""
    _, user = _both(state, request)
    user.enabled = True
    user.modified_at = state.now()
    return {}


def admin_reset_user_password(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """AdminResetUserPassword: the user gets a code and cannot sign in before a new password is set."""
    pool, user = _both(state, request)
    if user.status not in ("CONFIRMED", "RESET_REQUIRED"):
        raise Refusal("NotAuthorizedException", messages.NO_RESET_IN_THIS_STATE)
    attribute = accounts.recovery_attribute(pool, user)
    user.status = "RESET_REQUIRED"
    user.modified_at = state.now()
    codes.send(state, pool, user, codes.FORGOT_PASSWORD, attribute)
    return {}


def admin_delete_user(state: State, request: dict[str, Any]) -> None:
    """AdminDeleteUser."""
    pool, user = _both(state, request)
    del pool.users[user.username]


def admin_user_global_sign_out(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """AdminUserGlobalSignOut."""
    tokens.revoke_all(state, _both(state, request)[1])
    return {}


HANDLERS = {
    "AdminCreateUser": admin_create_user,
    "AdminGetUser": admin_get_user,
    "AdminSetUserPassword": admin_set_user_password,
    "AdminConfirmSignUp": admin_confirm_sign_up,
    "AdminUpdateUserAttributes": admin_update_user_attributes,
    "AdminDeleteUserAttributes": admin_delete_user_attributes,
    "AdminDisableUser": admin_disable_user,
    "AdminEnableUser": admin_enable_user,
    "AdminResetUserPassword": admin_reset_user_password,
    "AdminDeleteUser": admin_delete_user,
    "AdminUserGlobalSignOut": admin_user_global_sign_out,
}
