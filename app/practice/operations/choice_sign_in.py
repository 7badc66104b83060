"""USER_AUTH, the sign-in with a choice of the first factor: one row of FIRST_FACTORS for each.

Sources: Cognito's documentation of InitiateAuth and RespondToAuthChallenge, its developer guide on choice-based
sign-in, and replies that were measured.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from app.practice import (
    devices,
    existence,
    factors,
    grants,
    messages,
    migration,
    passkey_sign_in,
    pool_settings,
    srp,
    srp_sign_in,
)
from app.practice.answers import Given, Resumed, check_may_sign_in, resumed
from app.practice.errors import Refusal
from app.practice.operations import code_sign_in, sign_up_sessions, step_up
from app.practice.operations.password_answers import check_password
from app.practice.operations.start import Start, before_authentication, check_secret_hash, could_exist, turn_of
from app.practice.turn import Answer, Turn, find_session

SELECT = "SELECT_CHALLENGE"
PASSWORD, PASSWORD_SRP = "PASSWORD", "PASSWORD_SRP"
# What a factor needs with it, where PREFERRED_CHALLENGE names it.
NEEDED = {PASSWORD: "PASSWORD", PASSWORD_SRP: "SRP_A"}
Parameters = Mapping[str, str]  # AuthParameters or ChallengeResponses


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstFactor:
    """A way to begin: `allowed_by` is the value of AllowedFirstAuthFactors that lets a pool have it.

    `available` says whether this user can use it now, second factors considered. `ask` raises the challenge, or, where
    all that it needs came along, does what follows the right answer.
    """

    allowed_by: str
    available: Callable[[Turn], bool]
    ask: Callable[[Turn, Parameters], Answer]
    # Judges an answer that came under the name SELECT_CHALLENGE, by the member of the responses that it has.
    answered_by: str = ""
    answer_in_choice: Callable[[Given], Answer] | None = None


def begin(start: Start) -> Answer:
    """USER_AUTH: the preferred challenge where it is available, otherwise SELECT_CHALLENGE."""
    if start.pool.settings.get("UserPoolTier") == "LITE":
        raise Refusal("FeatureUnavailableInTierException", messages.USER_AUTH_ON_LITE)
    preferred = start.parameters.get("PREFERRED_CHALLENGE", "")
    if preferred in NEEDED and NEEDED[preferred] not in start.parameters:
        raise Refusal("InvalidParameterException", messages.missing_parameter(NEEDED[preferred]))
    check_secret_hash(start)
    if start.session:
        return _after_sign_up(start)
    password = start.parameters.get("PASSWORD") if preferred == PASSWORD else None
    turn = turn_of(start, migrate_with=password, unconfirmed_too=True)
    before_authentication(start, turn)
    devices.check(turn)
    turn, choices = step_up.toward(start, turn, available(turn))
    if not choices:  # an access token has proven the first factor
        return factors.after_first_factor(turn)
    if preferred not in choices:
        return turn.challenge(SELECT, {}, choices=choices) | {"AvailableChallenges": choices}
    reply = FIRST_FACTORS[preferred].ask(turn, start.parameters)
    # A second factor may have the name of a first one: EMAIL_OTP.
    raised = reply.get("ChallengeName") == RAISED.get(preferred, preferred)
    return reply | ({"AvailableChallenges": choices} if raised else {})


def available(turn: Turn) -> list[str]:
    """The first factors that this user may choose from, in the order in which Cognito lists them.

    Raises UserNotConfirmedException where no code could confirm the user.
    """
    allowed = pool_settings.first_factors(turn.pool)
    found = [name for name, factor in FIRST_FACTORS.items() if factor.allowed_by in allowed and factor.available(turn)]
    if not turn.simulated and all(name in NEEDED for name in found):
        check_may_sign_in(turn.user())
    if not found:
        raise Refusal("NotAuthorizedException", messages.NO_FIRST_FACTOR)
    return found


def _after_sign_up(start: Start) -> Answer:
    """A session of ConfirmSignUp stands for the first factor, at the user's first sign-in only."""
    session = find_session(start.state, start.client, start.session, sign_up_sessions.CONFIRMED)
    turn = turn_of(start)
    if turn.username != session.username or turn.user().sign_ins:
        raise Refusal("NotAuthorizedException", messages.SESSION_INVALID)
    before_authentication(start, turn)
    start.state.sessions.spend(start.session)
    return grants.finish(turn)


