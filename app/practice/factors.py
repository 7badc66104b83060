"""Which second factors a pool has on, which of them count for a user, and what comes after the first factor.

Source: Cognito's developer guide on multi-factor authentication, and what its API was seen to answer.
"""

import json
from dataclasses import replace
from typing import Any

from app.practice import assurance, custom_auth, devices, grants, inbox, messages, passwords
from app.practice.attributes import required
from app.practice.errors import Refusal
from app.practice.state import Pool, User
from app.practice.turn import Answer, Turn

SMS, TOTP, EMAIL = "SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP"
MEDIA = {SMS: "SMS", EMAIL: "EMAIL"}
METHOD = {SMS: assurance.SMS, TOTP: assurance.TOTP, EMAIL: assurance.EMAIL}  # amr values
PURPOSE = "mfa"


def mode(pool: Pool) -> str:
    """MfaConfiguration: OFF, OPTIONAL or ON."""
    return str(pool.mfa.get("MfaConfiguration") or pool.settings.get("MfaConfiguration") or "OFF")


def switched_on(pool: Pool) -> list[str]:
    """The factors that the pool has on, in the order in which Cognito lists them."""
    has = {
        SMS: "SmsMfaConfiguration" in pool.mfa,
        TOTP: bool(pool.mfa.get("SoftwareTokenMfaConfiguration", {}).get("Enabled")),
        EMAIL: "EmailMfaConfiguration" in pool.mfa,  # it may be an empty structure
    }
    return [factor for factor, on in has.items() if on]


def set_up(user: User, factor: str) -> bool:
    """Whether the user has what the factor needs: an authenticator, a phone number, an e-mail address."""
    if factor == TOTP:
        return user.totp is not None and user.totp.confirmed
    return bool(user.attributes.get(inbox.ATTRIBUTES[MEDIA[factor]]))


def recovery_attribute(pool: Pool, user: User) -> str | None:
    """The attribute to which the user's password reset would go, where the pool says how accounts are recovered."""
    mechanisms = pool.settings.get("AccountRecoverySetting", {}).get("RecoveryMechanisms", [])
    for mechanism in sorted(mechanisms, key=lambda each: int(each["Priority"])):
        attribute = str(mechanism["Name"]).removeprefix("verified_")
        if user.attributes.get(f"{attribute}_verified") == "true":
            return attribute
    return None


def eligible(pool: Pool, user: User) -> list[str]:
    """The factors that could secure this user's sign-in now: where MFA is optional, those that the user switched on."""
    return [factor for factor in usable(pool, user) if mode(pool) == "ON" or factor in user.mfa_enabled]


def usable(pool: Pool, user: User) -> list[str]:
    """The factors that pool and user have, switched on or not; an address that gets the password reset is none."""
    if mode(pool) == "OFF":
        return []
    reset_goes_to = recovery_attribute(pool, user)
    return [
        factor
        for factor in switched_on(pool)
        if set_up(user, factor)
        and (factor == TOTP or inbox.ATTRIBUTES[MEDIA[factor]] != reset_goes_to)
    ]


def secured(pool: Pool, user: User | None) -> bool:
    """Whether sign-ins of this user (None: nobody) need a second factor, so that the first has to be a password."""
    if mode(pool) == "OPTIONAL":
        return user is not None and not user.mfa_enabled.isdisjoint(switched_on(pool))
    return mode(pool) == "ON"


def after_password(turn: Turn) -> Answer:
    """What follows a right password: a refusal, NEW_PASSWORD_REQUIRED, a second factor, or the tokens."""
    user, turn = turn.user(), turn.proved(assurance.PASSWORD)
    if user.status == "RESET_REQUIRED":
        raise Refusal("PasswordResetRequiredException", messages.PASSWORD_RESET_REQUIRED)
    if user.status == "FORCE_CHANGE_PASSWORD":
        return _ask_for_new_password(turn, user)
    return after_first_factor(turn)


