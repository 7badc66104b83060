"""A client's device for tests: its secret, what ConfirmDevice needs, and its proofs, by pycognito's arithmetic."""

import base64
import hmac
from typing import Any

from pycognito.aws_srp import AWSSRP, generate_hash_device

from tests.practice.world import CLIENT, NOON, POOL, World

AT_NOON = "Mon Sep 21 14:13:20 UTC 2026"
assert NOON == 1_790_000_000.0


class Device:
    """One device, from the NewDeviceMetadata that a sign-in brought."""

    def __init__(self, metadata: dict[str, str]) -> None:
        self.key, self.group_key = metadata["DeviceKey"], metadata["DeviceGroupKey"]
        self.password, self.verifier = generate_hash_device(self.group_key, self.key)
        self._srp = AWSSRP(username="u", password="p", pool_id=POOL, client_id=CLIENT, client=object())

    @property
    def srp_a(self) -> str:
        """SRP_A as pycognito sends it."""
        return f"{self._srp.large_a_value:x}"

    def proof(self, challenge: Any, *, password: str = "", timestamp: str = AT_NOON) -> dict[str, str]:
        """The responses to DEVICE_PASSWORD_VERIFIER."""
        given = challenge["ChallengeParameters"]
        key = self._srp.get_device_authentication_key(
            self.group_key, self.key, password or self.password, int(given["SRP_B"], 16), given["SALT"]
        )
        block = base64.b64decode(given["SECRET_BLOCK"])
        signed = (self.group_key + self.key).encode() + block + timestamp.encode()
        return {
            "DEVICE_KEY": self.key,
            "TIMESTAMP": timestamp,
            "PASSWORD_CLAIM_SECRET_BLOCK": given["SECRET_BLOCK"],
            "PASSWORD_CLAIM_SIGNATURE": base64.b64encode(hmac.digest(key, signed, "sha256")).decode(),
        }

    def members(self, access_token: str, **more: Any) -> dict[str, Any]:
        """The request of ConfirmDevice."""
        return {"AccessToken": access_token, "DeviceKey": self.key, "DeviceSecretVerifierConfig": self.verifier, **more}


def track(world: World, *, opt_in: bool = False, instead_of_mfa: bool = True) -> World:
    """Switch device tracking on."""
    world.pool.settings["DeviceConfiguration"] = {
        "ChallengeRequiredOnNewDevice": instead_of_mfa, "DeviceOnlyRememberedOnUserPrompt": opt_in,
    }
    return world


def register(world: World, result: Any, **more: Any) -> Device:
    """Confirm the new device of a sign-in's AuthenticationResult."""
    device = Device(result["NewDeviceMetadata"])
    world.call("ConfirmDevice", **device.members(result["AccessToken"], **more))
    return device


def prove(world: World, device: Device, challenge: Any, name: str = "plain") -> Any:
    """Answer DEVICE_SRP_AUTH and DEVICE_PASSWORD_VERIFIER; returns the last reply."""
    assert challenge["ChallengeName"] == "DEVICE_SRP_AUTH"
    asked = world.answer(challenge, name, DEVICE_KEY=device.key, SRP_A=device.srp_a)
    assert asked["ChallengeName"] == "DEVICE_PASSWORD_VERIFIER"
    return world.answer(asked, name, **device.proof(asked))
