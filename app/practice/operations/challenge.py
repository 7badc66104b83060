"""RespondToAuthChallenge and AdminRespondToAuthChallenge: one row of CHALLENGES for each that can be answered."""

from collections.abc import Callable
from typing import Any

from app.practice import attributes, custom_auth, device_sign_in, factors, lookups, messages, passkey_sign_in
from app.practice.answers import Given, resumed
from app.practice.errors import Refusal
from app.practice.operations import choice_sign_in, code_answers, code_sign_in, mfa, password_answers
from app.practice.state import Client, Pool, State
from app.practice.turn import Answer


def respond_to_auth_challenge(state: State, request: dict[str, Any]) -> Answer:
    """RespondToAuthChallenge."""
    pool, client = lookups.client(state, request["ClientId"])
    return _respond(state, pool, client, request)


def admin_respond_to_auth_challenge(state: State, request: dict[str, Any]) -> Answer:
    """AdminRespondToAuthChallenge; any AWS credentials will do."""
    pool = lookups.pool(state, request["UserPoolId"])
    return _respond(state, pool, lookups.client_of(pool, request["ClientId"]), request)


def _respond(state: State, pool: Pool, client: Client, request: dict[str, Any]) -> Answer:
    name = request["ChallengeName"]
    answer = CHALLENGES.get(name)
    if answer is None:
        raise Refusal("InvalidParameterException", messages.challenge_not_offered(name))
    responses = {key: value for key, value in (request.get("ChallengeResponses") or {}).items() if value}
    if not responses:
        raise Refusal("InvalidParameterException", messages.NO_CHALLENGE_RESPONSES)
    given = Given(state=state, pool=pool, client=client, challenge=name, responses=responses,
                  session=request.get("Session") or "", metadata=request.get("ClientMetadata"))
    given.need("USERNAME")
    return answer(given)


def _answer_custom_challenge(given: Given) -> Answer:
    """CUSTOM_CHALLENGE: the session is used up at once, whatever the triggers say of the answer."""
    found = resumed(given)
    given.check_secret_hash()
    text = given.need("ANSWER")
    turn = found.spend()
    try:
        return custom_auth.answer(turn, found.session, text)
    except Refusal:
        given.state.sessions.forget(given.session)
        raise


def _finish_enrolment(given: Given) -> Answer:
    """MFA_SETUP: with the session of a verified authenticator, or with an e-mail address, which then gets a code."""
    found = resumed(given, mfa.VERIFIED, mfa.SETUP)
    given.check_secret_hash()
    if found.session.challenge == mfa.VERIFIED:
        return factors.after_factor(found.spend(), factors.TOTP)
    address = given.responses.get("EMAIL") or given.responses.get("email")
    if address is None or factors.EMAIL not in factors.switched_on(given.pool):
        given.state.sessions.forget(given.session)
        raise Refusal("NotAuthorizedException", messages.SESSION_INVALID)
    attributes.check_value("email", address, {})
    return factors.ask_for_factor(found.spend(), factors.EMAIL, address=address)


def _answer_email_code(given: Given) -> Answer:
    """EMAIL_OTP is a first factor and a second one: the session knows which."""
    return code_sign_in.answer(given) if code_sign_in.began(given) else code_answers.answer_sent_code(given)


CHALLENGES: dict[str, Callable[[Given], Answer]] = {
    "PASSWORD_VERIFIER": password_answers.prove_password,
    "NEW_PASSWORD_REQUIRED": password_answers.set_new_password,
    "SMS_MFA": code_answers.answer_sent_code,
    "EMAIL_OTP": _answer_email_code,
    "SMS_OTP": code_sign_in.answer,
    "SOFTWARE_TOKEN_MFA": code_answers.answer_authenticator_code,
    "SELECT_MFA_TYPE": code_answers.choose_factor,
    "MFA_SETUP": _finish_enrolment,
    "SELECT_CHALLENGE": choice_sign_in.choose,
    "PASSWORD": choice_sign_in.answer_by_name,
    "PASSWORD_SRP": choice_sign_in.answer_by_name,
    "WEB_AUTHN": passkey_sign_in.answer,
    "CUSTOM_CHALLENGE": _answer_custom_challenge,
    "DEVICE_SRP_AUTH": device_sign_in.begin,
    "DEVICE_PASSWORD_VERIFIER": device_sign_in.prove,
}
HANDLERS = {
    "RespondToAuthChallenge": respond_to_auth_challenge,
    "AdminRespondToAuthChallenge": admin_respond_to_auth_challenge,
}
