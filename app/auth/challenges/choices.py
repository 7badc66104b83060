"""SELECT_MFA_TYPE: which of the user's factors to use."""

from app.auth.challenges.listed import listed
from app.auth.challenges.retry import ask_until_taken
from app.auth.conversation import Conversation
from app.auth.steps import Answer, Field, Kind, Reply, Steps
from app.errors import UnexpectedReply


def select_mfa_type(talk: Conversation, challenge: Reply) -> Steps[Reply]:
    """Ask for one of MFAS_CAN_CHOOSE; the developer guide alone spells it MFAS_CAN_SELECT, so both are read."""
    factors = listed(challenge.parameters, "MFAS_CAN_CHOOSE", "MFAS_CAN_SELECT")
    if not factors:
        raise UnexpectedReply("MFAS_CAN_CHOOSE", operation=challenge.operation)
    field = Field(name="ANSWER", kind=Kind.CHOICE, choices=factors)

    def send(answer: Answer) -> Steps[Reply]:
        return talk.respond(challenge, {"ANSWER": answer.text("ANSWER")})

    return (yield from ask_until_taken(challenge, (field,), send, ()))
