"""The first question of each flow: what it needs before its first call, and the device that it signs in as."""

from app.auth.client import Context
from app.auth.conversation import PUBLIC, Conversation, Door
from app.auth.devices import Device
from app.auth.steps import CREDENTIALS, NEW_DEVICE, NO_DEVICE, Answer, Field, Kind, Steps, ask, recall
from app.auth.vault_names import name_of_device
from app.errors import DeviceError, VaultTrouble

USERNAME = Field(name="username")
PASSWORD = Field(name="password", kind=Kind.PASSWORD)
DEVICE = Field(
    name="device", kind=Kind.DEVICE, value=NEW_DEVICE, choices=(NEW_DEVICE, NO_DEVICE), required=False
)
CLIENT_METADATA = Field(name="client_metadata", kind=Kind.PAIRS, required=False, advanced=True)


def ask_credentials(*fields: Field) -> Steps[Answer]:
    """Ask for a flow's credentials and, always, for the ClientMetadata to send along."""
    return (yield from ask(CREDENTIALS, *fields, CLIENT_METADATA))


def converse(context: Context, who: Answer, door: Door = PUBLIC) -> Steps[Conversation]:
    """Begin the conversation of whoever gave these credentials; recall the device, where one is named.

    Raises DeviceError where the vault has no password for that device.
    """
    choice = who.text("device")
    device = (yield from recall_device(choice)) if choice not in ("", NEW_DEVICE, NO_DEVICE) else None
    return Conversation(
        context,
        who.text("username"),
        password=who.secret("password") if "password" in who.values else None,
        device=device,
        takes_device=choice != NO_DEVICE and not door.names_pool,  # admin flows know no devices
        metadata=who.pairs("client_metadata"),
        door=door,
    )


def recall_device(key: str) -> Steps[Device]:
    """Return the device of this DeviceKey as the vault keeps it; DeviceError where a part of it is missing."""
    kept = yield from recall(name_of_device(key))
    if kept.secret is None:
        raise DeviceError(key, kept.reason)
    group_key = kept.facts.get("device_group_key")
    if not group_key:
        raise DeviceError(key, VaultTrouble.BROKEN_ENTRY.value)
    return Device(key=key, group_key=group_key, password=kept.secret)
