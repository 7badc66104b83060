"""DEVICE_SRP_AUTH and DEVICE_PASSWORD_VERIFIER: a remembered device proves itself, without a question."""

from app.auth.conversation import Conversation
from app.auth.devices import Device
from app.auth.steps import Reply, Steps, show
from app.errors import UnexpectedReply


def start_device(talk: Conversation, challenge: Reply) -> Steps[Reply]:
    """Send the SRP_A of a handshake of the device's own; DEVICE_KEY goes along as with every answer."""
    handshake = talk.device_handshake(_device(talk, challenge))
    return (yield from talk.respond(challenge, {"SRP_A": handshake.srp_a}))


def prove_device(talk: Conversation, challenge: Reply) -> Steps[Reply]:
    """Answer at once, as the password's proof is answered."""
    device = _device(talk, challenge)
    handshake = talk.device_handshake(device)
    proof = handshake.prove_device(challenge.parameters, device.key, device.password, challenge.at)
    yield from show("srp", **proof.values)
    return (yield from talk.respond(challenge, proof.responses))


def _device(talk: Conversation, challenge: Reply) -> Device:
    if talk.device is None:  # no DEVICE_KEY went out, so nothing could be proved
        raise UnexpectedReply("DEVICE_KEY", operation=challenge.operation)
    return talk.device
