"""Which code answers which challenge; a name that is not here is asked for with free key/value rows."""

from collections.abc import Callable

from app.auth.challenges.choices import select_mfa_type
from app.auth.challenges.codes import ANSWER_KEY, answer_code
from app.auth.challenges.custom import answer_custom, answer_unknown
from app.auth.challenges.devices import prove_device, start_device
from app.auth.challenges.enrolment import set_up_mfa
from app.auth.challenges.first_factors import answer_password, answer_password_srp, select_challenge
from app.auth.challenges.passkey import use_passkey
from app.auth.challenges.passwords import prove_password, set_new_password
from app.auth.conversation import Conversation
from app.auth.steps import Reply, Steps

Answerer = Callable[[Conversation, Reply], Steps[Reply]]

ANSWERERS: dict[str, Answerer] = {
    "PASSWORD_VERIFIER": prove_password,
    "NEW_PASSWORD_REQUIRED": set_new_password,
    "SELECT_MFA_TYPE": select_mfa_type,
    "MFA_SETUP": set_up_mfa,
    "CUSTOM_CHALLENGE": answer_custom,
    "SELECT_CHALLENGE": select_challenge,
    "PASSWORD": answer_password,
    "PASSWORD_SRP": answer_password_srp,
    "WEB_AUTHN": use_passkey,
    "DEVICE_SRP_AUTH": start_device,
    "DEVICE_PASSWORD_VERIFIER": prove_device,
    **dict.fromkeys(ANSWER_KEY, answer_code),
}


def answer_until_done(talk: Conversation, reply: Reply) -> Steps[Reply]:
    """Answer challenge after challenge; return the reply that has an AuthenticationResult."""
    while reply.challenge:
        reply = yield from ANSWERERS.get(reply.challenge, answer_unknown)(talk, reply)
    return reply
