"""Reads transcripts that a disk or a mail brought: JSON becomes recordings, or TranscriptError says where it is wrong.

Members and kinds of events that a later program of the same version adds are left out.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any, get_origin

from app.auth.steps import Kind
from app.auth.tokens import TokenSet
from app.errors import LATEST, Fault, TranscriptError
from app.secret import Secret
from app.transcript import events as events_module
from app.transcript.events import Asked, Event, Failed, Started, TokensReceived
from app.transcript.recording import Recording
from app.transcript.remarks import remarks_of

FORMAT = "cognito-flow-explorer transcript"
VERSION = 1
SECRET = "$secret"  # noqa: S105 - the name of a member
LARGEST_FILE = 64 * 1024 * 1024  # bytes
DEEPEST = 100  # app/seal.py masks what is deeper than 64 in a body
_TIMES = frozenset({"at", "server_date"})
_AMOUNTS = frozenset({"seconds", "session_seconds"})

KINDS: Mapping[str, type[Event]] = MappingProxyType({
    name: found
    for name, found in vars(events_module).items()
    if isinstance(found, type) and issubclass(found, Event) and name not in ("Event", "HttpAnswer")
})  # fmt: skip

_OPEN = {
    kind: tuple(each.name for each in fields(kind) if each.type is Any or get_origin(each.type) is Mapping)
    for kind in KINDS.values()
}

_MAPPINGS = {kind: frozenset(each.name for each in fields(kind) if get_origin(each.type) is Mapping) for kind in _OPEN}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Tokens:
    """A TokenSet as msgspec can check it."""

    access_token: Any
    id_token: Any = None
    refresh_token: Any = None
    token_type: str = "Bearer"  # noqa: S105 - the name of a type
    expires_in: int | None = None
    device: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _TokensReceived:
    at: float
    tokens: _Tokens


def recordings_of(data: bytes) -> tuple[Recording, ...]:
    """Return the runs of a transcript file's content; TranscriptError where there are none to be had."""
    if len(data) > LARGEST_FILE:
        raise TranscriptError("$", "too_large", str(len(data)))
    import msgspec  # once the window is on the screen: nothing is read or written before

    try:
        found = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except RecursionError as error:
        raise TranscriptError("$", "too_deep") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise TranscriptError("$", "no_json", str(error)) from error
    top = _object(found, "$")
    if top.get("format") != FORMAT:
        raise TranscriptError("$.format", "other_format")
    version = top.get("version")
    if type(version) is not int or version < 1:
        raise TranscriptError("$.version", "wrong_type")
    if version > VERSION:
        raise TranscriptError("$.version", "newer", str(version))
    return tuple(_recording(each, f"$.runs[{place}]") for place, each in enumerate(_list(top, "runs", "$")))


def _recording(found: Any, path: str) -> Recording:
    run = _object(found, path)
    run_id, note, marked = run.get("run_id"), run.get("note", ""), run.get("marked", False)
    for name, value, kind in (("run_id", run_id, str), ("note", note, str), ("marked", marked, bool)):
        if not isinstance(value, kind):
            raise TranscriptError(f"{path}.{name}", "wrong_type")
    listed = [event_of(each, f"{path}.events[{place}]") for place, each in enumerate(_list(run, "events", path))]
    events = tuple(event for event in listed if event is not None)
    if not events or not isinstance(events[0], Started):
        raise TranscriptError(f"{path}.events", "not_started")
    if events[0].run_id != run_id:
        raise TranscriptError(f"{path}.run_id", "other_run")
    remarks = remarks_of(run, listed, path)
    return Recording(run_id=events[0].run_id, events=events, note=note, marked=marked, remarks=remarks)


def event_of(found: Any, path: str) -> Event | None:
    """Return an event; None where a later program made it and this one has no such kind.

    TranscriptError names the place below `path` that is wrong.
    """
    members = _object(found, path)
    kind = members.get("kind")
    if not isinstance(kind, str):
        raise TranscriptError(f"{path}.kind", "wrong_type")
    if kind not in KINDS:
        return None
    target = KINDS[kind]
    if target is TokensReceived:
        return _tokens(members, path)
    if "headers" in members:
        members = {**members, "headers": {}}  # checked below: a header that is not known to be harmless is a Secret
    event: Event = _converted(_known_words(members, target), target, path)
    _check_figures(event, path)
    frozen: dict[str, Any] = {
        name: _headers(value, f"{path}.{name}") if name == "headers"
        else (_mapping if name in _MAPPINGS[target] else _frozen)(value, f"{path}.{name}")
        for name, value in _open_members(event, _object(found, path))
    }
    return replace(event, **frozen) if frozen else event


