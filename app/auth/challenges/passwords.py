"""PASSWORD_VERIFIER, answered by itself, and NEW_PASSWORD_REQUIRED."""

from app.auth.challenges.listed import listed
from app.auth.challenges.retry import ask_until_taken
from app.auth.conversation import Conversation
from app.auth.steps import Answer, Field, Kind, Reply, Steps, show
from app.errors import UnexpectedReply
from app.secret import Secret

RETRY_ON = ("InvalidPasswordException", "InvalidParameterException", "PasswordHistoryPolicyViolationException")


def prove_password(talk: Conversation, challenge: Reply) -> Steps[Reply]:
    """Answer at once: Cognito allows only seconds between this challenge and its proof."""
    if talk.password is None:
        raise UnexpectedReply("PASSWORD_VERIFIER", operation=challenge.operation)
    proof = talk.handshake.prove_password(challenge.parameters, talk.password, challenge.at)
    yield from show("srp", **proof.values)
    return (yield from talk.respond(challenge, proof.responses))


def set_new_password(talk: Conversation, challenge: Reply) -> Steps[Reply]:
    """Ask for a new password and for each attribute that the user pool requires and the user lacks."""
    required = listed(challenge.parameters, "requiredAttributes")
    names = tuple(dict.fromkeys(f"userAttributes.{name.removeprefix('userAttributes.')}" for name in required))
    fields = (Field(name="NEW_PASSWORD", kind=Kind.NEW_PASSWORD), *(Field(name=name) for name in names))

    def send(answer: Answer) -> Steps[Reply]:
        attributes = {name: Secret(answer.text(name)) for name in names}
        return talk.respond(challenge, {"NEW_PASSWORD": answer.secret("NEW_PASSWORD"), **attributes})

    return (yield from ask_until_taken(challenge, fields, send, RETRY_ON))
