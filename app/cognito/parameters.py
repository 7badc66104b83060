"""Says before a call is sent what botocore would refuse of its members."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.cognito.client import service_model
from app.seal import reveal


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong: `kind` is a key of the texts `hold.problem`, `where` the path of a member.

    `detail` is what belongs there: types, a least length or number, or the members that there are. Never a value.
    """

    kind: str
    where: str
    detail: str = ""


def problems(operation: str, params: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return what botocore would refuse; nothing where it would send the call."""
    from botocore.validate import ParamValidator

    shape = service_model().operation_model(operation).input_shape
    report = ParamValidator().validate(reveal(params), shape)
    return tuple(_problem(*error) for error in report._errors)  # its own words would quote values


def _problem(reason: str, name: str, more: Mapping[str, Any]) -> Problem:
    name = name.removeprefix(".")
    match reason:
        case "missing required field":
            return Problem(kind="missing", where=_path(name, str(more["required_name"])))
        case "unknown field":
            known = ", ".join(more["valid_names"])
            return Problem(kind="unknown", where=_path(name, str(more["unknown_param"])), detail=known)
        case "invalid type":
            return Problem(kind="type", where=name, detail=", ".join(more["valid_types"]))
        case "invalid length" | "invalid range":
            kind = reason.removeprefix("invalid ")
            return Problem(kind=kind, where=name, detail=str(more["min_allowed"]))
    return Problem(kind="other", where=name, detail=reason)


def _path(inside: str, name: str) -> str:
    return f"{inside}.{name}" if inside else name
