"""A user's devices: list them, forget one, change whether it is remembered."""

from app.auth.actions.info import ACCESS_TOKEN, Findings, all_pages
from app.auth.client import Context
from app.auth.devices import REMEMBERED_STATUS
from app.auth.steps import CREDENTIALS, Field, Steps, ask, call, forget, keep, recall
from app.auth.vault_names import name_of_device
from app.secret import Secret

DEVICE_KEY = Field(name="DeviceKey")


def list_devices(_: Context) -> Steps[Findings]:
    """ListDevices, all pages: {"Devices": [DeviceType]}."""
    who = yield from ask(CREDENTIALS, ACCESS_TOKEN)
    return (yield from _listed(who.secret("access_token")))


def forget_device(_: Context) -> Steps[Findings]:
    """ForgetDevice; with it goes what the vault has of the device. Then the devices that are left."""
    who = yield from ask(CREDENTIALS, ACCESS_TOKEN, DEVICE_KEY)
    token, key = who.secret("access_token"), who.text("DeviceKey")
    yield from call("ForgetDevice", AccessToken=token, DeviceKey=key)
    yield from forget(name_of_device(key))
    return (yield from _listed(token))


def update_device_status(_: Context) -> Steps[Findings]:
    """UpdateDeviceStatus; the vault learns of it, where it has the device. Then all devices."""
    who = yield from ask(CREDENTIALS, ACCESS_TOKEN, DEVICE_KEY, REMEMBERED_STATUS)
    token, key, status = who.secret("access_token"), who.text("DeviceKey"), who.text("DeviceRememberedStatus")
    yield from call("UpdateDeviceStatus", AccessToken=token, DeviceKey=key, DeviceRememberedStatus=status)
    kept = yield from recall(name_of_device(key))
    if kept.secret is not None:
        yield from keep(name_of_device(key), kept.secret, kept.username, {**kept.facts, "status": status})
    return (yield from _listed(token))


def _listed(token: Secret) -> Steps[Findings]:
    return {"Devices": (yield from all_pages("ListDevices", "Devices", "PaginationToken", AccessToken=token))}
