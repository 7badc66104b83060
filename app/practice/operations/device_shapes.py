"""How a device looks in the answers of the operations that give one out, and the page of a user's devices."""

from typing import Any

from app.practice import devices, messages, paging
from app.practice.errors import Refusal
from app.practice.state import Device, Pool, State, User

IP_ADDRESS = "127.0.0.1"  # the practice pool hears of nobody else
STATUS = {True: "remembered", False: "not_remembered"}


def device_type(device: Device) -> dict[str, Any]:
    """DeviceType as on the wire; names of its attributes from the AWS CLI's published examples."""
    attributes = {
        "device_status": "valid",
        **({"device_name": device.name} if device.name else {}),
        "last_ip_used": IP_ADDRESS,
        "dev:device_remembered_status": STATUS[device.remembered],
    }
    return {
        "DeviceKey": device.key,
        "DeviceAttributes": [{"Name": name, "Value": value} for name, value in attributes.items()],
        "DeviceCreateDate": round(device.created_at, 3),
        "DeviceLastModifiedDate": round(device.modified_at, 3),
        "DeviceLastAuthenticatedDate": round(device.authenticated_at, 3),
    }


def listed(user: User, request: dict[str, Any]) -> dict[str, Any]:
    """The answer of ListDevices and AdminListDevices."""
    page, token = paging.page(list(user.devices.values()), request.get("Limit"), request.get("PaginationToken"))
    return {"Devices": [device_type(device) for device in page]} | ({"PaginationToken": token} if token else {})


def set_status(state: State, user: User, request: dict[str, Any]) -> dict[str, Any]:
    """What UpdateDeviceStatus and AdminUpdateDeviceStatus do."""
    device = devices.need(user, request["DeviceKey"])
    if "DeviceRememberedStatus" not in request:
        raise Refusal("InvalidParameterException", messages.missing_parameter("DeviceRememberedStatus"))
    device.remembered = request["DeviceRememberedStatus"] == STATUS[True]
    device.modified_at = state.now()
    return {}


def check_tracking(pool: Pool) -> None:
    """Refuse all operations on devices where the pool does not track them."""
    if not devices.tracking_on(pool):
        raise Refusal("InvalidUserPoolConfigurationException", messages.DEVICES_OFF)
