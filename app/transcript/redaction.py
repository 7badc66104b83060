"""Recordings without secrets: labels stand in their place, the same one for the same secret, so that runs stay legible.

A label says what kind of value it stands for and which of them, never a hash or a length. What comes out holds no
`Secret` any more, and redacting it once more changes nothing.
"""

import base64
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from types import MappingProxyType
from typing import Any

from app.auth.tokens import decode_part
from app.auth.vault_names import DEVICES, PASSKEYS
from app.secret import Secret
from app.transcript.kinds import (
    DEVICE,
    IDS,
    JWTS,
    LABEL,
    OPEN_CLAIMS,
    OPEN_HEADER,
    is_open,
    is_vocabulary,
    what,
    who,
)
from app.transcript.labels import Labels
from app.transcript.recording import Recording

LABELLED_JWT = re.compile(rf"([\w-]+)\.([\w-]+)\.({LABEL.pattern})")

DEEPEST_CLAIM = 16

# What happens to a string or Secret, given the name under which it stands and the name of what is around it.
Leaf = Callable[[str | Secret, str, str], Any]


def redact(recordings: Sequence[Recording], keep_names: bool = False) -> tuple[Recording, ...]:
    """Return recordings in which every `Secret` is a label, and with it every text in which one of them recurs.

    User names, e-mail addresses, phone numbers, subs and device keys become labels, too, unless `keep_names`.
    """
    labels = Labels(keep_names)
    collector, writer = _Collector(labels), _Writer(labels)
    for recording in recordings:
        for note in (recording.note, *(each.note for each in recording.remarks)):
            labels.read(note)
        for event in recording.events:
            _walk(event, collector.leaf)
    labels.settle()
    return tuple(
        replace(
            recording,
            events=tuple(_walk(event, writer.leaf) for event in recording.events),
            note=labels.within(recording.note),
            remarks=tuple(replace(each, note=labels.within(each.note)) for each in recording.remarks),
        )
        for recording in recordings
    )


class _Collector:
    """Learns what there is to hide."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._seen: set[str] = set()  # tokens that were looked into

    def leaf(self, value: str | Secret, name: str, inside: str) -> str | Secret:
        """Take one value in."""
        if isinstance(value, Secret):
            self._secret(value.reveal(), name, inside)
        elif name not in IDS:
            kind = who(name, inside, value)
            if kind:
                self._labels.add(kind, value)
            elif name.endswith("aved.name") or name == "Removed.name":
                self._kept(value)
            self._text(value)
        return value

    def _secret(self, value: str, name: str, inside: str) -> None:
        if is_open(name, inside):
            return
        kind = who(name, inside, value) or what(name, inside)
        self._labels.add(kind, value)
        if kind in JWTS:
            self._token(value)

    def _kept(self, name: str) -> None:
        """A device's secret has its key in its name, a passkey's the credential's id."""
        for prefix, kind in ((DEVICES, DEVICE), (PASSKEYS, "credential-id")):
            if name.startswith(prefix):
                self._labels.add(kind, name.removeprefix(prefix))

    def _text(self, text: str) -> None:
        self._labels.read(text)
        if text.endswith(">") and LABELLED_JWT.fullmatch(text):
            self._token(text)

    def _token(self, token: str) -> None:
        if token not in self._seen:
            self._seen.add(token)
            for part, opened in ((0, OPEN_HEADER), (1, OPEN_CLAIMS)):
                _walk(_closed(decode_part(token, part), opened), self.leaf, "claims")


