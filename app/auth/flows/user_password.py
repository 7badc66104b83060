"""USER_PASSWORD_AUTH, Amplify's userPassword: the password goes to Cognito, where a migration trigger may need it."""

from app.auth.client import Context
from app.auth.flows.credentials import DEVICE, PASSWORD, USERNAME, ask_credentials, converse
from app.auth.flows.finish import answer_until_tokens
from app.auth.steps import Steps
from app.auth.tokens import TokenSet


def sign_in(context: Context) -> Steps[TokenSet]:
    """InitiateAuth with the password, then whatever else Cognito asks."""
    who = yield from ask_credentials(USERNAME, PASSWORD, DEVICE)
    talk = yield from converse(context, who)
    reply = yield from talk.initiate("USER_PASSWORD_AUTH", {"PASSWORD": who.secret("password")})
    return (yield from answer_until_tokens(talk, reply, "user_password"))
