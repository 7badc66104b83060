"""Remembered devices: what one is, and the secret that a new one makes for itself."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field

from app.auth.srp import generator, padded, power, private_key
from app.auth.steps import Field, Kind, Steps, keep, recall
from app.auth.vault_names import name_of_device
from app.errors import ApiError
from app.secret import Secret

FORGOTTEN = "forgotten"  # a status in the vault, beside those that Cognito gives
PASSWORD_BYTES, SALT_BYTES = 40, 16  # as Amplify and pycognito draw
REMEMBERED, NOT_REMEMBERED = "remembered", "not_remembered"  # DeviceRememberedStatusType
REMEMBERED_STATUS = Field(
    name="DeviceRememberedStatus", kind=Kind.CHOICE, choices=(REMEMBERED, NOT_REMEMBERED), value=REMEMBERED
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """One device of one user: DeviceKey, DeviceGroupKey, and the password that only this machine knows."""

    key: str
    group_key: str
    password: Secret


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDevice:
    """A device that Cognito has not confirmed yet, with its DeviceSecretVerifierConfig (Base64)."""

    device: Device
    verifier: Secret = field(repr=False)
    salt: Secret = field(repr=False)


def new_device(key: str, group_key: str, entropy: Callable[[int], bytes]) -> NewDevice:
    """Make a device's password, and the verifier that Cognito keeps of it.

    Cognito does not check the verifier when it confirms the device; a wrong one fails at the next sign-in. Both numbers
    are sent as positive: with a leading zero byte where the top bit is set (developer guide, device page; Amplify).
    """
    password = Secret(base64.b64encode(entropy(PASSWORD_BYTES)).decode())
    salt = int.from_bytes(entropy(SALT_BYTES), "big")
    verifier = power(generator(), private_key(salt, group_key + key, password))
    return NewDevice(
        device=Device(key=key, group_key=group_key, password=password), verifier=_base64(verifier), salt=_base64(salt)
    )


def is_unknown(refusal: ApiError) -> bool:
    """Say whether Cognito refused a call because it knows no such device of this user."""
    return refusal.code == "ResourceNotFoundException" and "Device" in refusal.message


def note_forgotten(key: str, username: str) -> Steps[None]:
    """Let the vault know that Cognito has forgotten a device; another user's, who may still have it, stays as it is.

    `username` is the one that went with the DEVICE_KEY: as Cognito returned it, or as it was typed.
    """
    kept = yield from recall(name_of_device(key))
    if kept.secret is not None and username in (kept.username, kept.facts.get("typed")):
        yield from keep(name_of_device(key), kept.secret, kept.username, {**kept.facts, "status": FORGOTTEN})


def _base64(value: int) -> Secret:
    return Secret(base64.b64encode(padded(value)).decode())
