"""Reads out of a run's events how a script can do the same: which calls counted, and where each value came from.

The calls themselves are read, not the answers: what went over the wire is what a script has to send. A call that was
refused and made again is left out; one that ended the sign-in stays.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from app.auth.challenges.codes import ANSWER_KEY
from app.auth.flows import FLOWS
from app.exporters.recipe import ASKED, Kind, Members, Recipe, Sent, Value
from app.profiles.profile import Profile
from app.secret import Secret
from app.transcript.events import Event, Failed, Refused, Replied, Shown, Started
from app.transcript.exchanges import Exchange, exchanges

WORD = re.compile(r"\w[\w.:-]{0,127}\Z", re.ASCII)  # what needs no quotes anywhere
OWN_TEXTS = frozenset({"DeviceName", "FriendlyDeviceName", "TARGET_ACR_VALUES", "MAX_AGE"})
METADATA = "ClientMetadata"
PROOFS = ("PASSWORD_VERIFIER", "DEVICE_PASSWORD_VERIFIER")
OF_A_PROOF = frozenset({Kind.SECRET_BLOCK, Kind.SIGNATURE, Kind.TIMESTAMP})
ABOUT_DEVICES = ("ConfirmDevice", "UpdateDeviceStatus")

KINDS = {
    "ClientId": Kind.CLIENT_ID, "UserPoolId": Kind.USER_POOL_ID, "Session": Kind.SESSION, "USERNAME": Kind.USERNAME,
    "DEVICE_KEY": Kind.DEVICE_KEY, "SECRET_HASH": Kind.SECRET_HASH, "SRP_A": Kind.SRP_A,
    "PASSWORD_CLAIM_SECRET_BLOCK": Kind.SECRET_BLOCK, "PASSWORD_CLAIM_SIGNATURE": Kind.SIGNATURE,
    "TIMESTAMP": Kind.TIMESTAMP, "AccessToken": Kind.ACCESS_TOKEN, "PasswordVerifier": Kind.VERIFIER,
    "Salt": Kind.SALT, "PASSWORD": Kind.PASSWORD, "NEW_PASSWORD": Kind.NEW_PASSWORD,
    "ClientSecret": Kind.CLIENT_SECRET, "CREDENTIAL": Kind.PASSKEY, "UserCode": Kind.CODE,
    **dict.fromkeys(("REFRESH_TOKEN", "RefreshToken", "ACCESS_TOKEN"), Kind.TOKEN),
    **dict.fromkeys(ANSWER_KEY.values(), Kind.CODE),
}  # fmt: skip
ONE_FOR_ALL = frozenset({Kind.PASSWORD, Kind.CLIENT_SECRET})  # asked for once, however often it is sent
NAMED = ASKED | {Kind.TEXT, Kind.DEVICE_KEY}


def recipe(profile: Profile, flow: str, events: Iterable[Event]) -> Recipe | None:
    """Return the recipe of a sign-in as far as it went; None for a run that is no sign-in, or made no call yet."""
    told = list(events)
    kept = _that_counted(exchanges(told))
    if flow not in FLOWS or not kept:
        return None
    names = _Names()
    calls = tuple(_sent(exchange, names, first=exchange is kept[0]) for exchange in kept)
    started = next((event for event in told if isinstance(event, Started)), None)
    return Recipe(
        flow=flow,
        username=started.user if started else "",
        region=profile.effective_region,
        user_pool_id=profile.user_pool_id,
        client_id=profile.client_id,
        endpoint_url=profile.endpoint_url.rstrip("/"),
        has_secret=any(kind in (Kind.SECRET_HASH, Kind.CLIENT_SECRET) for sent in calls for kind in sent.kinds()),
        aws_profile=profile.aws_profile,
        device_group_key=_group_key(told),
        sent=calls,
    )


def _that_counted(found: list[Exchange]) -> list[Exchange]:
    """Leave out what was refused, or not answered, and made again."""
    last = found[-1:]
    return [each for each in found[:-1] if each.outcome is None or isinstance(each.outcome, Replied)] + last


def _group_key(events: Iterable[Event]) -> str:
    """Return the DeviceGroupKey that entered a device's proof."""
    shown = (event.values for event in events if isinstance(event, Shown) and event.name == "srp")
    found = (values.get("pool_name") for values in shown if values.get("purpose") == "DEVICE_PASSWORD_VERIFIER")
    return next((str(name) for name in found), "")