def choose(given: Given) -> Answer:
    """SELECT_CHALLENGE: raise the chosen challenge, or judge its answer where that came along."""
    choice = given.need("ANSWER")
    factor = FIRST_FACTORS.get(choice)
    if factor is not None and factor.answer_in_choice is not None and factor.answered_by in given.responses:
        return factor.answer_in_choice(given)
    return _go_on(given, resumed(given, SELECT, unconfirmed_too=True), choice)


def answer_by_name(given: Given) -> Answer:
    """PASSWORD and PASSWORD_SRP under their own names, with a session of their own or of SELECT_CHALLENGE."""
    found = resumed(given, SELECT, given.challenge, unconfirmed_too=True)
    given.need(NEEDED[given.challenge])
    return _go_on(given, found, given.challenge)


def _go_on(given: Given, found: Resumed, choice: str) -> Answer:
    """The session is used up only once the choice was taken: a wrong password may be corrected (our reading)."""
    given.check_secret_hash()
    if choice not in found.session.memory["choices"]:
        raise Refusal("InvalidParameterException", messages.CHOICE_NOT_AVAILABLE)
    reply = FIRST_FACTORS[choice].ask(found.turn, given.responses)
    found.spend()
    return reply


def _has_password(turn: Turn) -> bool:
    return turn.simulated or bool(turn.user().salt)


def _password(turn: Turn, given: Parameters) -> Answer:
    """Check the password that came along, or ask for it; only here may the migration trigger bring a user."""
    if "PASSWORD" not in given:
        return turn.challenge(PASSWORD, {}, choices=[PASSWORD])
    turn = _migrated(turn, given) if turn.simulated else turn
    user = turn.user()
    check_may_sign_in(user)
    turn = check_password(turn, user, right=srp.password_matches(turn.pool.pool_id, user, given["PASSWORD"]))
    return factors.after_password(turn)


def _migrated(turn: Turn, given: Parameters) -> Turn:
    name, password = given["USERNAME"], given["PASSWORD"]
    if existence.made_up_id(turn.pool.pool_id, name) != turn.username or not could_exist(name, password):
        return turn
    user = migration.on_sign_in(turn.state, turn.pool, turn.client, name, password, None)
    return turn if user is None else replace(turn, username=user.username, simulated=False)


def _password_srp(turn: Turn, given: Parameters) -> Answer:
    """PASSWORD_VERIFIER for the SRP_A that came along, or ask for that."""
    if "SRP_A" not in given:
        return turn.challenge(PASSWORD_SRP, {}, choices=[PASSWORD_SRP])
    srp_a = srp_sign_in.read_public_value(given["SRP_A"])
    if not turn.simulated:
        check_may_sign_in(turn.user())
    return srp_sign_in.ask_for_proof(turn, srp_a)


def _code(factor: str) -> FirstFactor:
    return FirstFactor(
        allowed_by=factor,
        available=lambda turn: code_sign_in.available(turn, factor),
        ask=lambda turn, given: code_sign_in.ask(turn, factor, given["USERNAME"]),
    )


FIRST_FACTORS: dict[str, FirstFactor] = {
    PASSWORD_SRP: FirstFactor(allowed_by="PASSWORD", available=_has_password, ask=_password_srp),
    PASSWORD: FirstFactor(allowed_by="PASSWORD", available=_has_password, ask=_password),
    code_sign_in.EMAIL_OTP: _code(code_sign_in.EMAIL_OTP),
    code_sign_in.SMS_OTP: _code(code_sign_in.SMS_OTP),
    passkey_sign_in.NAME: FirstFactor(
        allowed_by=passkey_sign_in.NAME,
        available=passkey_sign_in.available,
        ask=lambda turn, _given: passkey_sign_in.ask(turn),
        answered_by=passkey_sign_in.MEMBER,
        answer_in_choice=passkey_sign_in.answer_in_choice,
    ),
}
RAISED = {PASSWORD_SRP: "PASSWORD_VERIFIER"}  # the challenge of a preferred factor, where it has another name
