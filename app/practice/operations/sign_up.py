"""Sign-up by the user: SignUp, ConfirmSignUp, ResendConfirmationCode."""

from typing import Any

from app.practice import accounts, attributes, codes, lookups, messages, passwords, pool_settings, triggers
from app.practice.errors import Refusal
from app.practice.lookups import Where
from app.practice.operations import sign_up_sessions
from app.practice.operations.confirmation import after_confirmation
from app.practice.state import Client, Pool, State, User


def sign_up(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """SignUp."""
    pool, client = lookups.client(state, request["ClientId"])
    name = request["Username"]
    lookups.check_secret_hash(client, name, request.get("SecretHash"), Where.SELF_SERVICE)
    if pool.settings.get("AdminCreateUserConfig", {}).get("AllowAdminCreateUserOnly"):
        raise Refusal("NotAuthorizedException", messages.SIGN_UP_NOT_PERMITTED)
    given = attributes.from_wire(request.get("UserAttributes"))
    attributes.check_writable(client, list(given))
    user = accounts.new_user(state, pool, name, given, messages.USER_EXISTS, complete=True)
    user.status = "UNCONFIRMED"
    _check_password(pool, request.get("Password"))
    decision = _ask_pre_sign_up(state, pool, client, user, request)
    if lookups.find_user(pool, name) is not None:  # it may have come while the trigger ran
        raise Refusal("UsernameExistsException", messages.USER_EXISTS)
    pool.users[user.username] = user
    if request.get("Password"):
        passwords.store_password(pool, user, request["Password"])
    return _finish(state, pool, client, user, decision, request)


def _check_password(pool: Pool, password: str | None) -> None:
    if password:
        passwords.check_policy(pool, password)
    elif not {"EMAIL_OTP", "SMS_OTP"} & pool_settings.first_factors(pool):
        raise Refusal("InvalidParameterException", messages.PASSWORD_NEEDED)


def _ask_pre_sign_up(
    state: State, pool: Pool, client: Client, user: User, request: dict[str, Any]
) -> dict[str, Any]:
    """What the PreSignUp trigger decided: autoConfirmUser, autoVerifyEmail, autoVerifyPhone."""
    if not triggers.configured(pool, "PreSignUp"):
        return {}
    event: dict[str, Any] = {
        "userAttributes": triggers.user_attributes(pool, user),
        "validationData": attributes.from_wire(request.get("ValidationData")) or None,
    }
    if "ClientMetadata" in request:
        event["clientMetadata"] = request["ClientMetadata"]
    return triggers.invoke(
        state,
        pool,
        "PreSignUp",
        "PreSignUp_SignUp",
        username=user.username,
        client_id=client.client_id,
        request=event,
    )


def _finish(
    state: State, pool: Pool, client: Client, user: User, decision: dict[str, Any], request: dict[str, Any]
) -> dict[str, Any]:
    """Follow the trigger's decision, send the code, and answer."""
    for flag, name in (("autoVerifyEmail", "email"), ("autoVerifyPhone", "phone_number")):
        if decision.get(flag) and name in user.attributes:
            attributes.put(state, user, {f"{name}_verified": "true"})
    answer: dict[str, Any] = {"UserConfirmed": bool(decision.get("autoConfirmUser")), "UserSub": user.sub}
    if decision.get("autoConfirmUser"):
        user.status = "CONFIRMED"
        after_confirmation(state, pool, user, "PostConfirmation_ConfirmSignUp", client.client_id, request)
        return answer
    attribute = _to_verify(pool, user)
    if attribute:
        answer["CodeDeliveryDetails"] = codes.send(state, pool, user, codes.SIGN_UP, attribute)
    return answer | sign_up_sessions.member(state, pool, client, user, sign_up_sessions.SIGN_UP)


def _to_verify(pool: Pool, user: User) -> str | None:
    """The address that the confirmation code goes to: phone before e-mail where both are auto-verified
    (Cognito's documentation)."""
    wanted = pool.settings.get("AutoVerifiedAttributes", [])
    return next((name for name in ("phone_number", "email") if name in wanted and user.attributes.get(name)), None)


def confirm_sign_up(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """ConfirmSignUp."""
    pool, client = lookups.client(state, request["ClientId"])
    name = request["Username"]
    lookups.check_secret_hash(client, name, request.get("SecretHash"), Where.SELF_SERVICE)
    user = lookups.find_user(pool, name)
    if user is None:
        if lookups.existence_errors_hidden(client):
            raise Refusal("ExpiredCodeException", messages.CODE_EXPIRED)
        raise Refusal("UserNotFoundException", messages.COMBINATION_NOT_FOUND)
    if user.status != "UNCONFIRMED":
        raise Refusal("NotAuthorizedException", messages.cannot_be_confirmed(user.status))
    session = request.get("Session") or ""
    sign_up_sessions.check(state, client, user, session)
    codes.check(state, user, codes.SIGN_UP, request["ConfirmationCode"])
    attribute = _to_verify(pool, user)
    if attribute:
        _verify(state, pool, user, attribute, force=request.get("ForceAliasCreation", False))
    codes.spend(user, codes.SIGN_UP)
    user.status = "CONFIRMED"
    user.modified_at = state.now()
    after_confirmation(state, pool, user, "PostConfirmation_ConfirmSignUp", client.client_id, request)
    state.sessions.spend(session)
    return sign_up_sessions.member(state, pool, client, user, sign_up_sessions.CONFIRMED)


def _verify(state: State, pool: Pool, user: User, attribute: str, *, force: bool) -> None:
    accounts.claim_aliases(state, pool, user, [attribute], force=force)
    attributes.put(state, user, {f"{attribute}_verified": "true"})


def resend_confirmation_code(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """ResendConfirmationCode."""
    pool, client = lookups.client(state, request["ClientId"])
    name = request["Username"]
    lookups.check_secret_hash(client, name, request.get("SecretHash"), Where.SELF_SERVICE)
    user = lookups.find_user(pool, name)
    if user is None:
        if lookups.existence_errors_hidden(client):
            return {"CodeDeliveryDetails": codes.made_up_delivery(pool, name)}
        raise Refusal("UserNotFoundException", messages.COMBINATION_NOT_FOUND)
    if user.status != "UNCONFIRMED":
        raise Refusal("InvalidParameterException", messages.ALREADY_CONFIRMED)
    attribute = _to_verify(pool, user)
    if attribute is None:
        raise Refusal("NotAuthorizedException", messages.AUTO_VERIFICATION_OFF)
    codes.limit(state, user, "send:sign_up")
    return {"CodeDeliveryDetails": codes.send(state, pool, user, codes.SIGN_UP, attribute)}


HANDLERS = {
    "SignUp": sign_up,
    "ConfirmSignUp": confirm_sign_up,
    "ResendConfirmationCode": resend_confirmation_code,
}