def _sent(exchange: Exchange, names: "_Names", *, first: bool) -> Sent:
    called, outcome = exchange.called, exchange.outcome
    body = outcome.body if isinstance(outcome, Replied) and isinstance(outcome.body, Mapping) else {}
    challenge = called.params.get("ChallengeName")
    result = body.get("AuthenticationResult")
    parameters = body.get("ChallengeParameters")
    return Sent(
        operation=called.operation,
        members=_members(called.operation, called.params, _Reader(names, proves=challenge in PROOFS, first=first)),
        challenge=challenge if isinstance(challenge, str) else "",
        brought=outcome.challenge if isinstance(outcome, Replied) else "",
        tokens=isinstance(result, Mapping),
        new_device=isinstance(result, Mapping) and "NewDeviceMetadata" in result,
        replied=isinstance(outcome, Replied),
        refused=_refusal(outcome),
        offered=_offered(parameters),
    )


def _refusal(outcome: Replied | Refused | Failed | None) -> str:
    match outcome:
        case Refused():
            return outcome.code
        case Failed():
            return outcome.fault.value
    return ""


def _offered(parameters: object) -> tuple[str, ...]:
    text = parameters.get("MFAS_CAN_SETUP") if isinstance(parameters, Mapping) else ""
    return tuple(re.findall(r"\w+", text)) if isinstance(text, str) else ()


def _members(operation: str, params: Mapping[str, Any], reader: "_Reader") -> Members:
    made: dict[str, Value | Mapping[str, Value]] = {}
    for name, value in params.items():
        if isinstance(value, Mapping):
            made[name] = {key: reader.value(operation, name, key, each) for key, each in value.items()}
        else:
            made[name] = reader.value(operation, "", name, value)
    return made


class _Reader:
    """Reads the values of one call. `proves`: it answers a verifier; `first`: no reply came before it."""

    def __init__(self, names: "_Names", *, proves: bool, first: bool) -> None:
        self._names = names
        self._proves = proves
        self._first = first

    def value(self, operation: str, part: str, name: str, value: object) -> Value:
        """Return where a value comes from."""
        kind = self._kind(operation, part, name)
        text = "" if isinstance(value, Secret) or value is None else str(value)
        if kind is None:
            kind = Kind.ANSWER if isinstance(value, Secret) else _readable(name, text)
        if kind not in NAMED:
            return Value(kind=kind, text=text if kind is Kind.WORD else "")
        return self._names.named(kind, f"metadata_{name}" if part == METADATA else name, text)

    def _kind(self, operation: str, part: str, name: str) -> Kind | None:
        """Return the kind that the name alone decides."""
        if part == METADATA:
            return Kind.ANSWER
        if name == "DeviceKey":
            return Kind.NEW_DEVICE_KEY if operation in ABOUT_DEVICES else Kind.DEVICE_KEY
        found = KINDS.get(name)
        if found in OF_A_PROOF and not self._proves:  # typed by the person, into the rows of a challenge unheard of
            return Kind.ANSWER
        return Kind.TOKEN if found is Kind.SESSION and self._first else found


def _readable(name: str, text: str) -> Kind:
    return Kind.TEXT if name in OWN_TEXTS or not WORD.match(text) else Kind.WORD


class _Names:
    """Gives each value that a person brings a variable of its own; the same one goes by the same name."""

    def __init__(self) -> None:
        self._taken: dict[str, Value] = {}

    def named(self, kind: Kind, name: str, text: str) -> Value:
        """Return the value under a name that nothing else has."""
        text = text if kind in (Kind.TEXT, Kind.DEVICE_KEY) else ""
        first = "refresh_token" if name in ("REFRESH_TOKEN", "RefreshToken") else _snake(name)
        if kind is Kind.DEVICE_KEY:
            return Value(kind=kind, name="device_key", text=text)
        number, wanted = 1, first
        while wanted in self._taken:
            known = self._taken[wanted]
            if (kind in ONE_FOR_ALL or kind is Kind.TEXT) and (known.kind, known.text) == (kind, text):
                return known
            number += 1
            wanted = f"{first}_{number}"
        self._taken[wanted] = Value(kind=kind, name=wanted, text=text)
        return self._taken[wanted]


def _snake(name: str) -> str:
    """Return a name as a variable has it: `FriendlyDeviceName` becomes `friendly_device_name`."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.removeprefix("userAttributes."))
    return re.sub(r"[^a-z0-9]+", "_", words.lower())[:60].strip("_") or "value"

