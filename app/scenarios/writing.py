"""Writes scenarios as TOML that `read` gives back the same, with comments that say what has to be provided.

The lines are laid out here, since tomlkit mixes up tables within lists of tables; what stands in them is tomlkit's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import tomlkit

from app.scenarios.reading import VERSION
from app.scenarios.scenario import Answers, End, Expectation, From, Scenario, Source
from app.texts import text

BARE = re.compile(r"[A-Za-z0-9_-]+\Z")


def write(scenarios: Iterable[Scenario]) -> str:
    """Return the file of these scenarios; what stands in the file as a text is written as it is."""
    lines = [f"# {line}" for line in text("scenario_file.head").splitlines()]
    lines.append(f"version = {VERSION}")
    for scenario in scenarios:
        lines += ["", *_scenario(scenario)]
    return "\n".join(lines) + "\n"


def _scenario(scenario: Scenario) -> Iterator[str]:
    yield "[[scenario]]"
    yield from _pairs(name=scenario.name, profile=scenario.profile, flow=scenario.flow)
    if scenario.user:
        yield from _pairs(user=scenario.user)
    if scenario.client_secret is not None:
        yield f"client_secret = {_source(scenario.client_secret)}"
    if scenario.save:
        yield from _pairs(save=True)
    for question, turns in scenario.answers.items():
        table = f"scenario.answers.{_key(question)}"
        head = f"[{table}]" if question in scenario.repeated else f"[[{table}]]"
        for turn in turns:
            yield from ("", head, *_turn(turn))
    yield from ("", "[scenario.expect]", *_expectation(scenario.expect))


def _turn(answers: Answers) -> Iterator[str]:
    for field, source in answers.items():
        comment = _comment(source)
        yield f"{_key(field)} = {_source(source)}" + (f"  # {comment}" if comment else "")


def _source(source: Source) -> str:
    match source.kind:
        case From.LITERAL:
            return _text(source.value.reveal() if source.value else "")
        case From.TOTP:
            return f"{{ totp = {_source(source.of) if source.of else 'true'} }}"
        case From.INBOX:
            return f"{{ inbox = {_text(source.name) if source.name else 'true'} }}"
        case From.ROWS:
            return f"{{ rows = {_table({key: _source(each) for key, each in source.rows.items()})} }}"
    return f"{{ {source.kind.value} = {_text(source.name)} }}"


def _comment(source: Source) -> str:
    """Say how a value that does not stand in the file is to be provided; nothing where there is nothing to do."""
    if source.kind is From.TOTP and source.of is not None:
        source = source.of
    return text(f"scenario_file.{source.kind.value}", name=source.name) if source.name and _provided(source) else ""


def _provided(source: Source) -> bool:
    return source.kind in (From.ENV, From.VAULT)


def _expectation(expect: Expectation) -> Iterator[str]:
    if expect.end is not End.SIGNED_IN:
        yield from _pairs(**{expect.end.value: expect.name})
        if expect.message:
            yield from _pairs(message=expect.message)
        return
    yield from _pairs(signed_in=True)
    for token, claims in expect.claims.items():
        yield from ("", f"[scenario.expect.claims.{_key(token)}]")
        yield from (f"{_key(name)} = {_value(claim)}" for name, claim in claims.items())


def _pairs(**pairs: str | bool) -> Iterator[str]:
    yield from (f"{_key(key)} = {_value(value)}" for key, value in pairs.items())


def _value(value: Any) -> str:
    match value:
        case str():
            return _text(value)
        case list() | tuple():
            return f"[{', '.join(map(_value, value))}]"
        case Mapping():
            return _table({str(key): _value(each) for key, each in value.items()})
    return str(tomlkit.item(value).as_string())


def _table(values: Mapping[str, str]) -> str:
    inner = ", ".join(f"{_key(key)} = {value}" for key, value in values.items())
    return f"{{ {inner} }}" if inner else "{}"


def _key(key: str) -> str:
    return key if BARE.match(key) else _text(key)


def _text(value: str) -> str:
    return tomlkit.string(value).as_string()
