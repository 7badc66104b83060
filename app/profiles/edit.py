"""Edits the text of the profiles file: comments and order stay, and only what has to change does."""

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

import tomlkit
from tomlkit.items import Array

from app.profiles.blocks import Block, insert, split
from app.profiles.profile import Profile
from app.profiles.stored import MEMBERS, members, parse

HEAD = "# Profiles of Cognito Flow Explorer. No secret belongs in here: client secrets are kept in the keyring.\n"
ALL = "profile"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One profile that was taken out: what it was, its text, and the ids that stood before it, the nearest first."""

    profile: Profile
    text: str  # empty where it had no table of its own
    before: tuple[str, ...]


def put(content: str, profiles: Iterable[Profile], known: Mapping[str, Profile]) -> str:
    """Return the content with these profiles in it; see ProfilesFile.save."""
    there = {one.id: one for one in parse(content)}
    wanted = {one.id: _merged(one, there.get(one.id), known.get(one.id)) for one in profiles}
    for name, each in wanted.items():
        if name in there:
            content = _change(content, each)
    content = _append(content, [each for name, each in wanted.items() if name not in there])
    found = {one.id: members(one) for one in parse(content)}
    for name, each in wanted.items():
        if found.get(name) != each:
            raise ValueError(f"{name!r} cannot be written in the way in which this file is")
    return content


def cut(content: str, ids: Iterable[str]) -> tuple[str, tuple[Cut, ...]]:
    """Return the content without these profiles, and what was taken out."""
    gone, there = set(ids), parse(content)
    order = [one.id for one in there]
    head, blocks = split(content)
    texts = {block.id: block.text for block in blocks}
    cuts = tuple(
        Cut(profile=one, text=texts.get(one.id, ""), before=tuple(reversed(order[: order.index(one.id)])))
        for one in there
        if one.id in gone
    )
    if blocks or not there:
        return head + "".join(block.text for block in blocks if block.id not in gone), cuts
    document = tomlkit.parse(content)
    array = _array(document)
    for place in reversed([place for place, one in enumerate(order) if one in gone]):
        del array[place]
    return document.as_string(), cuts


def paste(content: str, cuts: Iterable[Cut]) -> str:
    """Return the content with what was taken out in its places, as far as they can still be told."""
    for each in cuts:
        order = [one.id for one in parse(content)]
        if each.profile.id in order:
            continue
        place = next((order.index(one) + 1 for one in each.before if one in order), 0)
        content = _insert(content, place, members(each.profile), each.text)
    return content


def _merged(profile: Profile, old: Profile | None, seen: Profile | None) -> dict[str, Any]:
    """Return the members to write: those that the person left as they saw them are left as they are by now."""
    if old is None:
        return members(profile)
    new, now, was = members(profile), members(old), members(seen) if seen is not None else None
    chosen = {
        name: now.get(name) if was is not None and new.get(name) == was.get(name) else new.get(name) for name in MEMBERS
    }
    return {name: value for name, value in chosen.items() if value is not None}


def _change(content: str, wanted: Mapping[str, Any]) -> str:
    head, blocks = split(content)
    for place, block in enumerate(blocks):
        if block.id == wanted["id"]:
            blocks[place] = Block(id=block.id, text=_updated(block.text, wanted))
            return head + "".join(each.text for each in blocks)
    document = tomlkit.parse(content)
    _update(next(one for one in _array(document) if one["id"] == wanted["id"]), wanted)
    return document.as_string()


def _append(content: str, wanted: list[dict[str, Any]]) -> str:
    """Put new profiles at the end."""
    document = tomlkit.parse(content)
    if isinstance(document.get(ALL), Array):
        _array(document).extend(wanted)
        return document.as_string()
    for each in wanted:
        content = insert(content or HEAD, [], 0, Block(id=each["id"], text=_new(each)))
    return content


def _insert(content: str, place: int, wanted: Mapping[str, Any], text: str) -> str:
    """Put a profile back to its place."""
    document = tomlkit.parse(content)
    if isinstance(document.get(ALL), Array):
        _array(document).insert(place, dict(wanted))
        return document.as_string()
    head, blocks = split(content)
    return insert(head, blocks, place, Block(id=wanted["id"], text=text or _new(wanted)))


def _new(wanted: Mapping[str, Any]) -> str:
    document, tables, table = tomlkit.document(), tomlkit.aot(), tomlkit.table()
    _update(table, wanted)
    tables.append(table)
    document[ALL] = tables
    return document.as_string()


def _updated(text: str, wanted: Mapping[str, Any]) -> str:
    """Return a block with its members changed; the blank lines after it stay where they are."""
    body = text.rstrip()
    document = tomlkit.parse(body + "\n")
    _update(document[ALL][0], wanted)
    return document.as_string().rstrip() + (text[len(body) :] or "\n")


def _update(table: MutableMapping[str, Any], wanted: Mapping[str, Any]) -> None:
    for name in [name for name in table if name not in wanted]:
        del table[name]
    for name in (name for name in MEMBERS if name in wanted):
        if name not in table or table[name] != wanted[name]:
            table[name] = wanted[name]


def _array(document: tomlkit.TOMLDocument) -> Any:
    found = document.get(ALL)
    if not isinstance(found, Array):
        raise ValueError("the profiles cannot be told apart")
    return found