def _tokens(members: Mapping[str, Any], path: str) -> TokensReceived:
    found = _converted(members, _TokensReceived, path)
    _check_figures(found, path)
    tokens = found.tokens
    values: dict[str, Any] = {}
    for name in ("access_token", "id_token", "refresh_token"):
        value = _frozen(getattr(tokens, name), f"{path}.tokens.{name}")
        if not (isinstance(value, str | Secret) or (value is None and name != "access_token")):
            raise TranscriptError(f"{path}.tokens.{name}", "wrong_type")
        values[name] = value
    device = None if tokens.device is None else MappingProxyType(tokens.device)
    rest = {"token_type": tokens.token_type, "expires_in": tokens.expires_in, "device": device}
    return TokensReceived(at=found.at, tokens=TokenSet(**values, **rest))


def _known_words(members: Mapping[str, Any], target: type[Event]) -> Mapping[str, Any]:
    """Replace what a later program may call a fault, or a kind of field, by the nearest that there is."""
    if target is Failed and isinstance(members.get("fault"), str) and members["fault"] not in set(Fault):
        return {**members, "fault": Fault.OTHER.value}
    if target is Asked and isinstance(members.get("fields"), list):
        return {**members, "fields": [_known_field(each) for each in members["fields"]]}
    return members


def _known_field(found: Any) -> Any:
    if isinstance(found, dict) and isinstance(found.get("kind"), str) and found["kind"] not in set(Kind):
        return {**found, "kind": Kind.TEXT.value}
    return found


def _converted(found: Mapping[str, Any], target: type[Any], path: str) -> Any:
    import msgspec

    try:
        return msgspec.convert(found, target)
    except msgspec.ValidationError as error:
        said, _, place = str(error).partition(" - at `$")
        raise TranscriptError(path + place.rstrip("`"), "wrong_type", said) from error


def _check_figures(event: Any, path: str) -> None:
    """Times that no clock can show would stop whoever shows them."""
    for each in fields(event):
        value = getattr(event, each.name)
        if value is None or each.name not in _TIMES | _AMOUNTS:
            continue
        if not 0 <= value <= LATEST:
            raise TranscriptError(f"{path}.{each.name}", "out_of_range")


def _open_members(event: Event, found: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    """The members of an event that hold whatever a server or a person sent, as the file has them."""
    return ((name, found[name]) for name in _OPEN[type(event)] if name in found)


def _frozen(value: Any, path: str, depth: int = 0) -> Any:
    if depth > DEEPEST:
        raise TranscriptError(path, "too_deep")
    if isinstance(value, Mapping):
        if SECRET in value:
            return _secret(value, path)
        return MappingProxyType({
            (name[1:] if name.startswith("$") else name): _frozen(each, f"{path}.{name}", depth + 1)
            for name, each in value.items()
        })  # fmt: skip
    if isinstance(value, list):
        return tuple(_frozen(each, f"{path}[{place}]", depth + 1) for place, each in enumerate(value))
    return value


def _mapping(found: Any, path: str) -> Mapping[str, Any]:
    value = _frozen(_object(found, path), path)
    if not isinstance(value, Mapping):  # a secret where its members are looked into
        raise TranscriptError(path, "wrong_type")
    return value


def _headers(found: Any, path: str) -> Mapping[str, Any]:
    headers = _mapping(found, path)
    for name, value in headers.items():
        if not isinstance(value, str | Secret):
            raise TranscriptError(f"{path}.{name}", "wrong_type")
    return MappingProxyType(dict(headers))


def _secret(value: Mapping[str, Any], path: str) -> Secret:
    if len(value) != 1 or not isinstance(value[SECRET], str):
        raise TranscriptError(f"{path}.{SECRET}", "wrong_type")
    return Secret(value[SECRET])


def _object(found: Any, path: str) -> Mapping[str, Any]:
    if not isinstance(found, dict):
        raise TranscriptError(path, "wrong_type")
    return found


def _list(found: Mapping[str, Any], name: str, path: str) -> list[Any]:
    value = found.get(name)
    if not isinstance(value, list):
        raise TranscriptError(f"{path}.{name}", "wrong_type")
    return value
