"""CUSTOM_AUTH: challenges that the pool's own Lambda functions define, with SRP first (customWithSRP) or without."""

from app.auth.client import Context
from app.auth.flows.credentials import DEVICE, PASSWORD, USERNAME, ask_credentials, converse
from app.auth.flows.finish import answer_until_tokens
from app.auth.steps import Steps
from app.auth.tokens import TokenSet


def sign_in(context: Context) -> Steps[TokenSet]:
    """InitiateAuth with the name alone, then CUSTOM_CHALLENGE rounds."""
    who = yield from ask_credentials(USERNAME, DEVICE)
    talk = yield from converse(context, who)
    reply = yield from talk.initiate("CUSTOM_AUTH", {})
    return (yield from answer_until_tokens(talk, reply, "custom"))


def sign_in_with_srp(context: Context) -> Steps[TokenSet]:
    """InitiateAuth with CHALLENGE_NAME=SRP_A, PASSWORD_VERIFIER, then CUSTOM_CHALLENGE rounds.

    The key is CHALLENGE_NAME, as the developer guide and Amplify have it; the API reference misprints it.
    """
    who = yield from ask_credentials(USERNAME, PASSWORD, DEVICE)
    talk = yield from converse(context, who)
    reply = yield from talk.initiate("CUSTOM_AUTH", {"CHALLENGE_NAME": "SRP_A", "SRP_A": talk.handshake.srp_a})
    return (yield from answer_until_tokens(talk, reply, "custom_srp"))