def _ask_for_new_password(turn: Turn, user: User) -> Answer:
    if passwords.temporary_password_expired(turn.state, turn.pool, user):
        raise Refusal("NotAuthorizedException", messages.TEMPORARY_PASSWORD_EXPIRED)
    missing = [f"userAttributes.{name}" for name in required(turn.pool) if not user.attributes.get(name)]
    return turn.challenge("NEW_PASSWORD_REQUIRED", {
        "USER_ID_FOR_SRP": user.username,
        "requiredAttributes": _compact(missing),
        "userAttributes": _compact(user.attributes),
    })


def after_new_password(turn: Turn) -> Answer:
    """What follows NEW_PASSWORD_REQUIRED."""
    return after_first_factor(replace(turn, token_source=grants.NEW_PASSWORD))


def after_first_factor(turn: Turn) -> Answer:
    """The second factor of the decision list, or what follows it where there is none or a device stands for it."""
    user = turn.user()
    wanted = _wanted(turn, user)
    if not wanted and devices.replaces_mfa(turn):
        return after_all_factors(turn)
    choices = wanted or eligible(turn.pool, user)
    if user.mfa_preferred in choices:
        return ask_for_factor(turn, user.mfa_preferred)
    if len(choices) > 1:
        return turn.challenge("SELECT_MFA_TYPE", {
            "MFAS_CAN_CHOOSE": _compact(choices), "USER_ID_FOR_SRP": user.username,
        }, choices=choices)
    if choices:
        return ask_for_factor(turn, choices[0])
    if mode(turn.pool) == "ON":
        return turn.challenge("MFA_SETUP", {
            "MFAS_CAN_SETUP": _compact(switched_on(turn.pool)), "USER_ID_FOR_SRP": user.username,
        })
    return after_all_factors(turn)


def _wanted(turn: Turn, user: User) -> list[str]:
    """The factors that lead to the level that was asked for, switched on or not; none where nothing is missing.

    Raises InvalidParameterException where none leads there: a lower level is not handed out (Cognito's documentation).
    """
    if turn.assurance is None or assurance.level_of(turn.assurance.methods) >= turn.assurance.level:
        return []
    wanted = [
        factor
        for factor in usable(turn.pool, user)
        if assurance.level_of((*turn.assurance.methods, METHOD[factor])) >= turn.assurance.level
    ]
    if not wanted:
        raise Refusal("InvalidParameterException", messages.ACR_OUT_OF_REACH)
    return wanted


def ask_for_factor(turn: Turn, factor: str, *, address: str | None = None) -> Answer:
    """The challenge of one factor; a code goes to the user's address, or to the one that is being set up."""
    user = turn.user()
    if factor == TOTP:
        named = {"FRIENDLY_DEVICE_NAME": user.totp.friendly_name} if user.totp and user.totp.friendly_name else {}
        return turn.challenge(TOTP, {**named, "USER_ID_FOR_SRP": user.username})
    sent = inbox.send_code(turn.state, turn.pool, user, PURPOSE, MEDIA[factor], destination=address)
    return turn.challenge(factor, {
        "CODE_DELIVERY_DELIVERY_MEDIUM": sent.medium,
        "CODE_DELIVERY_DESTINATION": sent.destination_masked,
        "USER_ID_FOR_SRP": user.username,
    }, code=sent.code, address=address)


def after_factor(turn: Turn, factor: str) -> Answer:
    """What follows a right code: DefineAuthChallenge sees it where the flow is a custom one."""
    turn = turn.proved(METHOD[factor])
    return after_all_factors(turn.after_round(factor, right=True) if turn.flow == "CUSTOM_AUTH" else turn)


def after_all_factors(turn: Turn) -> Answer:
    """The next custom round, or the tokens."""
    return custom_auth.next_round(turn) if turn.flow == "CUSTOM_AUTH" else grants.finish(turn)


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
