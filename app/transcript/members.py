"""The values in a body, each by its path, and what can be said of two of them that stand in the same place."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from app.secret import MASK, Secret
from app.transcript.kinds import LABEL, what

Value = str | Secret

# Kinds of values (as in kinds.py) that are made anew for each sign-in: two of them differ, and that says nothing.
NEW_EACH_TIME = frozenset({
    "session", "code", "access-token", "id-token", "refresh-token", "token-id", "secret-block", "signature",
    "challenge", "client-data", "authenticator-data", "attestation", "credential", "credential-options",
    "credential-id", "device-verifier", "device-salt", "device-password", "totp-secret", "totp-uri",
})  # fmt: skip
SRP = "srp-"  # how the kinds of the values of a handshake begin
NEW_NAMES = frozenset({"TIMESTAMP", "SALT", "timestamp", "request_id"})
NEW_HEADERS = frozenset({
    "age", "content-length", "date", "x-amz-apigw-id", "x-amz-cf-id", "x-amz-cf-pop", "x-amzn-requestid",
    "x-amzn-trace-id",
})  # fmt: skip
NEW_CLAIMS = frozenset({"iat", "exp", "nbf", "auth_time", "jti", "origin_jti", "event_id", "at_hash"})
# Of the claims that are new in each sign-in (developer guide, "Refresh tokens"; event_id as observed).
KEPT_BY_A_REFRESH = frozenset({"auth_time", "origin_jti", "event_id"})


class Kind(StrEnum):
    """What can be said of two values."""

    EQUAL = "equal"
    DIFFERENT = "different"
    ONLY_LEFT = "only_left"
    ONLY_RIGHT = "only_right"
    ALWAYS_DIFFERS = "always_differs"  # they differ, as any two of them do
    NOT_COMPARABLE = "not_comparable"  # labels of different files may stand for different values; or a part is hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A value in a body; `new` says that it is made anew each time."""

    path: str
    value: Value
    new: bool = False


def members(value: Any, path: str, place: str) -> Iterator[Member]:
    """Yield the values of a sealed body by their paths; `place` is where it stands, as in kinds.py ("Called.params").

    Items of a list go by their names where they have some, so that an attribute more is no shift of the others.
    """
    yield from _members(value, path, place, "")


def written(value: Any) -> Value:
    """Return a scalar as it is shown: a text or Secret as it is, all else as in JSON."""
    if isinstance(value, str | Secret):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


def judge(left: Value | None, right: Value | None, *, new: bool = False, same_labels: bool = False) -> Kind:
    """Compare two values that stand in the same place, None where there is none.

    `same_labels`: both were redacted together, so that a label stands for the same value in both.
    """
    if left is None or right is None:
        return Kind.ONLY_RIGHT if left is None else Kind.ONLY_LEFT
    mine, its = _plain(left), _plain(right)
    if not same_labels and (_has_label(left) or _has_label(right)):
        return _by_labels(left, right)
    if mine == its:
        hidden = not isinstance(left, Secret) and MASK in mine
        return Kind.NOT_COMPARABLE if hidden else Kind.EQUAL
    if _may_be(left, its) or _may_be(right, mine):
        return Kind.NOT_COMPARABLE
    return Kind.ALWAYS_DIFFERS if new or _same_place_on_this_machine(mine, its) else Kind.DIFFERENT


def _may_be(masked: Value, other: str) -> bool:
    """Say whether a text of which a part is hidden may be another: the rest of it stands there, in its order."""
    if isinstance(masked, Secret) or MASK not in masked:
        return False
    first, *between, last = masked.split(MASK)
    at, end = len(first), len(other) - len(last)
    if at > end or not (other.startswith(first) and other.endswith(last)):
        return False
    for part in between:
        found = other.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True


def is_new(name: str, inside: str) -> bool:
    """Say whether a value is made anew each time, by its name and where it stands."""
    if inside.endswith(".headers"):
        return name.lower() in NEW_HEADERS
    kind = what(name, inside)
    return kind in NEW_EACH_TIME or kind.startswith(SRP) or name in NEW_NAMES


def _members(value: Any, path: str, name: str, inside: str) -> Iterator[Member]:
    place = name or inside
    if isinstance(value, Mapping) and value:
        attribute = value.get("Name") if "Value" in value else None
        for key, each in value.items():
            if isinstance(attribute, str) and key == "Name":
                continue
            here = f"{path}/{key}" if attribute is None or key != "Value" else path
            yield from _members(each, here, str(key), place)
    elif isinstance(value, list | tuple) and value:
        for step, each in zip(_named(value), value, strict=True):
            yield from _members(each, f"{path}[{step}]", name, inside)
    else:
        empty = isinstance(value, Mapping | list | tuple)
        shown = ("{}" if isinstance(value, Mapping) else "[]") if empty else written(value)
        yield Member(path=path, value=shown, new=is_new(name, inside))


def _named(items: list[Any] | tuple[Any, ...]) -> list[str]:
    """Return what tells the items of a list apart: their names, or where they stand."""
    names = [each.get("Name") if isinstance(each, Mapping) else None for each in items]
    if len(set(map(str, names))) == len(items) and all(isinstance(each, str) for each in names):
        return [str(each) for each in names]
    return [str(place) for place in range(len(items))]


def _plain(value: Value) -> str:
    return value.reveal() if isinstance(value, Secret) else value


def _has_label(value: Value) -> bool:
    return not isinstance(value, Secret) and LABEL.search(value) is not None


def _by_labels(left: Value, right: Value) -> Kind:
    """Texts around labels may differ, and labels of different kinds do; of anything else nothing can be said."""
    if isinstance(left, Secret) or isinstance(right, Secret) or not (_has_label(left) and _has_label(right)):
        return Kind.NOT_COMPARABLE
    return Kind.NOT_COMPARABLE if _shape(left) == _shape(right) else Kind.DIFFERENT


def _shape(text: str) -> str:
    return LABEL.sub(lambda label: label.group().rpartition("-")[0], text)


def _same_place_on_this_machine(left: str, right: str) -> bool:
    """Say whether two URLs differ in the port alone: a server on this machine takes a free one at each start."""
    if not left.startswith("http") or not right.startswith("http"):
        return False
    try:
        mine, its = urlsplit(left), urlsplit(right)
        same = (mine.scheme, mine.hostname, mine.path) == (its.scheme, its.hostname, its.path)
        return same and ip_address(mine.hostname or "").is_loopback
    except ValueError:
        return False
