"""An administrator's operations on a user's devices: show, list, remember or not, forget."""

from typing import Any

from app.practice import devices, lookups
from app.practice.operations import device_shapes
from app.practice.state import State, User


def _whose(state: State, request: dict[str, Any]) -> User:
    pool = lookups.pool(state, request["UserPoolId"])
    device_shapes.check_tracking(pool)
    return lookups.need_user(pool, request["Username"])


def admin_get_device(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """AdminGetDevice."""
    return {"Device": device_shapes.device_type(devices.need(_whose(state, request), request["DeviceKey"]))}


def admin_list_devices(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """AdminListDevices."""
    return device_shapes.listed(_whose(state, request), request)


def admin_update_device_status(state: State, request: dict[str, Any]) -> dict[str, Any]:
    """AdminUpdateDeviceStatus."""
    return device_shapes.set_status(state, _whose(state, request), request)


def admin_forget_device(state: State, request: dict[str, Any]) -> None:
    """AdminForgetDevice."""
    devices.forget(_whose(state, request), request["DeviceKey"])


HANDLERS = {
    "AdminGetDevice": admin_get_device,
    "AdminListDevices": admin_list_devices,
    "AdminUpdateDeviceStatus": admin_update_device_status,
    "AdminForgetDevice": admin_forget_device,
}
