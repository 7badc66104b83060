"""One-time passwords as the first factor: EMAIL_OTP and SMS_OTP, codes of eight digits.

A wrong code leaves the session open until it runs out, and locks nobody out (measured). A right one proves the address
too: it becomes verified, and an unconfirmed user confirmed (Cognito's developer guide).
"""

import hmac

from app.practice import accounts, assurance, attributes, auth_events, codes, existence, factors, inbox, messages
from app.practice.answers import Given, Resumed, resumed
from app.practice.errors import Refusal
from app.practice.operations.confirmation import after_confirmation
from app.practice.sessions import Session
from app.practice.state import User
from app.practice.turn import Answer, Turn

EMAIL_OTP, SMS_OTP = "EMAIL_OTP", "SMS_OTP"
MEDIA = {EMAIL_OTP: "EMAIL", SMS_OTP: "SMS"}
MEMBER = {EMAIL_OTP: "EMAIL_OTP_CODE", SMS_OTP: "SMS_OTP_CODE"}
# The sessions' own names: EMAIL_OTP alone is the second factor.
STAGE = {EMAIL_OTP: "EMAIL_OTP, first factor", SMS_OTP: "SMS_OTP, first factor"}
METHOD = {EMAIL_OTP: assurance.EMAIL, SMS_OTP: assurance.SMS}  # amr values
PURPOSE = "sign_in"
DIGITS = 8


def available(turn: Turn, factor: str) -> bool:
    """Whether a code could be sent to this user, verified or not; for nobody it is pretended.

    Not where a second factor is needed, nor while an administrator wants the password changed (measured for
    FORCE_CHANGE_PASSWORD; for RESET_REQUIRED it is our reading).
    """
    user = None if turn.simulated else turn.user()
    if factors.secured(turn.pool, user):
        return False
    return user is None or (
        user.status in ("CONFIRMED", "UNCONFIRMED") and bool(user.attributes.get(inbox.ATTRIBUTES[MEDIA[factor]]))
    )


def ask(turn: Turn, factor: str, typed: str) -> Answer:
    """Send a code and raise the challenge; where there is no user, only the mask is made, from the typed name."""
    medium = MEDIA[factor]
    if turn.simulated:
        # No answer is empty, so no code is right.
        code, address, masked = "", "", inbox.mask(medium, existence.made_up_address(turn.pool.pool_id, medium, typed))
    else:
        user = turn.user()
        sent = inbox.send_code(turn.state, turn.pool, user, PURPOSE, medium, digits=DIGITS)
        code, address, masked = sent.code, user.attributes[inbox.ATTRIBUTES[medium]], sent.destination_masked
    turn = auth_events.tried(turn, "", right=True)  # so far
    parameters = {"CODE_DELIVERY_DELIVERY_MEDIUM": medium, "CODE_DELIVERY_DESTINATION": masked}
    session = turn.open_session(STAGE[factor], code=code, address=address)
    return {"ChallengeName": factor, "ChallengeParameters": parameters, "Session": session}


def began(given: Given) -> bool:
    """Whether the answer's session waits for a code of the first factor."""
    found = given.state.sessions.find(given.session, given.state.now())
    return isinstance(found, Session) and found.challenge in STAGE.values()


def answer(given: Given) -> Answer:
    """EMAIL_OTP and SMS_OTP: the right code signs the user in."""
    found = resumed(given, STAGE[given.challenge], unconfirmed_too=True)
    given.check_secret_hash()
    code = given.need(MEMBER[given.challenge])
    right = hmac.compare_digest(code.encode(errors="surrogatepass"), found.session.memory["code"].encode())
    if not right:
        auth_events.tried(found.turn, "", right=False)
        raise Refusal("CodeMismatchException", messages.WRONG_SENT_CODE)
    _verify(found)
    turn = found.spend()
    _confirm(turn, turn.user(), given)
    return factors.after_all_factors(turn.proved(METHOD[given.challenge]))


def _verify(found: Resumed) -> None:
    """Take the address as verified, unless it was changed since; raises AliasExistsException where it is another's."""
    turn, user = found.turn, found.turn.user()
    attribute = inbox.ATTRIBUTES[MEDIA[found.given.challenge]]
    if user.attributes.get(attribute) == found.session.memory["address"]:
        accounts.claim_aliases(turn.state, turn.pool, user, [attribute], force=False)
        attributes.put(turn.state, user, {f"{attribute}_verified": "true"})


def _confirm(turn: Turn, user: User, given: Given) -> None:
    """A sign-up is confirmed by the code; that the trigger after a confirmation runs then is our reading."""
    if user.status != "UNCONFIRMED":
        return
    codes.spend(user, codes.SIGN_UP)
    user.status = "CONFIRMED"
    user.modified_at = turn.state.now()
    metadata = {} if given.metadata is None else {"ClientMetadata": given.metadata}
    after_confirmation(turn.state, turn.pool, user, "PostConfirmation_ConfirmSignUp", turn.client.client_id, metadata)
