"""The two halves of an SRP sign-in: PASSWORD_VERIFIER is asked for, and its proof is checked."""

import base64
import binascii
import re
from dataclasses import replace

from app.practice import existence, messages, srp
from app.practice.errors import Refusal
from app.practice.state import Client, State
from app.practice.turn import Answer, Turn

HEX = re.compile(r"[0-9a-fA-F]+", re.ASCII)
HEX_PATTERN = "^[0-9a-fA-F]+$"
Form = tuple[srp.Timestamp, bytes, bytes]  # time, signature, secret block
PARTS = ("TIMESTAMP", "PASSWORD_CLAIM_SIGNATURE", "PASSWORD_CLAIM_SECRET_BLOCK")


def read_public_value(text: str) -> int:
    """SRP_A as a number; raises InvalidParameterException, before any arithmetic where it is absurdly long."""
    if len(text) > srp.LONGEST_PUBLIC_VALUE:
        raise Refusal("InvalidParameterException", messages.BAD_PUBLIC_VALUE)
    if not HEX.fullmatch(text):
        raise Refusal("InvalidParameterException", messages.pattern_violation(text, "sRPA", HEX_PATTERN))
    number = int(text, 16)
    if not srp.valid_public_value(number):
        raise Refusal("InvalidParameterException", messages.BAD_PUBLIC_VALUE)
    return number


def ask_for_proof(turn: Turn, srp_a: int) -> Answer:
    """The PASSWORD_VERIFIER challenge; it has a session in every flow but USER_SRP_AUTH.

    Nobody, or a user without a password, gets a made-up salt that stays the same.
    """
    user = None if turn.simulated else turn.pool.users.get(turn.username)
    real = user is not None and bool(user.salt)
    salt = user.salt if user and real else existence.made_up_salt(turn.pool.pool_id, turn.username)
    verifier = user.verifier if user and real else existence.made_up_verifier(turn.pool.pool_id, turn.username)
    # The handshake alone keeps the device's key: it can be told to forget it.
    session = "" if turn.flow == "USER_SRP_AUTH" else replace(turn, device_key="").open_session("PASSWORD_VERIFIER")
    handshake = srp.begin(
        client_public=srp_a, salt=salt, verifier=verifier, client_id=turn.client.client_id, pool_id=turn.pool.pool_id,
        username=turn.username, simulated=not real, flow=turn.flow,
        expires_at=proof_due(turn), session=session, device_key=turn.device_key, admin=turn.admin,
    )
    parameters = {
        "SALT": salt,
        "SECRET_BLOCK": turn.state.handshakes.remember(handshake),
        "SRP_B": f"{handshake.public:x}",
        "USERNAME": turn.username,
        "USER_ID_FOR_SRP": turn.username,
    }
    challenge: Answer = {"ChallengeName": "PASSWORD_VERIFIER", "ChallengeParameters": parameters}
    return challenge | ({"Session": session} if session else {})


def proof_due(turn: Turn) -> float:
    """Until when a proof that is asked for now is taken, epoch seconds."""
    return min(turn.ends_at(), turn.state.now() + srp.PROOF_SECONDS)


def find_handshake(state: State, client: Client, challenge: str, form: Form) -> srp.Handshake:
    """The handshake of a secret block; raises NotAuthorizedException where it is another client's or challenge's."""
    handshake = state.handshakes.find(form[2], state.now())
    if handshake is None or (handshake.client_id, handshake.challenge) != (client.client_id, challenge):
        raise Refusal("NotAuthorizedException", messages.WRONG_CREDENTIALS)
    return handshake


def proven(state: State, handshake: srp.Handshake, form: Form) -> bool:
    """Whether a proof is right and its time is near ours.

    The client's clock is held against the machine's: the pool's own may have been put forward to let things expire.
    """
    timestamp, signature, block = form
    in_time = abs(timestamp.at - state.clock()) <= srp.CLOCK_TOLERANCE
    return srp.proof_holds(handshake, block, timestamp.canonical, signature) and in_time


def check_form(responses: dict[str, str]) -> Form:
    """Time, signature and secret block of an answer; raises InvalidParameterException in the order seen at Cognito."""
    for name in PARTS:
        if name not in responses:
            raise Refusal("InvalidParameterException", messages.missing_parameter(name))
    timestamp = srp.read_timestamp(responses["TIMESTAMP"])
    if timestamp is None:
        raise Refusal("InvalidParameterException", messages.TIMESTAMP_FORMAT)
    try:
        signature = base64.b64decode(responses["PASSWORD_CLAIM_SIGNATURE"], validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refusal("InvalidParameterException", messages.SIGNATURE_FORMAT) from error
    try:
        block = base64.b64decode(responses["PASSWORD_CLAIM_SECRET_BLOCK"], validate=True)
    except (binascii.Error, ValueError):
        block = b""  # no handshake has it
    return timestamp, signature, block
