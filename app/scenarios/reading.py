"""Reads a file of scenarios: whatever is wrong is a ScenarioError that names the place and what is allowed there."""

import math
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from app.auth.flows import FLOWS
from app.auth.steps import CREDENTIALS
from app.scenarios.checks import below, flag, needed, only, table, text, unknown
from app.scenarios.questions import KNOWN, ROWS, UNASKED, fields_of, is_field, is_question
from app.scenarios.scenario import Answers, End, Expectation, From, Scenario, ScenarioError, Source
from app.scenarios.sources import PLAIN, source

VERSION = 1
LARGEST = 4 * 1024 * 1024  # bytes
DEEPEST = 20  # lists and tables within a claim
TOP = ("version", "scenario")
MEMBERS = ("name", "profile", "flow", "user", "client_secret", "save", "answers", "expect")
ENDS = ("signed_in", "challenge", "error")
EXPECT = (*ENDS, "message", "claims")
TOKENS = ("id", "access")


def read(data: bytes, file: str) -> tuple[Scenario, ...]:
    """Return the scenarios of a file in their order; `file` is its name, for people. Raises ScenarioError only."""
    try:
        return _scenarios(_parsed(data), file)
    except ScenarioError as error:
        for each in (error, *error.others):
            each.file = file
        raise


def _parsed(data: bytes) -> dict[str, Any]:
    if len(data) > LARGEST:
        raise ScenarioError("", "too_large")
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ScenarioError("", "not_utf8") from None
    except RecursionError:
        raise ScenarioError("", "too_deep") from None
    except ValueError as error:
        raise ScenarioError("", "no_toml", str(error)) from None


def _scenarios(found: dict[str, Any], file: str) -> tuple[Scenario, ...]:
    only(found, TOP, "")
    version = found.get("version", VERSION)
    if type(version) is not int or version != VERSION:
        raise ScenarioError("version", "version", str(VERSION))
    listed = found.get("scenario", [])
    if not isinstance(listed, list):
        raise ScenarioError("scenario", "not_listed")
    if not listed:
        raise ScenarioError("", "none")
    scenarios, wrong = [], []
    for number, one in enumerate(listed, 1):
        try:
            scenarios.append(_scenario(one, f"scenario[{number}]", file))
        except ScenarioError as error:
            wrong.append(error)
    if wrong:
        wrong[0].others = tuple(wrong[1:])
        raise wrong[0]
    _differ(scenarios)
    return tuple(scenarios)


def _differ(scenarios: Sequence[Scenario]) -> None:
    """A report, and whoever reads it, tells scenarios apart by their names."""
    first: dict[str, int] = {}
    for number, one in enumerate(scenarios, 1):
        if first.setdefault(one.name, number) != number:
            raise ScenarioError(f"scenario[{number}].name", "name_twice", f"scenario[{first[one.name]}]")


def _scenario(value: object, where: str, file: str) -> Scenario:
    found = table(value, where)
    only(found, MEMBERS, where)
    flow = _flow(needed(found, "flow", where), below(where, "flow"))
    user = text(found["user"], below(where, "user")) if "user" in found else ""
    given = table(found.get("answers", {}), below(where, "answers"))
    answers = {name: _turns(name, one, flow, below(below(where, "answers"), name)) for name, one in given.items()}
    if user and any("username" in one for one in answers.get(CREDENTIALS, ())):
        raise ScenarioError(below(where, "user"), "user_twice")
    return Scenario(
        name=needed(found, "name", where),
        profile=needed(found, "profile", where),
        flow=flow,
        user=user,
        answers=answers,
        repeated=frozenset(name for name, one in given.items() if isinstance(one, dict)),
        expect=_expectation(table(found.get("expect", {}), below(where, "expect")), below(where, "expect")),
        client_secret=_client_secret(found, below(where, "client_secret")),
        save=flag(found.get("save", False), below(where, "save")),
        file=file,
    )


def _flow(name: str, where: str) -> str:
    """Return the key of a flow from it, or from a name that Cognito or Amplify has for it alone."""
    if name in FLOWS:
        return name
    fitting = [key for key, flow in FLOWS.items() if name in (flow.auth_flow, flow.amplify)]
    if len(fitting) > 1:
        raise ScenarioError(where, "flow_of_several", ", ".join(fitting))
    if not fitting:
        raise unknown(where, name, FLOWS)
    return fitting[0]


def _client_secret(found: Mapping[str, Any], where: str) -> Source | None:
    return source(found["client_secret"], where, PLAIN) if "client_secret" in found else None


def _turns(question: str, value: object, flow: str, where: str) -> tuple[Answers, ...]:
    _check_question(question, where)
    if not isinstance(value, list):
        return (_answers(question, value, flow, where),)
    if question == CREDENTIALS:
        raise ScenarioError(where, "asked_once")
    if not value:
        raise ScenarioError(where, "no_turns")
    return tuple(_answers(question, one, flow, f"{where}[{number}]") for number, one in enumerate(value, 1))


def _check_question(name: str, where: str) -> None:
    if name in UNASKED:
        raise ScenarioError(where, "unasked")
    if not is_question(name):
        raise unknown(where, name, KNOWN)


def _answers(question: str, value: object, flow: str, where: str) -> dict[str, Source]:
    found = table(value, where)
    for name in found:
        if not is_field(name, question, flow):
            raise unknown(below(where, name), name, fields_of(question, flow))
    return {name: _source_of(name, one, below(where, name)) for name, one in found.items()}


def _source_of(field: str, value: object, where: str) -> Source:
    found = source(value, where)
    if (found.kind is From.ROWS) is not (field in ROWS):
        raise ScenarioError(where, "rows_wanted" if field in ROWS else "no_rows")
    return found


def _expectation(found: Mapping[str, Any], where: str) -> Expectation:
    only(found, EXPECT, where)
    ends = [name for name in ENDS if name in found]
    if len(ends) > 1:
        raise ScenarioError(where, "two_ends", ", ".join(ends))
    end = End(ends[0]) if ends else End.SIGNED_IN
    if "claims" in found and end is not End.SIGNED_IN:
        raise ScenarioError(below(where, "claims"), "not_with", "signed_in = true")
    if "message" in found and end is not End.ERROR:
        raise ScenarioError(below(where, "message"), "not_with", "error")
    if end is End.SIGNED_IN:
        if not flag(found.get(end.value, True), below(where, end.value)):
            raise ScenarioError(below(where, end.value), "not_false")
        return Expectation(claims=_claims(found.get("claims", {}), below(where, "claims")))
    name = text(found[end.value], below(where, end.value))
    if end is End.CHALLENGE:
        _check_question(name, below(where, end.value))
    message = text(found["message"], below(where, "message")) if "message" in found else ""
    return Expectation(end=end, name=name, message=message)


def _claims(value: object, where: str) -> dict[str, dict[str, Any]]:
    found = table(value, where)
    only(found, TOKENS, where)
    for token, claims in found.items():
        for name, claim in table(claims, below(where, token)).items():
            _check_claim(claim, below(below(where, token), name))
    return found


def _check_claim(value: object, where: str, depth: int = 1) -> None:
    """A claim is JSON; TOML's dates and its nan are none."""
    match value:
        case str() | bool() | int():
            return
        case float() if math.isfinite(value):
            return
        case list() if depth < DEEPEST:
            for each in value:
                _check_claim(each, where, depth + 1)
        case dict() if depth < DEEPEST:
            for each in value.values():
                _check_claim(each, where, depth + 1)
        case _:
            raise ScenarioError(where, "not_claim")