class _Writer:
    """Puts labels where values were."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self._tokens: dict[str, str] = {}  # as they were, as they are written

    def leaf(self, value: str | Secret, name: str, inside: str) -> str:
        """Return what stands in place of one value."""
        if isinstance(value, Secret):
            return self._secret(value.reveal(), name, inside)
        if name in IDS:
            return value
        kind = who(name, inside, value)
        if kind:
            value = self._labels.of(kind, value)
        token = LABELLED_JWT.fullmatch(value) if value.endswith(">") else None
        if token and decode_part(value, 1):  # else a text that only looks like one
            return self._token(value, token.group(3))
        return self._labels.within(value, users=not is_vocabulary(name, inside))

    def _secret(self, value: str, name: str, inside: str) -> str:
        if is_open(name, inside):
            return self._labels.within(value)
        kind = who(name, inside, value) or what(name, inside)
        label = self._labels.of(kind, value)
        return self._token(value, label) if kind in JWTS else label

    def _token(self, token: str, label: str) -> str:
        """Return a JWT that can still be read, or the label alone where it is none."""
        if token not in self._tokens:
            header, claims = decode_part(token, 0), decode_part(token, 1)
            parts = [
                _walk(_closed(part, opened), self.leaf, "claims")
                for part, opened in ((header, OPEN_HEADER), (claims, OPEN_CLAIMS))
            ]
            self._tokens[token] = ".".join([*map(_encoded, parts), label]) if claims else label
        return self._tokens[token]


def _walk(value: Any, leaf: Leaf, name: str = "", inside: str = "") -> Any:
    """Return a copy in which `leaf` was asked about each string and Secret; numbers and words of enums stay."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str | Secret):
        return leaf(value, name, inside)
    if isinstance(value, Mapping):
        return _mapping(value, leaf, name, inside)
    if isinstance(value, tuple | list):
        return tuple(_walk(each, leaf, name, inside) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return _dataclass(value, leaf)
    return value


def _mapping(values: Mapping[Any, Any], leaf: Leaf, name: str, inside: str) -> Mapping[str, Any]:
    place = inside if inside == "claims" else name or inside
    if place == "Shown.values" and str(values.get("purpose", "")).startswith("DEVICE"):
        place = "Shown.values/device"
    attribute = values.get("Name") if "Value" in values else None
    found: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(attribute, str) and key == "Value":
            found[key] = _walk(value, leaf, attribute, "attribute")
        elif key == "identity" and isinstance(values.get("pool_name"), str):
            found[key] = _identity(value, values["pool_name"], leaf)
        else:
            found[leaf(key, "__type", place)] = _walk(value, leaf, key, place)
    return MappingProxyType(found)


def _identity(value: Any, pool: str, leaf: Leaf) -> Any:
    """SRP hashes the pool's name, or the device group's key, and right behind it who signs in."""
    if not isinstance(value, str) or not value.startswith(pool) or value == pool:
        return _walk(value, leaf, "username", "")
    return _walk(pool, leaf, "pool_name", "") + leaf(value.removeprefix(pool), "username", "")


def _members(kind: type[Any]) -> tuple[tuple[str, str], ...]:
    if kind not in _MEMBERS:
        _MEMBERS[kind] = tuple((each.name, f"{kind.__name__}.{each.name}") for each in fields(kind))
    return _MEMBERS[kind]


_MEMBERS: dict[type, tuple[tuple[str, str], ...]] = {}  # names and places, read once for each class
_OWN_NAMES = frozenset({"access_token", "id_token", "refresh_token"})  # of a TokenSet: kinds go by these alone


def _dataclass(value: Any, leaf: Leaf) -> Any:
    changed = {}
    for member, place in _members(type(value)):
        before = getattr(value, member)
        if before is None or isinstance(before, int | float):
            continue
        name = member if member in _OWN_NAMES else place
        if place == "Field.value":  # what its form starts with
            name = value.name
        elif place == "Ended.message" and value.reason == "device":
            name = "DeviceKey"
        after = _walk(before, leaf, name, "")
        if after is not before:
            changed[member] = after
    return replace(value, **changed) if changed else value


def closed_claims(claims: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return claims as those of a token are taken, for events that tell of them: redaction makes them labels."""
    return _closed(claims, OPEN_CLAIMS)


def _closed(value: Mapping[str, Any], opened: frozenset[str]) -> Mapping[str, Any]:
    """Return claims in which whatever is not known to be harmless, and is no name, is a Secret."""
    return {
        key: each if (key in opened or who(key, "claims", "x")) and _flat(each) else _close(each)
        for key, each in value.items()
    }


def _flat(value: Any) -> bool:
    """Say whether a claim is as Cognito's are: a scalar, or a list of scalars."""
    return not any(isinstance(each, dict | list) for each in (value if isinstance(value, list) else [value]))


def _close(value: Any, depth: int = 0) -> Any:
    if value is None or isinstance(value, bool) or (isinstance(value, str) and LABEL.fullmatch(value)):
        return value
    if isinstance(value, dict | list) and depth < DEEPEST_CLAIM:
        if isinstance(value, dict):
            return {key: _close(each, depth + 1) for key, each in value.items()}
        return [_close(each, depth + 1) for each in value]
    return Secret("" if isinstance(value, dict | list) else str(value))


def _encoded(part: Mapping[str, Any]) -> str:
    written = json.dumps(part, separators=(",", ":"), default=dict)
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")
