"""SELECT_CHALLENGE, and PASSWORD and PASSWORD_SRP as challenges of their own: how a user of USER_AUTH begins.

A password and an SRP_A can go with the choice itself, or under the factor's own name with the Session of the choice
(API reference, RespondToAuthChallenge). A code or a passkey is asked for in the reply to the choice.
"""

from typing import Any

from app.auth.challenges.retry import ask_about
from app.auth.conversation import Conversation
from app.auth.steps import Field, Kind, Reply, Steps
from app.errors import UnexpectedReply

PASSWORD, PASSWORD_SRP = "PASSWORD", "PASSWORD_SRP"
FIRST_FACTORS = (PASSWORD, PASSWORD_SRP, "EMAIL_OTP", "SMS_OTP", "WEB_AUTHN")
SELECT_CHALLENGE = "SELECT_CHALLENGE"
ITSELF = "ITSELF"  # answer under the factor's own ChallengeName


def answer_as(value: str) -> Field:
    """Return the field for the ChallengeName under which a chosen factor is answered."""
    return Field(
        name="answer_as", kind=Kind.CHOICE, value=value, choices=(SELECT_CHALLENGE, ITSELF), required=False,
        advanced=True,
    )  # fmt: skip


def select_challenge(talk: Conversation, challenge: Reply) -> Steps[Reply]:
    """Ask for one of AvailableChallenges, and for the password where it may be needed and is not known yet."""
    offered = _available(challenge)
    fields = [Field(name="ANSWER", kind=Kind.CHOICE, choices=offered)]
    if not talk.password and {PASSWORD, PASSWORD_SRP} & set(offered):
        fields.append(Field(name="password", kind=Kind.PASSWORD, required=False))
    answer = yield from ask_about(challenge, *fields, answer_as(SELECT_CHALLENGE))
    chosen = answer.text("ANSWER")
    if answer.text("password"):
        talk.password = answer.secret("password")
    if answer.text("answer_as") == ITSELF and chosen in (PASSWORD, PASSWORD_SRP):
        own = Reply(operation=challenge.operation, body={**challenge.body, "ChallengeName": chosen}, at=challenge.at)
        return (yield from (answer_password if chosen == PASSWORD else answer_password_srp)(talk, own))
    return (yield from talk.respond(challenge, {"ANSWER": chosen, **_along(talk, chosen)}))


def answer_password(talk: Conversation, challenge: Reply) -> Steps[Reply]:
    """Send the password that is known, or ask for it."""
    if not talk.password:
        answer = yield from ask_about(challenge, Field(name="PASSWORD", kind=Kind.PASSWORD))
        talk.password = answer.secret("PASSWORD")
    return (yield from talk.respond(challenge, {"PASSWORD": talk.password}))


def answer_password_srp(talk: Conversation, challenge: Reply) -> Steps[Reply]:
    """Send SRP_A; the password is asked for before, since its proof has to follow within seconds."""
    if not talk.password:
        answer = yield from ask_about(challenge, Field(name="password", kind=Kind.PASSWORD))
        talk.password = answer.secret("password")
    return (yield from talk.respond(challenge, {"SRP_A": talk.handshake.srp_a}))


def _along(talk: Conversation, chosen: str) -> dict[str, Any]:
    """Return what a choice needs beside its name; nothing where there is no password: then Cognito asks for it."""
    if not talk.password:
        return {}
    return {PASSWORD: {"PASSWORD": talk.password}, PASSWORD_SRP: {"SRP_A": talk.handshake.srp_a}}.get(chosen, {})


def _available(challenge: Reply) -> tuple[str, ...]:
    found = challenge.body.get("AvailableChallenges")
    offered = tuple(each for each in found if isinstance(each, str) and each) if isinstance(found, list) else ()
    if not offered:
        raise UnexpectedReply("AvailableChallenges", operation=challenge.operation)
    return offered
