"""What follows the tokens where the user pool tracks devices: confirm the new device, and let the person remember it.

The sign-in is over by then: a refusal, or no answer, stands on the timeline, and the tokens stay.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.auth.conversation import Conversation
from app.auth.devices import NOT_REMEMBERED, REMEMBERED_STATUS, Device, NewDevice, new_device
from app.auth.steps import Answer, Field, Kind, Reply, Steps, ask, call, keep
from app.auth.tokens import TokenSet
from app.auth.vault_names import name_of_device
from app.errors import ApiError, TransportError

DEVICE_NAME = "Cognito Flow Explorer"
CONFIRM, SKIP = "ConfirmDevice", "skip"
ALWAYS = "always"  # the user pool remembers each device without asking


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """A device that Cognito has confirmed, what the vault keeps beside it, and whether the user decides more."""

    device: Device
    facts: Mapping[str, str]
    asks_user: bool  # UserConfirmationNecessary


def confirm_device(talk: Conversation, tokens: TokenSet) -> Steps[Confirmed | None]:
    """Offer to confirm the device of NewDeviceMetadata; None where there is none, or it was not confirmed."""
    offered = tokens.device or {}
    key, group_key = offered.get("DeviceKey", ""), offered.get("DeviceGroupKey", "")
    if not (key and group_key and talk.takes_device):
        return None
    answer = yield from ask(
        "NEW_DEVICE",
        Field(name="DeviceName", value=DEVICE_NAME, required=False),
        Field(name="confirm", kind=Kind.CHOICE, choices=(CONFIRM, SKIP), value=CONFIRM),
        params={"DeviceKey": key, "DeviceGroupKey": group_key},
        leave={"confirm": SKIP},
    )
    if answer.text("confirm") == SKIP:
        return None
    made = new_device(key, group_key, talk.context.entropy)
    reply = yield from _confirm(made, answer, tokens)
    if reply is None:
        return None
    asks_user = reply.body.get("UserConfirmationNecessary") is True
    facts = {
        "device_key": key, "device_group_key": group_key, "device_name": answer.text("DeviceName"),
        "status": NOT_REMEMBERED if asks_user else ALWAYS, "typed": talk.typed,
    }  # fmt: skip
    return Confirmed(device=made.device, facts=facts, asks_user=asks_user)


def _confirm(made: NewDevice, answer: Answer, tokens: TokenSet) -> Steps[Reply | None]:
    named = {"DeviceName": answer.text("DeviceName")} if answer.text("DeviceName") else {}
    config = {"PasswordVerifier": made.verifier, "Salt": made.salt}
    try:
        return (
            yield from call(
                "ConfirmDevice", AccessToken=tokens.access_token, DeviceKey=made.device.key, **named,
                DeviceSecretVerifierConfig=config,
            )
        )  # fmt: skip
    except (ApiError, TransportError):
        return None


def keep_device(found: Confirmed, username: str, **changed: str) -> Steps[None]:
    """Keep the device's password, with what is known of it."""
    yield from keep(name_of_device(found.device.key), found.device.password, username, {**found.facts, **changed})


def remember_device(found: Confirmed, tokens: TokenSet, username: str) -> Steps[None]:
    """Let the user decide whether this device skips MFA from now on, where the user pool leaves that to the user."""
    if not found.asks_user:
        return
    key = found.device.key
    shown = {"DeviceKey": key, "DeviceName": found.facts["device_name"]}
    answer = yield from ask("REMEMBER_DEVICE", REMEMBERED_STATUS, params=shown, leave={REMEMBERED_STATUS.name: ""})
    status = answer.text(REMEMBERED_STATUS.name)
    if not status:
        return
    try:
        yield from call(
            "UpdateDeviceStatus", AccessToken=tokens.access_token, DeviceKey=key, DeviceRememberedStatus=status
        )
    except (ApiError, TransportError):
        return
    yield from keep_device(found, username, status=status)
