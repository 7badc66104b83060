"""CUSTOM_CHALLENGE, whatever its parameters, and any challenge that the program has never heard of."""

from app.auth.challenges.retry import ask_until_taken
from app.auth.conversation import Conversation
from app.auth.steps import Answer, Field, Kind, Reply, Steps
from app.secret import Secret


def answer_custom(talk: Conversation, challenge: Reply) -> Steps[Reply]:
    """Ask for ANSWER. A wrong one is no refusal: DefineAuthChallenge makes of it another round, or the end."""

    def send(answer: Answer) -> Steps[Reply]:
        return talk.respond(challenge, {"ANSWER": answer.secret("ANSWER")})

    return (yield from ask_until_taken(challenge, (Field(name="ANSWER", kind=Kind.ANSWER),), send, ()))


def answer_unknown(talk: Conversation, challenge: Reply) -> Steps[Reply]:
    """Ask for free key/value rows, so that a challenge that AWS adds tomorrow can be answered today."""

    def send(answer: Answer) -> Steps[Reply]:
        rows = answer.pairs("ChallengeResponses")
        return talk.respond(challenge, {key: _masked(key, value) for key, value in rows.items()})

    field = Field(name="ChallengeResponses", kind=Kind.PAIRS, required=False)
    return (yield from ask_until_taken(challenge, (field,), send, ("CodeMismatchException",)))


def _masked(key: str, value: str) -> str | Secret:
    return value if key == "USERNAME" else Secret(value)
