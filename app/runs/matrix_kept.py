"""What of the matrix is kept between starts, as JSON: what was chosen, and what the person expects. Never a secret.

Users with a typed password are not kept; those whose password is a test secret are, by that secret's name.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.runs.matrix import Key, MatrixUser
from app.runs.test_secrets import is_name
from app.scenarios.scenario import End, Expectation, From, Source

MOST = 5000  # expectations that are kept, the newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What was chosen: ids of profiles, keys of FLOWS, keys of users, the person's own users, and the rules.

    `pause` is in seconds, None for the usual one; None for `workers` is as many as suit the machine.
    """

    profiles: tuple[str, ...] = ()
    flows: tuple[str, ...] = ()
    users: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()  # users who were offered, and not chosen
    own: tuple[MatrixUser, ...] = ()
    workers: int | None = None
    pause: float | None = None
    budget: int = 3


def dump_chosen(chosen: Chosen) -> str:
    """Return it as JSON."""
    return json.dumps({
        "profiles": chosen.profiles, "flows": chosen.flows, "users": chosen.users,
        "left_out": chosen.left_out,
        "own": [[user.name, _name(user.password), _name(user.totp)] for user in chosen.own if _can_be_kept(user)],
        "workers": chosen.workers, "pause": chosen.pause, "budget": chosen.budget,
    })  # fmt: skip


def load_chosen(kept: str) -> Chosen | None:
    """Read it back; None where nothing was kept, or what is there is none of ours."""
    try:
        found = json.loads(kept)
        own = tuple(_user(*row) for row in found["own"])
        lists = {key: tuple(str(each) for each in found[key]) for key in ("profiles", "flows", "users", "left_out")}
        workers = None if found["workers"] is None else int(found["workers"])
        pause = None if found["pause"] is None else float(found["pause"])
        return Chosen(own=own, workers=workers, pause=pause, budget=int(found["budget"]), **lists)
    except (ValueError, TypeError, LookupError):
        return None


def dump_expectations(own: Mapping[Key, Expectation]) -> str:
    """Return the person's expectations as JSON; the newest come last."""
    return json.dumps([[*key, each.end.value, each.name] for key, each in list(own.items())[-MOST:]])


def load_expectations(kept: str) -> dict[Key, Expectation]:
    """Read them back; what is none of ours counts as none."""
    try:
        return dict(_expectation(*row) for row in json.loads(kept))
    except (ValueError, TypeError):
        return {}


def _expectation(profile: Any, flow: Any, user: Any, end: Any, name: Any) -> tuple[Key, Expectation]:
    return (str(profile), str(flow), str(user)), Expectation(end=End(end), name=str(name))


def _user(name: Any, password: Any, totp: Any) -> MatrixUser:
    return MatrixUser(name=str(name), password=_secret(password), totp=_secret(totp))


def _secret(name: Any) -> Source | None:
    return Source(kind=From.VAULT, name=str(name)) if name and is_name(str(name)) else None


def _can_be_kept(user: MatrixUser) -> bool:
    """A password or an authenticator's key that was typed would be missing: then the user is typed again."""
    typed = [each for each in (user.password, user.totp) if each is not None and each.kind is not From.VAULT]
    return user.password is not None and not typed


def _name(source: Source | None) -> str:
    return source.name if source is not None and source.kind is From.VAULT else ""
