"""Devices of users: their keys, which of them are known and remembered, and what a sign-in owes to one.

A key is minted with the tokens of a sign-in that named no device, and is the access token's claim `device_key`, so
nothing needs to be kept until ConfirmDevice. Sources: Cognito's developer guide on user devices, and its API model.
"""

import base64
import hashlib
import uuid

from app.practice import messages
from app.practice.errors import Refusal
from app.practice.state import Device, Pool, State, User
from app.practice.turn import Answer, Turn

SRP_AUTH, PASSWORD_VERIFIER = "DEVICE_SRP_AUTH", "DEVICE_PASSWORD_VERIFIER"
GROUP_KEY_LETTERS = 8


def tracking_on(pool: Pool) -> bool:
    """Whether the pool has a DeviceConfiguration; without one it knows no devices."""
    return "DeviceConfiguration" in pool.settings


def asks_user(pool: Pool) -> bool:
    """Whether a device is remembered only after UpdateDeviceStatus (opt-in), and not by ConfirmDevice at once."""
    return bool(pool.settings["DeviceConfiguration"].get("DeviceOnlyRememberedOnUserPrompt"))


def new_key(pool: Pool) -> str:
    """A DeviceKey: `<region>_<uuid>`."""
    return f"{pool.pool_id.split('_', 1)[0]}_{uuid.uuid4()}"


def group_key(pool: Pool) -> str:
    """The DeviceGroupKey, like `-v7w9UcY6`: one for each pool here; what Cognito groups by is not known."""
    digest = base64.urlsafe_b64encode(hashlib.sha256(pool.pool_id.encode()).digest()).decode()
    return "-" + "".join(letter for letter in digest if letter.isalnum())[:GROUP_KEY_LETTERS]


def need(user: User, key: str) -> Device:
    """The user's confirmed device of that key; raises ResourceNotFoundException."""
    if key not in user.devices:
        raise Refusal("ResourceNotFoundException", messages.NO_DEVICE)
    return user.devices[key]


def forget(user: User, key: str) -> None:
    """Forget a device: its refresh tokens are worth nothing from now on. Raises ResourceNotFoundException."""
    del user.devices[need(user, key).key]
    user.forgotten_devices.add(key)


def tracked(turn: Turn) -> bool:
    """Whether this sign-in is one from a device: the admin operations' are not."""
    return tracking_on(turn.pool) and not turn.admin


def check(turn: Turn) -> None:
    """Refuse a DEVICE_KEY that is not of a confirmed device of this user; raises ResourceNotFoundException."""
    user = turn.pool.users.get(turn.username)
    if tracked(turn) and turn.device_key and (user is None or turn.device_key not in user.devices):
        raise Refusal("ResourceNotFoundException", messages.NO_DEVICE)


def has_to_prove_itself(turn: Turn) -> bool:
    """Whether DEVICE_SRP_AUTH comes before the tokens: a remembered device was named and did not prove itself yet."""
    if not tracked(turn) or turn.device_proven:
        return False
    device = turn.user().devices.get(turn.device_key)
    return device is not None and device.remembered and device.verifier != 0


def replaces_mfa(turn: Turn) -> bool:
    """Whether the proof of the device stands for the second factor.

    Without ChallengeRequiredOnNewDevice it does not (the API model's text): here the proof then comes after the code.
    """
    instead = turn.pool.settings.get("DeviceConfiguration", {}).get("ChallengeRequiredOnNewDevice", False)
    return bool(instead) and has_to_prove_itself(turn)


def ask(turn: Turn) -> Answer:
    """The DEVICE_SRP_AUTH challenge; which parameters Cognito's has is not known, these are what clients were seen to
    read."""
    challenge = turn.challenge(SRP_AUTH, {"USERNAME": turn.username, "DEVICE_KEY": turn.device_key})
    turn.user().devices[turn.device_key].session = challenge["Session"]
    return challenge


def check_refresh(state: State, pool: Pool, user: User, *, issued_to: str, issued_in: str, given: str) -> None:
    """Refuse the refresh of a device's token without its key, or of a device that is unknown or forgotten.

    Devices are kept in memory. A token of an earlier run of the practice pool (`issued_in`) therefore speaks for its
    device, which is taken as confirmed, and as not remembered: its verifier is gone. Raises NotAuthorizedException.
    """
    if not tracking_on(pool) or not issued_to:
        return
    known = given in user.devices
    vouched_for = issued_in != state.run and given not in user.forgotten_devices
    if given != issued_to or not (known or vouched_for):
        raise Refusal("NotAuthorizedException", messages.INVALID_REFRESH_TOKEN)
    if not known:
        now = state.now()
        user.devices[given] = Device(key=given, created_at=now, modified_at=now, authenticated_at=now)
