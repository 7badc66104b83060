"""A user's own operations on devices: confirm, show, list, remember or not, forget."""

import base64
import binascii
from typing import Any

from app.practice import devices, messages, tokens
from app.practice.errors import Refusal
from app.practice.operations import device_shapes
from app.practice.state import Device, Pool, State, User


def confirm_device(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """ConfirmDevice: register the device of this access token; it is remembered at once unless the user is asked."""
    pool, user, claims = _whose(state, request)
    key = request["DeviceKey"]
    if key in user.devices:
        raise Refusal("DeviceKeyExistsException", messages.DEVICE_KEY_EXISTS)
    if key != claims.get("device_key") or key in user.forgotten_devices:
        raise Refusal("InvalidParameterException", messages.DEVICE_KEY_INVALID)
    salt, verifier = _verifier(request.get("DeviceSecretVerifierConfig", {}))
    now, asked = state.now(), devices.asks_user(pool)
    user.devices[key] = Device(key=key, name=request.get("DeviceName", ""), salt=f"{salt:x}", verifier=verifier,
                               remembered=not asked, created_at=now, modified_at=now, authenticated_at=now)
    return {"UserConfirmationNecessary": asked}


def _whose(state: State, request: dict[str, Any]) -> tuple[Pool, User, dict[str, Any]]:
    """Whose access token it is; the API model lets some of these operations come without one."""
    if "AccessToken" not in request:
        raise Refusal("InvalidParameterException", messages.missing_parameter("AccessToken"))
    pool, _, user, claims = tokens.verify_access(state, request["AccessToken"])
    device_shapes.check_tracking(pool)
    return pool, user, claims


def _verifier(config: dict[str, str]) -> tuple[int, int]:
    """Salt and verifier. Whether they belong together nobody checks before the next sign-in (measured)."""
    for name in ("PasswordVerifier", "Salt"):
        if not config.get(name):
            raise Refusal("InvalidParameterException", messages.missing_parameter(name))
    return _number(config["Salt"]), _number(config["PasswordVerifier"])


def _number(text: str) -> int:
    """A positive number from the base64 of its bytes, of which the first bit is the sign."""
    try:
        number = int.from_bytes(base64.b64decode(text, validate=True), "big", signed=True)
    except (ValueError, binascii.Error):
        number = 0
    if number <= 0:
        raise Refusal("InvalidParameterException", messages.BAD_DEVICE_VERIFIER)
    return number


def get_device(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """GetDevice."""
    _, user, _ = _whose(state, request)
    return {"Device": device_shapes.device_type(devices.need(user, request["DeviceKey"]))}


def list_devices(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """ListDevices."""
    _, user, _ = _whose(state, request)
    return device_shapes.listed(user, request)


def update_device_status(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """UpdateDeviceStatus."""
    _, user, _ = _whose(state, request)
    return device_shapes.set_status(state, user, request)


def forget_device(state: State, request: dict[str, Any]) -> None:
    """ForgetDevice."""
    _, user, _ = _whose(state, request)
    devices.forget(user, request["DeviceKey"])


HANDLERS = {
    "ConfirmDevice": confirm_device,
    "GetDevice": get_device,
    "ListDevices": list_devices,
    "UpdateDeviceStatus": update_device_status,
    "ForgetDevice": forget_device,
}
