"""The devices of a user, as ListDevices tells them."""

from collections.abc import Iterable, Mapping
from time import time
from typing import Any

from app.models.found_words import seconds_of, string_of, when
from app.models.short_list import Short, ShortListModel
from app.texts import text, text_or


class DevicesModel(ShortListModel):
    """One row for each device: its name, key and status, and when it was last used."""

    def show(self, devices: Iterable[Any], this: str = "", now: float | None = None) -> None:
        """Show devices, each a DeviceType as on the wire; `this` is the DeviceKey of the sign-in that looks."""
        at = time() if now is None else now
        self.set_rows([_short(device, this, at) for device in devices if isinstance(device, Mapping)])


def _short(device: Mapping[str, Any], this: str, now: float) -> Short:
    key, attributes = string_of(device.get("DeviceKey")), _attributes(device.get("DeviceAttributes"))
    status = attributes.get("dev:device_remembered_status") or attributes.get("device_status", "")
    said = text_or(f"device.kept.{status}", status)
    mine = text("account.this_device") if key and key == this else ""
    return Short(
        key=key,
        title=attributes.get("device_name") or text("device.unnamed"),
        below=" · ".join(part for part in (said, mine, key) if part),
        right=when(seconds_of(device.get("DeviceLastAuthenticatedDate")), now),
    )


def _attributes(found: object) -> dict[str, str]:
    """Return the {Name, Value} pairs of DeviceAttributes as a dict."""
    if not isinstance(found, Iterable) or isinstance(found, str):
        return {}
    pairs = (pair for pair in found if isinstance(pair, Mapping))
    return {string_of(pair.get("Name")): string_of(pair.get("Value")) for pair in pairs}
