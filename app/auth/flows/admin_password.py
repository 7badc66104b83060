"""ADMIN_USER_PASSWORD_AUTH and its legacy name ADMIN_NO_SRP_AUTH: signed calls with AWS credentials."""

from app.auth.client import Context
from app.auth.conversation import ADMIN
from app.auth.flows.credentials import PASSWORD, USERNAME, ask_credentials, converse
from app.auth.flows.finish import answer_until_tokens
from app.auth.steps import Field, Kind, Steps
from app.auth.tokens import TokenSet

NAMES = ("ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH")
AUTH_FLOW = Field(name="auth_flow", kind=Kind.CHOICE, value=NAMES[0], choices=NAMES)


def sign_in(context: Context) -> Steps[TokenSet]:
    """AdminInitiateAuth with the password, then AdminRespondToAuthChallenge for whatever else Cognito asks."""
    who = yield from ask_credentials(USERNAME, PASSWORD, AUTH_FLOW)
    talk = yield from converse(context, who, ADMIN)
    name = who.text("auth_flow") or NAMES[0]
    reply = yield from talk.initiate(name, {"PASSWORD": who.secret("password")})
    return (yield from answer_until_tokens(talk, reply, "admin_password"))
