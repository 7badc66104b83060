"""The challenges that are one code. Adding another is a row here and its texts."""

from app.auth.challenges.retry import ask_until_taken
from app.auth.conversation import Conversation
from app.auth.steps import Answer, Field, Kind, Reply, Steps

ANSWER_KEY = {
    "SMS_MFA": "SMS_MFA_CODE",
    "EMAIL_OTP": "EMAIL_OTP_CODE",
    "SMS_OTP": "SMS_OTP_CODE",
    "SOFTWARE_TOKEN_MFA": "SOFTWARE_TOKEN_MFA_CODE",
}

# A wrong code leaves the Session usable (measured for EMAIL_OTP; clients report it for the others); so does an
# authenticator code that was used before.
RETRY_ON = ("CodeMismatchException", "ExpiredCodeException")


def answer_code(talk: Conversation, challenge: Reply) -> Steps[Reply]:
    """Ask for the code, and again while it is wrong."""
    key = ANSWER_KEY[challenge.challenge]

    def send(answer: Answer) -> Steps[Reply]:
        return talk.respond(challenge, {key: answer.secret(key)})

    return (yield from ask_until_taken(challenge, (Field(name=key, kind=Kind.CODE),), send, RETRY_ON))
