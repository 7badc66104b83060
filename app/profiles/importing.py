"""Reads profiles out of a file that a person gives: its content says what it is, and nothing in it is ever run."""

import json
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from app.profiles.amplify import Told, read_amplify
from app.profiles.checks import free_name, problems
from app.profiles.facts import with_facts
from app.profiles.imported import Imported, NotImportableError, Said
from app.profiles.literals import written_objects
from app.profiles.normal import normalised
from app.profiles.profile import Profile
from app.profiles.store import new_id

LARGEST = 1_000_000  # bytes; an amplify_outputs.json with a large data model has 300,000
LONGEST_SHOWN = 60  # characters of what is wrong
LONGEST_NUMBER = 20  # digits
OURS = re.compile(r"^[ \t]*(\[\[[ \t]*[\"']?profile[\"']?[ \t]*\]\]|profile[ \t]*=[ \t]*\[)", re.MULTILINE)


def read_file(path: Path, existing: Iterable[Profile] = ()) -> Imported:
    """Return what a file holds; whatever is wrong with it is `problem`, one sentence, and never an exception.

    `existing`: the profiles that are there already; what collides with them gets another id, or a note.
    """
    try:
        imported = _read(path, _text(path))
    except NotImportableError as error:
        return Imported(path=path, problem=error.said)
    except (RecursionError, MemoryError):
        return Imported(path=path, problem=Said(key="too_deep"))
    return _beside(imported, tuple(existing))


def _text(path: Path) -> str:
    """Return a file's text; NotImportableError where it is none, or too large to be one of these files."""
    try:
        if path.is_dir():
            raise NotImportableError("folder")
        with open(path, "rb", opener=_opened) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise NotImportableError("not_a_file")
            raw = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        raise NotImportableError("unreadable", detail=getattr(error, "strerror", None) or str(error)) from None
    if len(raw) > LARGEST:
        raise NotImportableError("too_large")
    return _decoded(raw)


def _opened(path: str, flags: int) -> int:
    """Open without waiting for the other end of a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _decoded(raw: bytes) -> str:
    """Decode UTF-8 and, by its byte order mark, UTF-16, which Windows' shell writes."""
    utf16 = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        found = raw.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise NotImportableError("not_text") from None
    if "\0" in found:
        raise NotImportableError("not_text")
    if not found.strip():
        raise NotImportableError("empty")
    return found


def _read(path: Path, content: str) -> Imported:
    if OURS.search(content):
        return _own(path, content)
    for found in _objects(content):
        told = read_amplify(found)
        if told:
            profiles = tuple(_profile(each, path) for each in told)
            notes = (note for each in told for note in _notes(each))
            return Imported(path=path, kind=told[0].kind, profiles=profiles, notes=tuple(notes))
    raise NotImportableError("nothing")


def _objects(content: str) -> Iterator[Mapping[str, Any]]:
    """Yield the objects in JSON, or in a file of JavaScript, TypeScript or Dart."""
    try:
        found = json.loads(content, parse_constant=_no_constant, parse_int=_integer)
    except RecursionError:
        raise NotImportableError("too_deep") from None
    except json.JSONDecodeError as error:
        any_ = False
        for each in written_objects(content):
            any_ = True
            yield each
        if not any_ and content.lstrip().startswith("{"):
            raise NotImportableError("json", line=str(error.lineno), column=str(error.colno)) from None
    else:
        if isinstance(found, dict):
            yield found


def _no_constant(_: str) -> NoReturn:
    raise NotImportableError("no_number")


def _integer(digits: str) -> int:
    """Return a number, 0 for one that nobody means and Python would not read."""
    return int(digits) if len(digits) <= LONGEST_NUMBER else 0


def _own(path: Path, content: str) -> Imported:
    from app.profiles.stored import parse

    try:
        profiles = parse(content)
    except ValueError as error:
        raise NotImportableError("own", detail=str(error)[:200]) from None
    if not profiles:
        raise NotImportableError("nothing")
    secret = any(profile.has_secret for profile in profiles)
    return Imported(
        path=path, kind="profiles", profiles=profiles, notes=(Said(key="secret_elsewhere"),) if secret else ()
    )


def _profile(told: Told, path: Path) -> Profile:
    """Make a profile; NotImportableError where pool or client are none, as in a template that was never filled in."""
    name = f"Amplify {told.user_pool_id}" + (f" {told.label}" if told.label else "")
    draft = {"name": name[:100], "user_pool_id": told.user_pool_id, "client_id": told.client_id}
    wrong = problems(draft)
    for member in ("user_pool_id", "client_id"):
        value = getattr(told, member)
        if not value:
            raise NotImportableError("no_client", pool=told.user_pool_id[:LONGEST_SHOWN])
        if member in wrong:
            raise NotImportableError(f"bad_{member}", value=value[:LONGEST_SHOWN])
    profile = Profile(
        id=new_id(name),
        name=normalised("name", draft["name"]),
        user_pool_id=normalised("user_pool_id", told.user_pool_id),
        client_id=told.client_id,
        client_secret=told.client_secret,
        region=_region(told),
        endpoint_url=_endpoint(told),
        default_flow=told.flow,
        amplify_flow=told.flow_type[:40],
    )
    return with_facts(profile, {**told.facts, **_secret_fact(told)}, path.name)


def _secret_fact(told: Told) -> dict[str, bool]:
    return {"HasSecret": True} if told.client_secret is not None else {}


def _region(told: Told) -> str:
    """Return the region where the pool id does not say it."""
    region = normalised("region", told.region)
    if told.user_pool_id.startswith(f"{region}_") or problems({"region": region}).get("region"):
        return ""
    return region


def _endpoint(told: Told) -> str:
    """Return the endpoint as a URL: Amplify's files hold its host."""
    found = told.endpoint
    url = normalised("endpoint_url", found if "://" in found or not found else f"https://{found}")
    return "" if "endpoint_url" in problems({"endpoint_url": url}) else url


def _notes(told: Told) -> Iterator[Said]:
    yield from told.notes
    if told.client_secret is not None:
        yield Said(key="secret")
    if told.endpoint and not _endpoint(told):
        yield Said(key="endpoint_left_out", values={"endpoint": told.endpoint[:LONGEST_SHOWN]})


def _beside(imported: Imported, existing: tuple[Profile, ...]) -> Imported:
    """Fit profiles in beside those that are there: ids and names that nobody has, and a note where both exist."""
    ids, names = {one.id for one in existing}, {one.name for one in existing}
    profiles, notes = [], list(imported.notes)
    for one in imported.profiles:
        same = [each.name for each in existing if _client(each) == _client(one)]
        if same:
            notes.append(Said(key="same_client", values={"name": one.name, "others": ", ".join(same[:5])}))
        if one.id in ids:
            one = replace(one, id=new_id(one.name, ids))
        one = replace(one, name=free_name(one.name, names))
        ids.add(one.id)
        names.add(one.name)
        profiles.append(one)
    once = [note for place, note in enumerate(notes) if note not in notes[:place]]
    return replace(imported, profiles=tuple(profiles), notes=tuple(once))


def _client(profile: Profile) -> tuple[str, str]:
    return profile.user_pool_id, profile.client_id

