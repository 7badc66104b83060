"""Answers about second factors: SMS_MFA, EMAIL_OTP, SOFTWARE_TOKEN_MFA, SELECT_MFA_TYPE.

A wrong code leaves the session open for the next try, until the lock after five of them or until it runs out.
"""

import hmac
from dataclasses import replace

from app.practice import attempts, auth_events, factors, inbox, lookups, messages, totp
from app.practice.answers import Given, Resumed, resumed
from app.practice.errors import Refusal
from app.practice.state import User
from app.practice.turn import Answer, Turn

CODE_MEMBER = {factors.SMS: "SMS_MFA_CODE", factors.EMAIL: "EMAIL_OTP_CODE", factors.TOTP: "SOFTWARE_TOKEN_MFA_CODE"}


def answer_sent_code(given: Given) -> Answer:
    """SMS_MFA and EMAIL_OTP: compare the code with the one in the inbox."""
    found, code, user = _code(given)
    if not hmac.compare_digest(code.encode(errors="surrogatepass"), found.session.memory["code"].encode()):
        raise _wrong_code(found, user, messages.WRONG_SENT_CODE)
    turn = _right_code(found, user)
    _verify_address(user, given.challenge, found.session.memory.get("address"))
    return factors.after_factor(turn, given.challenge)


def _verify_address(user: User, factor: str, address: str | None) -> None:
    """An address that was set up by MFA_SETUP becomes the user's, verified by its code."""
    if address is not None:
        attribute = inbox.ATTRIBUTES[factors.MEDIA[factor]]
        user.attributes |= {attribute: address, f"{attribute}_verified": "true"}
        user.mfa_enabled.add(factor)


def answer_authenticator_code(given: Given) -> Answer:
    """SOFTWARE_TOKEN_MFA: a code of this half minute or of the one before or after it, each once."""
    found, code, user = _code(given)
    if user.totp is None or not user.totp.confirmed:
        raise Refusal("SoftwareTokenMFANotFoundException", messages.NO_AUTHENTICATOR)
    step = totp.matching_step(user.totp.secret, code, given.state.now())
    if step is None:
        raise _wrong_code(found, user, messages.WRONG_AUTHENTICATOR_CODE)
    if step <= user.totp.last_step:
        raise Refusal("ExpiredCodeException", messages.AUTHENTICATOR_CODE_REUSED)
    user.totp.last_step = step
    return factors.after_factor(_right_code(found, user), given.challenge)


def _code(given: Given) -> tuple[Resumed, str, User]:
    """The open sign-in, the code that was typed, and whose it is; refused while the user is locked."""
    found = resumed(given)
    given.check_secret_hash()
    code = given.need(CODE_MEMBER[given.challenge])
    user = found.turn.user()
    if attempts.locked(user.mfa_attempts, given.state.now()):
        raise Refusal("NotAuthorizedException", messages.MFA_ATTEMPTS)
    alias = lookups.name_is_alias(given.pool, user, given.need("USERNAME"))
    return replace(found, turn=replace(found.turn, under_alias=alias)), code, user


def _right_code(found: Resumed, user: User) -> Turn:
    attempts.forget_failures(user.mfa_attempts)
    return auth_events.tried(found.spend(), auth_events.MFA, right=True)


def _wrong_code(found: Resumed, user: User, message: str) -> Refusal:
    attempts.count_failure(user.mfa_attempts, found.given.state.now())
    auth_events.tried(found.turn, auth_events.MFA, right=False)
    return Refusal("CodeMismatchException", message)


def choose_factor(given: Given) -> Answer:
    """SELECT_MFA_TYPE: go on with the chosen factor."""
    found = resumed(given)
    given.check_secret_hash()
    choice = given.need("ANSWER")
    if choice not in found.session.memory["choices"]:
        raise Refusal("InvalidParameterException", messages.CHOICE_NOT_AVAILABLE)
    return factors.ask_for_factor(found.spend(), choice)
