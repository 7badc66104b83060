"""USER_SRP_AUTH, Amplify's userSRP and its default: the password never leaves this machine."""

from app.auth.client import Context
from app.auth.flows.credentials import DEVICE, PASSWORD, USERNAME, ask_credentials, converse
from app.auth.flows.finish import answer_until_tokens
from app.auth.steps import Steps
from app.auth.tokens import TokenSet


def sign_in(context: Context) -> Steps[TokenSet]:
    """InitiateAuth with SRP_A, PASSWORD_VERIFIER, then whatever else Cognito asks."""
    who = yield from ask_credentials(USERNAME, PASSWORD, DEVICE)
    talk = yield from converse(context, who)
    reply = yield from talk.initiate("USER_SRP_AUTH", {"SRP_A": talk.handshake.srp_a})
    return (yield from answer_until_tokens(talk, reply, "user_srp"))
