"""The two answers of a remembered device: DEVICE_SRP_AUTH begins its handshake, DEVICE_PASSWORD_VERIFIER is the proof.

It proves the device's password, which the client made up for ConfirmDevice, under the identity DeviceGroupKey +
DeviceKey. Clients leave out the Session of either answer, or send a used one: device and secret block find it, too.
"""

from dataclasses import replace

from app.practice import devices, grants, lookups, messages, srp, srp_sign_in
from app.practice.answers import Given, Resumed, resumed
from app.practice.errors import Refusal
from app.practice.sessions import Lost
from app.practice.state import Device
from app.practice.turn import Answer


def begin(given: Given) -> Answer:
    """DEVICE_SRP_AUTH: ask for the proof of the device that the sign-in named."""
    key = given.need("DEVICE_KEY")
    srp_a = srp_sign_in.read_public_value(given.need("SRP_A"))
    given.check_secret_hash()
    found = resumed(replace(given, session=_waiting_session(given, key)))
    device = _device_of(found)
    turn = found.spend()
    session = turn.open_session(devices.PASSWORD_VERIFIER)
    handshake = srp.begin(
        client_public=srp_a, salt=device.salt, verifier=device.verifier, client_id=turn.client.client_id,
        pool_id=turn.pool.pool_id, username=turn.username, simulated=False, flow=turn.flow,
        expires_at=srp_sign_in.proof_due(turn), session=session, challenge=devices.PASSWORD_VERIFIER,
        identity=devices.group_key(turn.pool) + key, device_key=key, admin=turn.admin,
    )
    parameters = {
        "SALT": device.salt,
        "SECRET_BLOCK": turn.state.handshakes.remember(handshake),
        "SRP_B": f"{handshake.public:x}",
        "USERNAME": turn.username,
        "DEVICE_KEY": key,
    }
    return {"ChallengeName": devices.PASSWORD_VERIFIER, "ChallengeParameters": parameters, "Session": session}


def _waiting_session(given: Given, key: str) -> str:
    """The session of the answer, or where it has none, or one of the step before, that for which the device waits."""
    if given.session and given.state.sessions.find(given.session, given.state.now()) is not Lost.SPENT:
        return given.session
    user = lookups.find_user(given.pool, given.need("USERNAME"))
    return devices.need(user, key).session if user else ""


def _device_of(found: Resumed) -> Device:
    """The device that the sign-in named before; another one of the same user does not do."""
    key = found.session.device_key
    if found.given.need("DEVICE_KEY") != key:
        raise Refusal("NotAuthorizedException", messages.WRONG_CREDENTIALS)
    return devices.need(found.turn.user(), key)


def prove(given: Given) -> Answer:
    """DEVICE_PASSWORD_VERIFIER: a right proof brings the tokens, a wrong one ends the sign-in."""
    given.need("DEVICE_KEY")
    form = srp_sign_in.check_form(given.responses)
    given.check_secret_hash()
    handshake = srp_sign_in.find_handshake(given.state, given.client, given.challenge, form)
    text = given.session or handshake.session
    if text != handshake.session:
        raise Refusal("NotAuthorizedException", messages.SESSION_INVALID)
    found = resumed(replace(given, session=text))
    _device_of(found)
    if not srp_sign_in.proven(given.state, handshake, form):
        given.state.sessions.forget(text)
        raise Refusal("NotAuthorizedException", messages.WRONG_CREDENTIALS)
    return grants.finish(replace(found.spend(), device_proven=True))
